package dev.sluice.media.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.manifest.ExpectedStream;
import dev.sluice.media.manifest.ExpectedStream.Kind;
import dev.sluice.media.manifest.ManifestJob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One job in the words of MediaConvert, or a refusal that says what these words cannot say. */
final class Conversion {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST = 2048;

    private final ManifestJob job;
    private final Target target;
    private final Optional<Integer> quality;

    Conversion(ManifestJob job, Optional<Integer> quality) {
        this.job = job;
        this.target = job.target();
        this.quality = quality;
        refuse(!Set.of("mp4", "mov", "webm").contains(target.container()), "its container is " + target.container());
        refuse(!target.subtitles().isEmpty(), "it has subtitles");
        refuse(!target.copied().isEmpty(), "it has a cover or an attachment");
        refuse(target.chapters(), "it has chapters");
        // Tracks are counted among audio alone, and a line does not tell whether what is dropped is audio.
        refuse(
                !target.dropped().isEmpty() && !target.audio().isEmpty(),
                "it leaves streams out, so that its audio tracks cannot be counted");
    }

    private void refuse(boolean impossible, String why) {
        if (impossible) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot render job " + job.jobKey() + " for mediaconvert: " + why
                            + " (use another rendering, or another profile)");
        }
    }

    private String object(String path) {
        String s3 = path.replaceFirst("^s3[an]:/+", "s3://");
        refuse(!s3.startsWith("s3://"), "it is not in S3: " + path);
        refuse(s3.length() > LONGEST, "its name is longer than " + LONGEST + " characters: " + path);
        return s3;
    }

    ObjectNode input() {
        ObjectNode input =
                NODES.objectNode().put("FileInput", object(job.input().path()));
        input.put("TimecodeSource", "ZEROBASED");
        input.putObject("VideoSelector").put("Rotate", "AUTO");
        if (!target.audio().isEmpty()) {
            ObjectNode selectors = input.putObject("AudioSelectors");
            for (AudioTarget audio : target.audio()) {
                selectors
                        .putObject(selector(audio))
                        .put("SelectorType", "TRACK")
                        .putArray("Tracks")
                        .add(track(audio));
            }
        }
        return input;
    }

    private static String selector(AudioTarget audio) {
        return "Stream " + audio.stream();
    }

    private long track(AudioTarget audio) {
        return 1
                + target.audio().stream()
                        .filter(other -> other.stream() < audio.stream())
                        .count();
    }

    /** Without the extension, which the service adds. */
    String destination() {
        String output = object(job.output());
        refuse(output.contains("$"), "the service takes $ in a name for a variable: " + output);
        return output.substring(0, output.length() - target.extension().length() - 1);
    }

    ObjectNode output() {
        ObjectNode output = NODES.objectNode().put("Extension", target.extension());
        output.putObject("ContainerSettings")
                .put("Container", target.container().toUpperCase(Locale.ROOT));
        target.video()
                .ifPresent(video -> output.set(
                        "VideoDescription", new VideoConversion(video, quality, this::refuse).description()));
        if (!target.audio().isEmpty()) {
            ArrayNode descriptions = output.putArray("AudioDescriptions");
            for (int i = 0; i < target.audio().size(); i++) {
                AudioTarget audio = target.audio().get(i);
                descriptions
                        .addObject()
                        .put("AudioSourceName", selector(audio))
                        .set("CodecSettings", sound(audio, channels(i)));
            }
        }
        return output;
    }

    private int channels(int audio) {
        List<ExpectedStream> expected = job.verify().streams().stream()
                .filter(stream -> stream.kind() == Kind.AUDIO)
                .toList();
        return expected.get(audio).channels().orElse(0);
    }

    private ObjectNode sound(AudioTarget audio, int channels) {
        ObjectNode codec = NODES.objectNode();
        switch (audio.encoder()) {
            case "aac" -> {
                String mode = switch (channels) {
                    case 1 -> "CODING_MODE_1_0";
                    case 2 -> "CODING_MODE_2_0";
                    case 6 -> "CODING_MODE_5_1";
                    default -> "";
                };
                refuse(mode.isEmpty(), "it has AAC of " + channels + " channels");
                refuse(target.container().equals("webm"), "it has AAC in WebM");
                codec.put("Codec", "AAC")
                        .putObject("AacSettings")
                        .put("Bitrate", audio.bitRate().orElseThrow())
                        .put("CodingMode", mode)
                        .put("RateControlMode", "CBR")
                        .put("SampleRate", 48_000);
            }
            case "libopus" -> {
                refuse(channels < 1 || channels > 2, "it has Opus of " + channels + " channels");
                refuse(!target.container().equals("webm"), "it has Opus in " + target.container());
                long rate = audio.bitRate().orElseThrow();
                refuse(rate < 32_000 || rate > 192_000, "it has Opus of " + rate + " bits a second");
                codec.put("Codec", "OPUS")
                        .putObject("OpusSettings")
                        .put("Bitrate", rate)
                        .put("Channels", channels)
                        .put("SampleRate", 48_000);
            }
            default -> refuse(true, "its audio is encoded by " + audio.encoder());
        }
        return codec;
    }
}

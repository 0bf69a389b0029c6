package dev.sluice.media;

import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.Picture;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.SubtitleStream;
import dev.sluice.media.probe.VideoStream;
import dev.sluice.run.ReportText;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is in a file, a line for the container and one for each stream. */
final class ProbeText {
    private static final double MICRO = 1e6;

    private final List<String> words = new ArrayList<>();

    private ProbeText() {}

    static List<String> of(Probe probe, long bytes) {
        List<String> lines = new ArrayList<>();
        lines.add(container(probe, bytes));
        probe.videoStreams().forEach(stream -> lines.add(video(stream)));
        probe.audioStreams().forEach(stream -> lines.add(audio(stream)));
        probe.subtitleStreams().forEach(stream -> lines.add(subtitles(stream)));
        probe.pictures().forEach(picture -> lines.add(picture(picture)));
        probe.dataStreams().forEach(stream -> lines.add(data(stream)));
        probe.findings()
                .forEach(finding -> lines.add("%-10s %s  %s"
                        .formatted(
                                "finding",
                                finding.code(),
                                finding.stream()
                                                .map(index -> "stream " + index + " ")
                                                .orElse("")
                                        + finding.message())));
        return lines;
    }

    private static String container(Probe probe, long bytes) {
        ProbeText text = new ProbeText();
        text.add(probe.container());
        text.add(ReportText.bytes(bytes));
        text.add(probe.durationUs().map(ProbeText::time));
        text.add(probe.bitRate().map(ProbeText::rate));
        text.add(probe.chapters() > 0, probe.chapters() + " chapters");
        text.add(probe.encrypted(), "encrypted");
        return text.line("container");
    }

    private static String video(VideoStream stream) {
        ProbeText text = new ProbeText();
        text.add(Integer.toString(stream.index()));
        text.add(stream.codec() + stream.profile().map(profile -> " " + profile).orElse(""));
        text.add(stream.width().flatMap(width -> stream.height().map(height -> width + " x " + height)));
        text.add(stream.rotation() != 0, "turned by " + stream.rotation());
        text.add(stream.frameRate()
                .map(rate -> NumberFormat.getInstance(Locale.ROOT).format(rate) + " frames/s"
                        + (stream.variableFrameRate() ? ", variable" : "")));
        text.add(stream.pixelFormat());
        text.add(stream.colorTransfer());
        text.add(stream.fieldOrder()
                .filter(order -> !order.equals("progressive"))
                .map(order -> "interlaced " + order));
        text.add(stream.hdr10Plus(), "HDR10+");
        text.add(stream.dolbyVision().map(dolby -> "Dolby Vision profile " + dolby.profile()));
        text.add(stream.alpha(), "alpha");
        text.add(stream.bitRate().map(ProbeText::rate));
        return text.line("video");
    }

    private static String audio(AudioStream stream) {
        ProbeText text = new ProbeText();
        text.add(Integer.toString(stream.index()));
        text.add(stream.codec() + stream.profile().map(profile -> " " + profile).orElse(""));
        text.add(stream.layout().orElse(stream.channels() + " channels"));
        text.add(stream.sampleRate().map(rate -> "%,d Hz".formatted(rate)));
        text.add(stream.language());
        text.add(stream.bitRate().map(ProbeText::rate));
        return text.line("audio");
    }

    private static String subtitles(SubtitleStream stream) {
        ProbeText text = new ProbeText();
        text.add(Integer.toString(stream.index()));
        text.add(stream.codec());
        text.add(stream.bitmap(), "pictures");
        text.add(stream.language());
        return text.line("subtitles");
    }

    private static String picture(Picture picture) {
        ProbeText text = new ProbeText();
        text.add(Integer.toString(picture.index()));
        text.add(picture.codec());
        text.add(picture.width().flatMap(width -> picture.height().map(height -> width + " x " + height)));
        return text.line("picture");
    }

    private static String data(DataStream stream) {
        ProbeText text = new ProbeText();
        text.add(Integer.toString(stream.index()));
        text.add(stream.codec());
        text.add(stream.tag());
        text.add(stream.fileName());
        return text.line(stream.kind());
    }

    private void add(String word) {
        words.add(word);
    }

    private void add(Optional<String> word) {
        word.ifPresent(words::add);
    }

    private void add(boolean there, String word) {
        if (there) {
            words.add(word);
        }
    }

    private String line(String what) {
        return "%-10s %s".formatted(what, String.join("  ", words));
    }

    private static String time(long micros) {
        return ReportText.duration(Duration.ofMillis(Math.round(micros / 1000.0)));
    }

    static String rate(long bits) {
        return bits >= MICRO
                ? String.format(Locale.ROOT, "%.1f Mbit/s", bits / MICRO)
                : String.format(Locale.ROOT, "%.0f kbit/s", bits / 1000.0);
    }
}

package dev.sluice.media.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each encoder is told about speed, quality and HDR, in its own words: the pages of FFmpeg's codecs manual, x265's
 * "Command line options" and SVT-AV1's "Parameters" for the strings of mastering display and content light. What a job runs
 * and what a calibration measures are told the same.
 */
public final class EncoderOptions {
    /** Bits a second that nothing reaches: VP8 has no way to say that there is no limit. */
    private static final String NO_LIMIT = "100000000";

    private final VideoTarget video;
    private final List<String> arguments = new ArrayList<>();

    private EncoderOptions(VideoTarget video) {
        this.video = video;
    }

    /** Arguments of ffmpeg for the first video of its output, to follow the encoder's name. */
    public static List<String> of(VideoTarget video) {
        EncoderOptions options = new EncoderOptions(video);
        options.speed();
        options.rate();
        options.inner();
        return options.arguments;
    }

    private void add(String... more) {
        arguments.addAll(List.of(more));
    }

    private void speed() {
        video.preset().ifPresent(preset -> {
            switch (video.encoder()) {
                case "libaom-av1" -> add("-cpu-used:v:0", preset);
                case "libvpx-vp9", "libvpx" -> add("-deadline:v:0", "good", "-cpu-used:v:0", preset);
                default -> add("-preset:v:0", preset);
            }
        });
    }

    private void rate() {
        video.quality().ifPresent(quality -> {
            add("-crf:v:0", quality.toString());
            Optional<String> most = video.maxRate().map(String::valueOf);
            switch (video.encoder()) {
                // Without a rate, these take the number for a floor under a rate of their own.
                case "libvpx-vp9", "libaom-av1" -> add("-b:v:0", most.orElse("0"));
                case "libvpx" -> add("-b:v:0", most.orElse(NO_LIMIT));
                default -> {}
            }
        });
        video.bitRate().ifPresent(rate -> add("-b:v:0", rate.toString()));
        video.maxRate()
                .ifPresent(rate -> add("-maxrate:v:0", rate.toString(), "-bufsize:v:0", String.valueOf(2 * rate)));
    }

    /** Options of the encoder's own, and where it takes HDR's metadata among them, these too. */
    private void inner() {
        TreeMap<String, String> own = new TreeMap<>(video.options());
        switch (video.encoder()) {
            case "libx265" -> {
                display(50_000, 10_000).ifPresent(text -> own.putIfAbsent("master-display", text));
                light(",").ifPresent(text -> own.putIfAbsent("max-cll", text));
                joined("-x265-params:v:0", own);
            }
            case "libsvtav1" -> {
                display(1, 1).ifPresent(text -> own.putIfAbsent("mastering-display", text));
                light(",").ifPresent(text -> own.putIfAbsent("content-light", text));
                joined("-svtav1-params:v:0", own);
            }
            case "libx264" -> joined("-x264-params:v:0", own);
            default -> own.forEach((name, value) -> add("-" + name + ":v:0", value));
        }
    }

    private void joined(String name, Map<String, String> own) {
        if (!own.isEmpty()) {
            add(
                    name,
                    own.entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue())
                            .collect(Collectors.joining(":")));
        }
    }

    /** Both write the chromaticities as G(x,y)B(x,y)R(x,y)WP(x,y)L(max,min), in units of 1/{@code colors}, 1/{@code lights}. */
    private Optional<String> display(int colors, int lights) {
        return video.masteringDisplay()
                .map(one -> "G" + pair(one.greenX(), one.greenY(), colors)
                        + "B" + pair(one.blueX(), one.blueY(), colors)
                        + "R" + pair(one.redX(), one.redY(), colors)
                        + "WP" + pair(one.whiteX(), one.whiteY(), colors)
                        + "L" + pair(one.maxLuminance(), one.minLuminance(), lights));
    }

    private static String pair(double one, double other, int units) {
        return "(" + number(one, units) + "," + number(other, units) + ")";
    }

    private static String number(double value, int units) {
        return units == 1 ? String.format(Locale.ROOT, "%.5f", value) : String.valueOf(Math.round(value * units));
    }

    private Optional<String> light(String between) {
        return video.maxContentLight()
                .map(most -> most + between + video.maxAverageLight().orElse(0));
    }
}

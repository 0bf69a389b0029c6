package dev.sluice.media.estimate;

import java.util.List;
import java.util.stream.Stream;

/**
 * How an encoder of FFmpeg is told its preset and quality. Sources: {@code ffmpeg -h encoder=NAME},
 * https://trac.ffmpeg.org/wiki/Encode/AV1 and FFmpeg's libavcodec/libopenh264enc.c. Each encoder runs on one thread, so
 * that its CPU seconds are its own work and not that of threads which wait for each other.
 */
final class EncoderArguments {
    private EncoderArguments() {}

    /** @param quality 0 where the encoder has none */
    static List<String> of(String encoder, String preset, int quality) {
        return Stream.of(
                        List.of("-c:v", encoder, "-threads:v", "1"), preset(encoder, preset), quality(encoder, quality))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> preset(String encoder, String preset) {
        List<String> one = switch (encoder) {
            case "libsvtav1" -> List.of("-svtav1-params", "lp=1");
            case "libx265" -> List.of("-x265-params", "pools=none:frame-threads=1");
            case "libvpx", "libvpx-vp9" -> List.of("-deadline", "good");
            default -> List.of();
        };
        if (preset.isEmpty()) {
            return one;
        }
        String option = switch (encoder) {
            case "libaom-av1", "libvpx", "libvpx-vp9" -> "-cpu-used";
            case "prores_ks", "dnxhd" -> "-profile:v";
            default -> "-preset";
        };
        return Stream.concat(one.stream(), Stream.of(option, preset)).toList();
    }

    private static List<String> quality(String encoder, int quality) {
        if (quality == 0) {
            return List.of();
        }
        String text = Integer.toString(quality);
        return switch (encoder) {
            // Without a bit rate of 0 the quality is only the best that the rate allows.
            case "libaom-av1", "libvpx-vp9" -> List.of("-crf", text, "-b:v", "0");
            // It has no constant quality; held between two equal bounds it has.
            case "libopenh264" -> List.of("-rc_mode", "quality", "-qmin", text, "-qmax", text);
            case "libx264", "libx265", "libsvtav1" -> List.of("-crf", text);
            default -> List.of("-q:v", text);
        };
    }
}

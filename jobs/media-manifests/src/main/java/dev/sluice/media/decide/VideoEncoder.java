package dev.sluice.media.decide;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A video encoder of FFmpeg's and what it can do. Ranges and words are those of {@code ffmpeg -h encoder=NAME}. */
enum VideoEncoder {
    LIBSVTAV1("libsvtav1", "av1", 63, numbers(-2, 13), true, false),
    LIBAOM_AV1("libaom-av1", "av1", 63, numbers(0, 8), true, false),
    LIBX264("libx264", "h264", 51, x26x(), true, false),
    LIBX265("libx265", "hevc", 51, x26x(), true, false),
    LIBVPX_VP9("libvpx-vp9", "vp9", 63, numbers(-8, 8), true, true),
    LIBVPX("libvpx", "vp8", 63, numbers(-16, 16), false, true),
    /** By bit rate only. */
    LIBOPENH264("libopenh264", "h264", -1, List.of(), false, false);

    private final String word;
    private final String codec;
    private final int worstQuality;
    // Unmodifiable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> presets;

    private final boolean tenBits;
    private final boolean alpha;

    VideoEncoder(String word, String codec, int worstQuality, List<String> presets, boolean tenBits, boolean alpha) {
        this.word = word;
        this.codec = codec;
        this.worstQuality = worstQuality;
        this.presets = presets;
        this.tenBits = tenBits;
        this.alpha = alpha;
    }

    static Optional<VideoEncoder> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(VideoEncoder::word).toList();
    }

    String word() {
        return word;
    }

    String codec() {
        return codec;
    }

    /** The largest number of its scale of quality, which begins at 0; -1 when it has none. */
    int worstQuality() {
        return worstQuality;
    }

    List<String> presets() {
        return presets;
    }

    boolean tenBits() {
        return tenBits;
    }

    boolean alpha() {
        return alpha;
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(String::valueOf).toList();
    }

    private static List<String> x26x() {
        return List.of(
                "ultrafast",
                "superfast",
                "veryfast",
                "faster",
                "fast",
                "medium",
                "slow",
                "slower",
                "veryslow",
                "placebo");
    }
}

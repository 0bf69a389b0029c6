package dev.sluice.media.estimate;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The order of an encoder's presets, by which one that was not measured is placed between its neighbours. Words are
 * those of x264 and x265, from fast to slow; numbers, as SVT-AV1, libaom and libvpx have them, are their own place.
 */
final class Presets {
    private static final List<String> WORDS = List.of(
            "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow", "placebo");

    private Presets() {}

    /** Empty when the preset has no place in an order. */
    static OptionalDouble place(String preset) {
        int word = WORDS.indexOf(preset);
        if (word >= 0) {
            return OptionalDouble.of(word);
        }
        try {
            return OptionalDouble.of(Integer.parseInt(preset));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}

package dev.sluice.media.chunk;

import java.util.Arrays;
import java.util.Optional;

/**
 * When the frames of a video are shown, by its packets, in microseconds as the file has them. Filled line by line; not
 * thread-safe.
 */
final class FrameTimes {
    /** FFmpeg corrects larger leaps by itself, and then the times of an encode are other ones than those of the file. */
    private static final double LEAP_SECONDS = 5;

    private long[] shown = new long[1024];
    private long[] keys = new long[64];
    private int frames;
    private int keyFrames;
    private double decoded = Double.NaN;
    private Optional<String> unfit = Optional.empty();

    /** A line of ffprobe: when shown, when decoded, flags. What an edit list leaves out does not count. */
    void packet(String line) {
        String[] words = line.split(",", -1);
        if (words.length < 3 || words[2].length() < 2 || words[2].charAt(1) == 'D') {
            return;
        }
        Optional<Double> time = number(words[0]);
        if (time.isEmpty()) {
            unfit = Optional.of("its container does not tell when each frame is shown");
            return;
        }
        number(words[1]).ifPresent(this::follows);
        long us = Math.round(time.get() * 1e6);
        boolean key = words[2].charAt(0) == 'K';
        if (keyFrames == 0 && !key) {
            // Nothing can be decoded before the first key frame.
            return;
        }
        if (key) {
            keys = added(keys, keyFrames++, us);
        }
        if (us >= keys[0]) {
            shown = added(shown, frames++, us);
        }
    }

    private void follows(double next) {
        if (Math.abs(next - decoded) > LEAP_SECONDS) {
            unfit = Optional.of("its times leap by more than " + Math.round(LEAP_SECONDS) + " s");
        }
        decoded = next;
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            // It says N/A.
            return Optional.empty();
        }
    }

    private static long[] added(long[] to, int count, long one) {
        long[] array = count < to.length ? to : Arrays.copyOf(to, 2 * count);
        array[count] = one;
        return array;
    }

    /** Why nothing can be cut by them. */
    Optional<String> unfit() {
        return frames < 2 ? Optional.of("it has no two frames") : unfit;
    }

    /** Sorted. */
    long[] shown() {
        return sorted(shown, frames);
    }

    /** Those of key frames, sorted. */
    long[] keys() {
        return sorted(keys, keyFrames);
    }

    private static long[] sorted(long[] times, int count) {
        long[] exact = Arrays.copyOf(times, count);
        Arrays.sort(exact);
        return exact;
    }

    /**
     * Points of a grid that begins with the first frame, one for each frame; empty when a frame stands beside it, or two
     * stand on one point.
     *
     * @param rate steps a second
     */
    static Optional<long[]> points(long[] shown, double rate) {
        // Containers round to a millisecond, some twice.
        double tolerance = Math.min(0.3, 0.002 * rate);
        long[] points = new long[shown.length];
        for (int i = 0; i < shown.length; i++) {
            double exact = (shown[i] - shown[0]) / 1e6 * rate;
            points[i] = Math.round(exact);
            if (Math.abs(exact - points[i]) > tolerance || (i > 0 && points[i] <= points[i - 1])) {
                return Optional.empty();
            }
        }
        return Optional.of(points);
    }
}

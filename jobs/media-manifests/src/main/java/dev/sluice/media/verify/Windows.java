package dev.sluice.media.verify;

import dev.sluice.media.decide.VideoTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the picture is held against the input's: windows of a film, evenly over all of it. Frames of both are paired by
 * their times from the first frame, each with the nearest; where a frame has none that is near, nothing is compared.
 */
final class Windows {
    /** Of a short film no more than one part in so many is looked at: comparing a frame costs more than decoding it. */
    private static final int PART = 12;

    private static final int LEAST = 4;

    /** They are kept as they are decoded. */
    private static final long MOST_BYTES = 256L << 20;

    private static final int LEAST_OF_HUGE = 2;

    /** Matroska's times are rounded to a millisecond, in the input and again in the output. */
    private static final long ROUNDED_US = 1500;

    private final VideoTarget target;
    private final Policy policy;
    private final long[] made;
    private final long[] given;

    private Windows(VideoTarget target, Clock given, Clock made, Policy policy) {
        this.target = target;
        this.policy = policy;
        this.made = fromZero(made.shown());
        this.given = fromZero(given.shown());
    }

    /** Windows in their order; none of them overlap. */
    static List<Window> of(VideoTarget target, Clock given, Clock made, Policy policy) throws CannotCheck {
        Windows windows = new Windows(target, given, made, policy);
        int frames = windows.frames(made.lengthUs());
        int total = windows.made.length;
        int places = Math.max(1, Math.min(policy.places(), total / frames));
        List<Window> all = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            int middle = (int) ((2L * i + 1) * total / (2L * places));
            int first = Math.max(0, Math.min(total - frames, middle - frames / 2));
            all.add(windows.window(first, frames, made.zeroUs()));
        }
        return all;
    }

    private static long[] fromZero(long[] times) {
        return Arrays.stream(times).map(time -> time - times[0]).toArray();
    }

    /** Frames of a window. */
    private int frames(long lengthUs) {
        double rate = lengthUs > 0 ? made.length * 1e6 / lengthUs : 1;
        long wanted = Math.max(1, Math.round(rate * policy.look().toMillis() / 1000));
        long part = Math.max(LEAST, made.length / ((long) PART * policy.places()));
        long room = Math.max(LEAST_OF_HUGE, MOST_BYTES / (frameBytes() * policy.places()));
        return (int) Math.min(Math.min(wanted, part), Math.min(room, made.length));
    }

    private long frameBytes() {
        String format = target.pixelFormat();
        double samples = format.contains("420") ? 1.5 : format.contains("422") ? 2 : 3;
        boolean deep = format.matches(".*(p9|p1[0-9])(le|be)?");
        return Math.max(1, Math.round(target.width() * (double) target.height() * samples * (deep ? 2 : 1)));
    }

    private Window window(int first, int frames, long zeroUs) throws CannotCheck {
        int last = first + frames - 1;
        long begin = zeroUs + before(made, first);
        long end = zeroUs + after(made, last);
        Optional<Long> period = target.frameRate().map(Windows::periodUs);
        if (period.isPresent()) {
            // The filter fps puts frames on a grid, in the encode and in the reference alike.
            long half = period.get() / 2;
            return new Window(frames, begin, end, made[first] - half, made[last] + half);
        }
        for (int i = first; i <= last; i++) {
            long near = given[nearest(made[i])];
            long gap = Math.min(made[i] - before(made, i), after(made, i) - made[i]);
            if (Math.abs(near - made[i]) > gap + ROUNDED_US) {
                throw new CannotCheck(
                        "frame-times",
                        "a frame at " + TimeChecks.seconds(made[i]) + ", the nearest of the input at "
                                + TimeChecks.seconds(near));
            }
        }
        long from = before(given, nearest(made[first]));
        return new Window(frames, begin, end, from, after(given, nearest(made[last])));
    }

    static long periodUs(String rate) {
        return Math.round(1e6 / rate(rate));
    }

    /** A fraction such as 30000/1001. */
    static double rate(String fraction) {
        String[] parts = fraction.split("/", 2);
        return Double.parseDouble(parts[0]) / (parts.length > 1 ? Double.parseDouble(parts[1]) : 1);
    }

    private int nearest(long time) {
        int at = Arrays.binarySearch(given, time);
        if (at >= 0) {
            return at;
        }
        int next = -at - 1;
        boolean left = next == given.length || (next > 0 && time - given[next - 1] <= given[next] - time);
        return left ? next - 1 : next;
    }

    /** Half way to the frame before. */
    private static long before(long[] times, int at) {
        return at == 0 ? times[0] - gap(times, 0) / 2 : Math.floorDiv(times[at - 1] + times[at], 2);
    }

    private static long after(long[] times, int at) {
        int last = times.length - 1;
        return at == last ? times[last] + gap(times, last - 1) / 2 : Math.floorDiv(times[at] + times[at + 1], 2);
    }

    private static long gap(long[] times, int at) {
        return at >= 0 && at + 1 < times.length ? Math.max(2, times[at + 1] - times[at]) : 20_000;
    }
}

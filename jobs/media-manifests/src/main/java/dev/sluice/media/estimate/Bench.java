package dev.sluice.media.estimate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ffmpeg says of itself in its log, with {@code -benchmark}. */
final class Bench {
    private static final Pattern TIMES = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");
    private static final Pattern VERSION = Pattern.compile("^ffmpeg version (\\S+)", Pattern.MULTILINE);
    private static final Pattern FRAMES = Pattern.compile("frame=\\s*([0-9]+)");

    private Bench() {}

    /** CPU seconds of the whole run; empty when it did not come to its end. */
    static Optional<Double> seconds(String log) {
        Matcher times = TIMES.matcher(log);
        return times.find()
                ? Optional.of(Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2)))
                : Optional.empty();
    }

    /** Frames that came out. */
    static int frames(String log) {
        int last = 0;
        Matcher frames = FRAMES.matcher(log);
        while (frames.find()) {
            last = Integer.parseInt(frames.group(1));
        }
        return last;
    }

    static String version(String log) {
        Matcher version = VERSION.matcher(log);
        return version.find() ? version.group(1) : "unknown";
    }
}

package dev.sluice.media.encode;

import java.util.List;
import java.util.OptionalLong;

/** What ffmpeg says of how far it is, by its option {@code -progress}: lines of {@code name=value}. */
final class Progress {
    /** Before the arguments of a job: once in two seconds, to standard output. */
    static final List<String> ARGUMENTS = List.of("-progress", "pipe:1", "-stats_period", "2");

    private static final String TIME = "out_time_us=";

    private Progress() {}

    /** Microseconds of the output that are there; empty for another line, and before the first frame. */
    static OptionalLong doneUs(String line) {
        if (!line.startsWith(TIME) || !line.substring(TIME.length()).matches("\\d{1,18}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(line.substring(TIME.length())));
    }
}

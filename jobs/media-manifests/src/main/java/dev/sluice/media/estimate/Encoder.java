package dev.sluice.media.estimate;

import java.time.Duration;
import java.util.List;

/** A program that takes ffmpeg's arguments. */
public interface Encoder {
    /**
     * Runs it to its end, or stops it after {@code limit}. Input is closed. An encode that fails is an outcome, not an
     * exception.
     *
     * @param arguments without the program's own name
     */
    Outcome run(List<String> arguments, Duration limit);

    /**
     * How a run went.
     *
     * @param status what it ended with; not 0 as well when it was stopped
     * @param log what it wrote to standard error, at least its beginning and end
     */
    record Outcome(int status, String log) {
        boolean ok() {
            return status == 0;
        }
    }
}

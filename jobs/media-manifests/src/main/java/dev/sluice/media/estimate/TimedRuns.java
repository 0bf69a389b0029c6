package dev.sluice.media.estimate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs of ffmpeg that together have so much time. Not thread-safe. */
final class TimedRuns {
    private final Encoder encoder;
    private final long deadline;

    TimedRuns(Encoder encoder, Duration limit) {
        this.encoder = encoder;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * A run that was timed.
     *
     * @param seconds CPU seconds; empty when it failed
     * @param log ffmpeg's, or the reason for which nothing was started
     */
    record Timed(Optional<Double> seconds, String log) {
        /** The line that tells why it failed: ffmpeg's last one. */
        String why() {
            List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "no message" : lines.get(lines.size() - 1).strip();
        }
    }

    Timed run(List<String> arguments) {
        Duration left = left();
        if (left.isNegative() || left.isZero()) {
            return new Timed(Optional.empty(), "no time was left");
        }
        List<String> all = new ArrayList<>(List.of("-nostdin", "-y", "-benchmark", "-loglevel", "info"));
        all.addAll(arguments);
        Encoder.Outcome outcome = encoder.run(all, left);
        if (left().isNegative()) {
            return new Timed(Optional.empty(), "no time was left");
        }
        return new Timed(outcome.ok() ? Bench.seconds(outcome.log()) : Optional.empty(), outcome.log());
    }

    /** The time that is left; negative when it is over. */
    Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }
}

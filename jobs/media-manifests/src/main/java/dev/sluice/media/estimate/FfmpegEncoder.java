package dev.sluice.media.estimate;

import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.ffmpeg.Supervised;
import java.time.Duration;
import java.util.List;

/**
 * The ffmpeg of this machine. Of its log so much is kept as a calibration reads, the beginning and the end, however much a
 * broken file makes it say. A run is ended with this process, so that a signal leaves no encoder behind. Thread-safe.
 */
public record FfmpegEncoder(Programs programs) implements Encoder {
    /**
     * Runs ffmpeg.
     *
     * @throws dev.sluice.fault.Fault INTERNAL when it does not start, STOPPED when this thread is interrupted
     */
    @Override
    public Outcome run(List<String> arguments, Duration limit) {
        Supervised.Ended ended = Supervised.run(programs.encode(arguments), limit);
        return new Outcome(ended.outOfTime() ? -1 : ended.status(), ended.log());
    }
}

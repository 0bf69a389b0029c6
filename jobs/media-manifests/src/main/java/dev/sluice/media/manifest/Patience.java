package dev.sluice.media.manifest;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.time.Duration;

/** How often and how long a job is tried. */
public record Patience(
        @Doc("times that a job is tried; one that ran out of time is not tried again") @Preset("2")
        int attempts,

        @Doc("wall time of one attempt, at least") @Preset("10m")
        Duration leastTime,

        @Doc("wall time of one attempt, as a multiple of the CPU seconds by P90") @Preset("4")
        int timeFactor) {
    private static final int MOST = 10;
    private static final int MOST_FACTOR = 1000;

    public Patience {
        if (attempts < 1 || attempts > MOST) {
            throw new InvalidSetting("attempts", "is " + attempts + "; allowed is 1 to " + MOST);
        }
        if (timeFactor < 1 || timeFactor > MOST_FACTOR) {
            throw new InvalidSetting("time-factor", "is " + timeFactor + "; allowed is 1 to " + MOST_FACTOR);
        }
        if (leastTime.toSeconds() < 1) {
            throw new InvalidSetting("least-time", "is less than a second");
        }
    }

    /** Seconds that one attempt may take. */
    long seconds(Forecast forecast) {
        return Math.max(leastTime.toSeconds(), (long) Math.ceil(timeFactor * forecast.cpuSecondsP90()));
    }
}

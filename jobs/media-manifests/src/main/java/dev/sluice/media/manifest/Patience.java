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
        Duration least,

        @Doc("wall time of one attempt, as a multiple of the CPU seconds by P90") @Preset("4")
        int times) {
    private static final int MOST = 10;
    private static final int MOST_TIMES = 1000;

    public Patience {
        if (attempts < 1 || attempts > MOST) {
            throw new InvalidSetting("attempts", "is " + attempts + "; allowed is 1 to " + MOST);
        }
        if (times < 1 || times > MOST_TIMES) {
            throw new InvalidSetting("times", "is " + times + "; allowed is 1 to " + MOST_TIMES);
        }
        if (least.toSeconds() < 1) {
            throw new InvalidSetting("least", "is less than a second");
        }
    }

    /** Seconds that one attempt may take. */
    long seconds(Forecast forecast) {
        return Math.max(least.toSeconds(), (long) Math.ceil(times * forecast.cpuSecondsP90()));
    }
}

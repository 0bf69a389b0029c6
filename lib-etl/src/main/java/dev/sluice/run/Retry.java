package dev.sluice.run;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The {@code retry} block: how often a slice is tried again within a run after a fault that may pass by itself, such as
 * a store that does not answer. Faults of other kinds are never tried again.
 *
 * @param attempts tries of a slice in all; 1 is none again
 * @param firstWait before the second try; each further wait is twice as long, up to {@link #LONGEST}, and up to a half
 *     shorter by chance, so that jobs that failed together do not come back together
 */
public record Retry(
        @Doc("tries of a slice in all, within one run, when a fault may pass by itself; from 1 to 20") @Preset("3")
        int attempts,

        @Doc("wait before the second try; doubles with each further one, up to 5m") @Preset("5s")
        Duration firstWait) {
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MAX_ATTEMPTS = 20;

    public Retry {
        if (attempts < 1 || attempts > MAX_ATTEMPTS) {
            throw new InvalidSetting("attempts", "is " + attempts + "; must be from 1 to " + MAX_ATTEMPTS);
        }
    }

    /** What a job without a {@code retry} block gets. */
    public static Retry usual() {
        return new Retry(3, Duration.ofSeconds(5));
    }

    /** The wait after so many failed tries. */
    Duration pause(int failed) {
        long full = firstWait.toMillis();
        for (int i = 1; i < failed && full < LONGEST.toMillis(); i++) {
            full *= 2;
        }
        full = Math.min(full, LONGEST.toMillis());
        return Duration.ofMillis(full - (long) (ThreadLocalRandom.current().nextDouble() * full / 2));
    }
}

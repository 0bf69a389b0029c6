package dev.sluice.media.chunk;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.io.Serializable;
import java.time.Duration;

/**
 * Which jobs are encoded in pieces. What counts is the CPU time that the manifest reckons with, and not the length of the
 * film: an hour of 4K by a slow preset holds a machine longer than a night of small pictures.
 */
public record Chunks(
        @Doc("encode what is above the cap in pieces") @Preset("true")
        boolean enabled,

        @Doc("jobs that are expected to take more CPU time than this, by P50") @Preset("1h")
        Duration above,

        @Doc("CPU time of a piece, about") @Preset("15m") Duration length,

        @Doc("video in a piece at least: each cut costs a key frame") @Preset("30s")
        Duration least)
        implements Serializable {
    /** Everything is encoded whole. */
    public static final Chunks OFF =
            new Chunks(false, Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofSeconds(30));

    private static final int MOST_PIECES = 2000;

    public Chunks {
        positive("above", above);
        positive("length", length);
        positive("least", least);
        if (length.compareTo(above) > 0) {
            throw new InvalidSetting("length", "is " + length.toSeconds() + " s, more than above");
        }
    }

    private static void positive(String key, Duration value) {
        if (value.toMillis() < 1) {
            throw new InvalidSetting(key, "is " + value.toMillis() + " ms; more than 0 is wanted");
        }
    }

    /** Whether a job is above the cap; one without video never is. */
    public boolean above(ManifestJob job) {
        return enabled && job.target().video().isPresent() && job.estimate().cpuSecondsP50() > above.toMillis() / 1e3;
    }

    /** How many pieces are wanted of a job whose video is so long; 1 when it stays whole. */
    int pieces(ManifestJob job, long lengthUs) {
        long byCost = (long) Math.ceil(job.estimate().cpuSecondsP50() * 1e3 / length.toMillis());
        long byLength = lengthUs / 1000 / least.toMillis();
        return (int) Math.max(1, Math.min(MOST_PIECES, Math.min(byCost, byLength)));
    }
}

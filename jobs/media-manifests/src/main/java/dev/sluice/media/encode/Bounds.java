package dev.sluice.media.encode;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Work;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** What is not encoded, because it is hardly a film: a file may say anything of itself. */
public record Bounds(
        @Doc("length of the video at most; one that the file does not tell is bounded by the job's limit of time alone")
        @Preset("48h")
        Duration maxDuration,

        @Doc("streams of the input at most, covers and attachments among them") @Preset("100")
        int maxStreams)
        implements Serializable {
    /** The presets. */
    public static final Bounds USUAL = new Bounds(Duration.ofDays(2), 100);

    public Bounds {
        if (maxDuration.toSeconds() < 1) {
            throw new InvalidSetting("max-duration", "is less than a second");
        }
        if (maxStreams < 1) {
            throw new InvalidSetting("max-streams", "is " + maxStreams + "; at least 1 is wanted");
        }
    }

    /** Why a job is not begun; empty when it is. */
    Optional<Verdict> refused(ManifestJob job) {
        long seconds = job.verify().durationUs().orElse(0L) / 1_000_000;
        if (seconds > maxDuration.toSeconds()) {
            return Optional.of(Encodes.refused(
                    job,
                    Failure.TOO_LONG,
                    "is %,d s long; limits.max-duration is %,d s".formatted(seconds, maxDuration.toSeconds()),
                    Work.NONE));
        }
        int streams = job.verify().streams().size() + job.target().dropped().size();
        if (streams > maxStreams) {
            return Optional.of(Encodes.refused(
                    job,
                    Failure.TOO_MANY_STREAMS,
                    "has %,d streams; limits.max-streams is %,d".formatted(streams, maxStreams),
                    Work.NONE));
        }
        return Optional.empty();
    }
}

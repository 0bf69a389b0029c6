package dev.sluice.media.encode;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Job;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import dev.sluice.media.manifest.Targets;
import dev.sluice.media.probe.Film;
import dev.sluice.media.table.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Jobs over files that are there. */
public final class EncodeJobs {
    static final int ATTEMPTS = 3;

    private EncodeJobs() {}

    /** A job whose input {@code work/in/name} is made, and whose output lies below {@code work/out}. */
    public static ManifestJob job(Path work, String name) throws IOException {
        Path input = work.resolve("in/" + name);
        Files.createDirectories(input.getParent());
        if (!Files.exists(input)) {
            Files.writeString(input, "film");
        }
        Asset asset = new Asset(
                input.toString(),
                Files.size(input),
                Files.getLastModifiedTime(input).toInstant(),
                "asset",
                Film.silent().probe());
        return ManifestJob.of(
                new Job(ManifestJobs.key(name.hashCode()), "old-codecs", new Targets().target()),
                asset,
                new Forecast(1, 2, 10, 20, 200_000_000, 20),
                new ManifestJob.Place(0, "ordinary", false),
                new Names(
                        work.resolve("out").toString(),
                        List.of(work.resolve("in").toString())),
                new Patience(ATTEMPTS, Duration.ofMinutes(2), 4));
    }

    static ManifestJob with(ManifestJob job, long seconds) {
        return ManifestJobs.with(job, job.command(), job.attempts(), seconds);
    }

    static ManifestJob with(ManifestJob job, long outputP50, long outputP90) {
        return ManifestJobs.with(job, new Forecast(1, 2, outputP50, outputP90, 200_000_000, outputP90));
    }

    /** The same of an input with streams that are left out. */
    static ManifestJob withSubtitles(ManifestJob job, int dropped) {
        return ManifestJobs.with(job, IntStream.rangeClosed(1, dropped).boxed().toList());
    }

    /** What an attempt leaves whose process of this machine has ended. */
    static void dead(Path folder, ManifestJob job, Path temporary, int number) throws IOException {
        Files.createDirectories(folder);
        Attempts.Attempt attempt = new Attempts(folder).begin(job.jobKey(), "in", new Attempts.At(temporary, 0, 0, 0));
        Running alive = new Attempts(folder).alive().get(0);
        attempt.close();
        Running dead = new Running(
                job.jobKey(),
                alive.input(),
                temporary.toString(),
                alive.host(),
                // Above the highest number that Linux gives.
                (1L << 23) + number,
                1,
                Instant.EPOCH,
                0,
                0,
                0,
                0);
        Files.writeString(folder.resolve(job.jobKey() + "-" + number + ".json"), RecordJson.text(dead));
        Files.writeString(temporary, "half");
    }
}

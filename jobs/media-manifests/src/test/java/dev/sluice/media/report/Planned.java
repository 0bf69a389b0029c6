package dev.sluice.media.report;

import dev.sluice.media.estimate.Prices;
import dev.sluice.media.shard.Caps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes plans by hand: jobs of round numbers, and what a test changes of them. */
final class Planned {
    static final SpeedSource SHIPPED = new SpeedSource(
            SpeedSource.SHIPPED, false, "AMD EPYC", "8.1.2", "2026-11-26T02:10:00Z", List.of("libsvtav1"), 0);

    /** A name that would do harm in HTML, on a terminal, and to the eye. */
    static final String HOSTILE = "/in/\"><script>alert(1)</script>&amp;'\u0007\u001b[31m\u202egpj.exe\u2066{{job}}";

    Optional<Prices> prices = Optional.empty();
    Optional<Caps> caps = Optional.of(new Caps(4 * 3_600_000_000L, Long.MAX_VALUE, 100));
    Optional<Amount> inventory = Optional.empty();
    SpeedSource speeds = SHIPPED;
    List<Integer> workers = List.of(2);
    final List<DecidedFiles> decided = new ArrayList<>();
    final List<PlannedJob> jobs = new ArrayList<>();

    /** One hour of CPU and 100 MB out of 1 GB, each twice as much by P90. */
    static PlannedJob job(int number, int shard) {
        return job(number, shard, 3600, "/films/" + number + ".mkv", "h264");
    }

    static PlannedJob job(int number, int shard, double seconds, String path, String codec) {
        return new PlannedJob(
                "%032x".formatted(number),
                "asset" + number,
                "slice=one",
                shard,
                "ordinary",
                false,
                "films",
                "libsvtav1",
                codec,
                path,
                1_000_000_000,
                seconds,
                seconds * 2,
                100_000_000,
                200_000_000,
                600_000_000,
                1,
                1,
                List.of("not-calibrated"));
    }

    /** The same in another generation and class, perhaps for chunks. */
    static PlannedJob chunked(PlannedJob job, String generation, String shardClass) {
        return new PlannedJob(
                job.jobKey(),
                job.asset(),
                generation,
                job.shard(),
                shardClass,
                true,
                job.rule(),
                job.encoder(),
                job.codec(),
                job.path(),
                job.bytes(),
                job.cpuSecondsP50(),
                job.cpuSecondsP90(),
                job.outputBytesP50(),
                job.outputBytesP90(),
                job.memoryBytes(),
                job.ownCpu(),
                job.ownOutput(),
                job.assumed());
    }

    static DecidedFiles decided(String rule, String action, String code, long files, String example) {
        return new DecidedFiles(
                rule, action, code, new Amount(files, files * 1_000_000_000, files * 0.5, 0), example, "why " + code);
    }

    PlanReport report() {
        return PlanReport.of(
                new PlanFacts(
                        "media-plan",
                        "conf/media-plan.conf",
                        "decisions",
                        inventory,
                        List.of(
                                new PlanFacts.Published("slice=one", Instant.parse("2026-11-25T02:03:04Z")),
                                new PlanFacts.Published("slice=two", Instant.parse("2026-11-26T02:03:04Z"))),
                        prices,
                        caps,
                        speeds,
                        workers),
                decided,
                jobs.iterator());
    }
}

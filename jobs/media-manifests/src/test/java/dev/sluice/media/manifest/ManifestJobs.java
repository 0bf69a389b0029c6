package dev.sluice.media.manifest;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Job;
import dev.sluice.media.decide.Target;
import dev.sluice.media.probe.Film;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes jobs of a manifest for tests of what is made of them. */
public final class ManifestJobs {
    private ManifestJobs() {}

    /** A key that says its number. */
    public static String key(int number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    /** What a plan knows of a job before it has a shard. */
    public record Planned(Job job, Asset asset) {}

    /** The plan of a film of one minute, with options of its encoder. */
    public static Planned planned(int number) {
        return new Planned(
                new Job(key(number), "old-codecs", new Targets().target()),
                Film.silent().asset("/films/a b/" + number + ";ä\n.mkv"));
    }

    /** The job of a film of one minute. */
    public static ManifestJob job(int number, int shard, String input, String root) {
        return job(number, shard, input, root, Film.silent(), new Targets());
    }

    /** The same of another film or target. */
    public static ManifestJob job(int number, int shard, String input, String root, Film film, Targets target) {
        return ManifestJob.of(
                new Job(key(number), "old-codecs", target.target()),
                film.asset(input),
                new Forecast(120.5, 200.25, 10_000_000, 20_000_000, 700L << 20, 25_000_000),
                new ManifestJob.Place(shard, "ordinary", false),
                new Names(root, List.of("/films")),
                new Patience(2, Duration.ofMinutes(10), 4));
    }

    /** Another command, attempts and time in place of a job's own. */
    public static ManifestJob with(ManifestJob job, List<String> command, int attempts, long seconds) {
        return new ManifestJob(
                job.schema(),
                job.jobKey(),
                job.shard(),
                job.shardClass(),
                job.chunked(),
                job.asset(),
                job.rule(),
                job.input(),
                job.target(),
                command,
                job.output(),
                job.temporary(),
                job.estimate(),
                job.verify(),
                attempts,
                seconds);
    }

    /** Another class and another memory in place of a job's own. */
    public static ManifestJob with(ManifestJob job, String shardClass, long memoryBytes) {
        Forecast own = job.estimate();
        Forecast forecast = new Forecast(
                own.cpuSecondsP50(),
                own.cpuSecondsP90(),
                own.outputBytesP50(),
                own.outputBytesP90(),
                memoryBytes,
                own.scratchBytes());
        return with(job, shardClass, forecast);
    }

    /** Another forecast in place of a job's own. */
    public static ManifestJob with(ManifestJob job, Forecast forecast) {
        return with(job, job.shardClass(), forecast);
    }

    /** Streams that are left out in place of a job's own. */
    public static ManifestJob with(ManifestJob job, List<Integer> dropped) {
        Target own = job.target();
        Target target = new Target(
                own.profile(),
                own.container(),
                own.extension(),
                own.video(),
                own.audio(),
                own.subtitles(),
                own.copied(),
                dropped,
                own.chapters());
        return new ManifestJob(
                job.schema(),
                job.jobKey(),
                job.shard(),
                job.shardClass(),
                job.chunked(),
                job.asset(),
                job.rule(),
                job.input(),
                target,
                job.command(),
                job.output(),
                job.temporary(),
                job.estimate(),
                job.verify(),
                job.attempts(),
                job.timeLimitSeconds());
    }

    /** Another input in place of a job's own. */
    public static ManifestJob with(ManifestJob job, ManifestInput input) {
        return with(job, job.shardClass(), input, job.estimate());
    }

    private static ManifestJob with(ManifestJob job, String shardClass, Forecast forecast) {
        return with(job, shardClass, job.input(), forecast);
    }

    private static ManifestJob with(ManifestJob job, String shardClass, ManifestInput input, Forecast forecast) {
        return new ManifestJob(
                job.schema(),
                job.jobKey(),
                job.shard(),
                shardClass,
                job.chunked(),
                job.asset(),
                job.rule(),
                input,
                job.target(),
                job.command(),
                job.output(),
                job.temporary(),
                forecast,
                job.verify(),
                job.attempts(),
                job.timeLimitSeconds());
    }
}

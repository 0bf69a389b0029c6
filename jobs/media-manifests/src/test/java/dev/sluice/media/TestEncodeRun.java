package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Rule;
import dev.sluice.media.decide.Rules;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.encode.Encodes;
import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import dev.sluice.media.probe.Limits;
import dev.sluice.media.probe.Prober;
import dev.sluice.media.probe.Wish;
import dev.sluice.media.verify.Verdict;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Report;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests through the whole runner: real films, ffmpeg and the gate. */
class TestEncodeRun {
    private static final String FILM = "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -c:v mpeg2video -q:v 3";
    private static final String PROFILE =
            "container = matroska, video { encoder = libsvtav1, preset = 12, quality = %d }";

    @TempDir
    private Path folder;

    private ManifestJob job(String name, int quality) {
        Path film = folder.resolve("in").resolve(name);
        try (Prober prober = new Prober(new Limits(1 << 26, Duration.ofMinutes(1)))) {
            FileProbes.Answer answer = FileProbes.look(
                    prober, Wish.FULL, new Configuration(), film.toUri().toString(), -1);
            Asset asset = new Asset(
                    film.toString(),
                    Files.size(film),
                    Files.getLastModifiedTime(film).toInstant(),
                    answer.asset().orElseThrow(),
                    answer.probe().orElseThrow());
            Rule rule = new Rule("all", "true", Optional.of("web"), Optional.empty(), Optional.empty());
            Decision decision =
                    new Rules(List.of(rule), Map.of("web", Settings.profile(PROFILE.formatted(quality)))).decide(asset);
            return ManifestJob.of(
                    new dev.sluice.media.decide.Job(
                            JobKey.of(asset.asset(), decision.targets().get(0)),
                            "all",
                            decision.targets().get(0)),
                    asset,
                    new Forecast(1, 2, 1000, 2000, 1000, 1000),
                    new ManifestJob.Place(0, "ordinary", false),
                    new Names(
                            folder.resolve("out").toString(),
                            List.of(folder.resolve("in").toString())),
                    new Patience(2, Duration.ofMinutes(2), 4));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void film(String name, String arguments) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Ffmpeg.make(folder.resolve("in").resolve(name), arguments);
    }

    private void publish(int generation, ManifestJob... jobs) throws IOException {
        Path part = folder.resolve("manifests/slice=g" + generation + "/part=0");
        Files.createDirectories(part);
        Files.write(
                part.resolve("part-0.json"),
                Stream.of(jobs).map(ManifestLines::line).toList());
        Files.setLastModifiedTime(part.getParent(), FileTime.from(Instant.EPOCH.plusSeconds(generation)));
    }

    private String more = "";

    /** The bundled program, which takes a second longer for a piece. */
    private void slow(String name, Path program) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, """
                #!/bin/bash
                export LD_LIBRARY_PATH='%s'
                case "$*" in *trim=*) sleep 1 ;; esac
                exec '%s' "$@"
                """.formatted(program.getParent(), program));
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private void conf(String name) throws IOException {
        Files.writeString(folder.resolve(name + ".conf"), """
                job = %s
                state = state
                extract.jobs { type = manifest-jobs, path = manifests }
                slice { of = jobs }
                transform = [{ name = encoded, type = encode, from = jobs, verdicts = verdicts, verify { places = 2 } %2$s }]
                load = [
                  { name = results, from = encoded, type = files, path = "%1$s-results" }
                  { name = refused, from = encoded.rejects, type = files, path = "%1$s-refused", format = json }
                ]
                check { max-rejects = 100%% }
                """.formatted(name, more));
    }

    private Report run(String name) throws IOException {
        conf(name);
        Job job = JobFile.read(folder.resolve(name + ".conf"), BuiltIn.kinds(), Map.of());
        String id = name + System.nanoTime();
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "test");
        return new Runner(LocalSpark.session().newSession(), job, request, job.runFolder(id), new RunListener() {})
                .run();
    }

    private List<Row> rows(String name, String format) {
        return LocalSpark.session()
                .read()
                .format(format)
                .option("recursiveFileLookup", "true")
                .load(folder.resolve(name).toString())
                .orderBy("_item")
                .collectAsList();
    }

    private Map<String, Verdict> verdicts() {
        Map<String, Verdict> found = new TreeMap<>();
        try (Stream<Verdict> all = Encodes.verdicts(folder.resolve("verdicts")).all()) {
            all.forEach(verdict -> found.put(verdict.jobKey(), verdict));
        }
        return found;
    }

    @Test
    void jobsAreDoneOnceAndEveryOneIsAccountedFor() throws IOException {
        film("one.mkv", FILM);
        film("$(touch canary);'\"\nü.mkv", FILM);
        film("small.mkv", "-f lavfi -i color=gray:s=64x64:r=25:d=1 -c:v libsvtav1 -crf 60");
        film("gone.mkv", FILM);
        List<ManifestJob> jobs = new ArrayList<>();
        for (String name : List.of("one.mkv", "$(touch canary);'\"\nü.mkv", "small.mkv", "gone.mkv")) {
            jobs.add(job(name, 40));
        }
        Files.delete(folder.resolve("in/gone.mkv"));
        publish(1, jobs.toArray(ManifestJob[]::new));

        assertThat(run("first").exitStatus()).isZero();
        assertThat(rows("first-results", "parquet"))
                .extracting(row -> row.getAs("input") + " " + row.getAs("outcome"))
                .containsExactlyInAnyOrder(
                        jobs.get(0).input().path() + " accept",
                        jobs.get(1).input().path() + " accept",
                        jobs.get(2).input().path() + " keep-original");
        assertThat(rows("first-refused", "json"))
                .extracting(row ->
                        row.getAs("code") + " " + row.<Row>getAs("origin").getAs("file"))
                .containsExactly("INPUT_MISSING " + jobs.get(3).input().path());
        assertThat(Path.of(jobs.get(0).output())).exists();
        assertThat(folder.resolve("canary")).doesNotExist();
        assertThat(Path.of("canary")).doesNotExist();

        assertThat(run("first").slices()).isEmpty();
        // A job that knows nothing of the first one finds what is done.
        Map<String, Verdict> before = verdicts();
        assertThat(run("second").exitStatus()).isZero();
        assertThat(rows("second-results", "parquet")).hasSize(3);
        before.remove(jobs.get(3).jobKey());
        assertThat(verdicts()).containsAllEntriesOf(before);
    }

    @Test
    void aGiantIsEncodedByAllTasksAtOnce() throws IOException {
        film("giant.mkv", FILM.replace("d=1", "d=8") + " -g 25 -sc_threshold 1000000000");
        ManifestJob giant = job("giant.mkv", 40);
        publish(1, giant);
        slow("ffmpeg", Ffmpeg.PROGRAMS.ffmpeg());
        slow("ffprobe", Ffmpeg.PROGRAMS.ffprobe());
        more = ", ffmpeg = ffmpeg, chunks { above = 500ms, length = 250ms, least = 1s }";
        assertThat(run("job").exitStatus()).isZero();
        List<Row> rows = rows("job-results", "parquet");
        assertThat(rows)
                .extracting(row -> row.getAs("outcome") + " " + row.getAs("pieces"))
                .containsExactly("accept 4");
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder.resolve("verdicts/logs"))) {
            all.filter(file -> file.toString().matches(".*-000[1-4].log")).forEach(logs::add);
        }
        assertThat(logs).hasSize(4);
        // As many as fit into the time between the first end and the last were made one after another.
        List<Instant> ends = new ArrayList<>();
        double seconds = 0;
        for (Path log : logs) {
            ends.add(Files.getLastModifiedTime(log).toInstant());
            seconds += Double.parseDouble(Files.readString(log).replaceFirst("(?s).*?status 0, ([\\d.]+) s.*", "$1"));
        }
        ends.sort(null);
        double between = Duration.between(ends.get(0), ends.get(3)).toMillis() / 1e3;
        assertThat(between).isLessThan(seconds * 0.6);
    }

    @Test
    void ofTwoGenerationsTheLaterOneSaysWhatBecomesOfAFile() throws IOException {
        film("one.mkv", FILM);
        film("two.mkv", FILM.replace("testsrc2", "testsrc"));
        ManifestJob early = job("one.mkv", 50);
        ManifestJob late = job("one.mkv", 40);
        ManifestJob other = job("two.mkv", 50);
        // The later one has the name that comes first.
        publish(9, early, other);
        publish(10, late);
        assertThat(run("job").exitStatus()).isZero();
        assertThat(rows("job-results", "parquet"))
                .extracting(row -> row.<String>getAs("job_key"))
                .containsExactlyInAnyOrder(late.jobKey(), other.jobKey());
        assertThat(Path.of(early.output())).doesNotExist();
    }

    @Test
    void whatOthersHaveMadeIsJudgedAndWhatIsDamagedIsMadeAnew() throws IOException {
        film("one.mkv", FILM);
        film("two.mkv", FILM.replace("testsrc2", "testsrc"));
        film("three.mkv", FILM.replace("320x240", "160x120"));
        List<ManifestJob> jobs = List.of(job("one.mkv", 40), job("two.mkv", 40), job("three.mkv", 40));
        publish(1, jobs.toArray(ManifestJob[]::new));
        conf("job");
        Files.createDirectories(folder.resolve("out"));
        Ffmpeg.encode(
                jobs.get(0).command(),
                Path.of(jobs.get(0).input().path()),
                Path.of(jobs.get(0).output()));
        Files.writeString(Path.of(jobs.get(1).output()), "half a film");
        Path conf = folder.resolve("job.conf");
        assertThat(Said.by("status", conf)).contains("job  0 of 3 jobs done", "left       3 jobs, 3.0 s of media");
        assertThat(Said.by("verify", conf))
                .contains("accept         " + jobs.get(0).output())
                .contains("retry          " + jobs.get(1).output(), "UNREADABLE")
                .contains("judged     2 outputs: {accept=1, retry=1}; 1 jobs have none that is new");
        assertThat(Said.by("verify", conf)).contains("judged     0 outputs");
        assertThat(run("job").exitStatus()).isZero();
        assertThat(rows("job-results", "parquet"))
                .extracting(row -> row.getAs("job_key") + " " + row.getAs("outcome") + " " + row.getAs("attempts"))
                .containsExactlyInAnyOrder(
                        jobs.get(0).jobKey() + " accept 0",
                        jobs.get(1).jobKey() + " accept 1",
                        jobs.get(2).jobKey() + " accept 1");
        assertThat(Said.by("status", conf))
                .contains("job  3 of 3 jobs done", "accept   3 jobs")
                .containsPattern("libsvtav1   sd       web          2 ");
    }
}

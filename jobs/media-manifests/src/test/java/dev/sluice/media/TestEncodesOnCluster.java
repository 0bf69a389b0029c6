package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.encode.Encodes;
import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.verify.FilmJobs;
import dev.sluice.media.verify.Outcome;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encodes by executors in JVMs of their own, one of which is killed in the middle, by signal 9. */
@Tag("chaos")
class TestEncodesOnCluster {
    private static final int FILMS = 5;
    private static final int PIECES = 4;
    private static final String PROFILE =
            "container = matroska, video { encoder = libsvtav1, preset = 12, quality = 40 }";
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    private Path folder;

    /** A driver of its own: the job is run, and what came of it is told in a file. */
    static final class Driver {
        private Driver() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            SparkSession spark = SparkSession.builder()
                    .master("local-cluster[2,1,700]")
                    .appName("encodes")
                    .config("spark.executor.memory", "600m")
                    .config("spark.executor.extraClassPath", CLASS_PATH)
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem")
                    .config("spark.executor.extraJavaOptions", opens() + " -Djava.io.tmpdir=" + folder)
                    .getOrCreate();
            Job job = JobFile.read(folder.resolve("job.conf"), BuiltIn.kinds(), Map.of());
            Request request = new Request("one", Instant.now(), Optional.empty(), Optional.empty(), "test");
            int status = new Runner(spark, job, request, job.runFolder("one"), new RunListener() {})
                    .run()
                    .exitStatus();
            List<String> rows = spark
                    .read()
                    .option("recursiveFileLookup", "true")
                    .parquet(folder.resolve("results").toString())
                    .collectAsList()
                    .stream()
                    .map((Row row) -> row.getAs("job_key") + " " + row.getAs("outcome"))
                    .toList();
            spark.stop();
            Files.writeString(folder.resolve("told"), status + "\n" + String.join("\n", rows) + "\n");
        }
    }

    private static String opens() {
        return String.join(
                        " ",
                        Stream.of(
                                        "java.lang",
                                        "java.lang.invoke",
                                        "java.lang.reflect",
                                        "java.io",
                                        "java.net",
                                        "java.nio")
                                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                                .toList())
                + " --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED"
                + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/jdk.internal.ref=ALL-UNNAMED"
                + " --add-opens=java.base/sun.security.action=ALL-UNNAMED";
    }

    private Process driver() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("home/jars"));
        for (String entry : CLASS_PATH.split(File.pathSeparator, -1)) {
            Path link = jars.resolve(Path.of(entry).getFileName());
            if (entry.endsWith(".jar") && Files.notExists(link)) {
                Files.createSymbolicLink(link, Path.of(entry).toAbsolutePath());
            }
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(opens().split(" ", -1)));
        command.addAll(List.of("-Xmx700m", "-Djava.io.tmpdir=" + folder, "-cp", CLASS_PATH, Driver.class.getName()));
        command.add(folder.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.directory(folder.toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    /** The bundled programs; an encode tells that it begins, and takes longer than it would. */
    private void programs() throws IOException {
        for (Path program : List.of(Ffmpeg.PROGRAMS.ffmpeg(), Ffmpeg.PROGRAMS.ffprobe())) {
            Path script = folder.resolve(program.getFileName().toString());
            Files.writeString(script, """
                    #!/bin/bash
                    export LD_LIBRARY_PATH='%s'
                    case "$*" in *-progress*libsvtav1*) echo $$ >>'%s/begun'; sleep 1.5 ;; esac
                    exec '%s' "$@"
                    """.formatted(program.getParent(), folder, program));
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
    }

    private List<ManifestJob> jobs() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        List<ManifestJob> jobs = new ArrayList<>();
        for (int i = 0; i <= FILMS; i++) {
            String name = i == 0 ? "giant.mkv" : "film-" + i + ".mkv";
            Ffmpeg.make(
                    folder.resolve("in").resolve(name),
                    "-f lavfi -i testsrc2=s=320x240:r=%d:d=%d -c:v mpeg2video -q:v 3 -g 25 -sc_threshold 1000000000"
                            .formatted(i == 0 ? 25 : 24, i == 0 ? 4 : i));
            jobs.add(FilmJobs.job(folder.resolve("in").resolve(name), folder.resolve("out"), PROFILE, i == 0 ? 40 : i));
        }
        Path part = Files.createDirectories(folder.resolve("manifests/slice=1/part=0"));
        Files.write(
                part.resolve("part-0.json"),
                jobs.stream().map(ManifestLines::line).toList());
        Files.writeString(folder.resolve("job.conf"), """
                job = encodes
                state = state
                extract.jobs { type = manifest-jobs, path = manifests }
                slice { of = jobs }
                transform = [{ name = encoded, type = encode, from = jobs, verdicts = verdicts, ffmpeg = ffmpeg
                  verify { places = 1 }, chunks { above = 30s, length = 10s, least = 500ms } }]
                load = [
                  { name = results, from = encoded, type = files, path = results }
                  { name = refused, from = encoded.rejects, type = files, path = refused, format = json }
                ]
                check { max-rejects = 0% }
                """);
        return jobs;
    }

    private List<String> lines(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void await(Process driver, BooleanSupplier holds) throws IOException, InterruptedException {
        for (int i = 0; i < 6000 && driver.isAlive() && !holds.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(holds.getAsBoolean())
                .as(Files.readString(folder.resolve("said")))
                .isTrue();
    }

    /** Workers are threads of the driver; what they start are executors. */
    private static List<ProcessHandle> executors(Process driver) {
        return driver.children()
                .filter(one -> one.info().command().orElse("").endsWith("java"))
                .toList();
    }

    /** An executor, by signal 9; what it had started ends with it. */
    private static void killOne(Process driver) throws Exception {
        List<ProcessHandle> executors = executors(driver);
        assertThat(executors).isNotEmpty();
        ProcessHandle victim = executors.get(0);
        List<ProcessHandle> below = victim.descendants().toList();
        victim.destroyForcibly();
        victim.onExit().join();
        for (ProcessHandle one : below) {
            one.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void anExecutorThatIsKilledCostsWhatItHadUnderWay() throws Exception {
        programs();
        List<ManifestJob> jobs = jobs();
        Process driver = driver();
        try {
            await(driver, () -> lines("begun").size() >= 3);
            killOne(driver);
            await(driver, () -> Files.exists(folder.resolve("told")));
        } finally {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly().waitFor();
        }
        List<String> told = lines("told");
        assertThat(told.get(0)).isEqualTo("0");
        assertThat(told.subList(1, told.size()))
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(job -> job.jobKey() + " accept").toList());
        for (ManifestJob job : jobs) {
            assertThat(Encodes.verdicts(folder.resolve("verdicts"))
                            .find(job.jobKey())
                            .orElseThrow()
                            .outcome())
                    .isEqualTo(Outcome.ACCEPT);
        }
        try (Stream<Path> outputs = Files.walk(folder.resolve("out"))) {
            assertThat(outputs.filter(Files::isRegularFile)).hasSize(jobs.size());
        }
        assertThat(Encodes.attempts(folder.resolve("verdicts")).alive()).isEmpty();
        // One core an executor: one encode was under way in it.
        assertThat(lines("begun").size()).isBetween(FILMS + PIECES, FILMS + PIECES + 1);
        assertThat(lines("begun"))
                .allSatisfy(
                        pid -> assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                                .isEmpty());
    }
}

package dev.sluice.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that does jobs, two at a time, is killed again and again, and so are its encoders. */
class TestEncodesKilled {
    private static final int JOBS = 8;
    private static final int AT_ONCE = 2;
    private static final int KILLS = 4;

    /** Tells that it began, writes half, waits, writes the rest, and tells that it ended. */
    private static final String ENCODER = """
            #!/bin/bash
            if [[ $1 == -encoders ]]; then echo ' ------'; echo ' V..... libsvtav1 of tests'; exit; fi
            out=${@: -1}; out=${out#file:}
            echo "$$ $out" >>"%1$s/begun"
            printf go >"$out"
            sleep 0.4
            printf 'od' >>"$out"
            echo "$out" >>"%1$s/ended"
            """;

    @TempDir
    private Path work;

    private static Encodes encodes(Path work) {
        Path program = work.resolve("ffmpeg");
        Programs programs = new Programs(program, program, Programs.Origin.SETTING, Optional.empty());
        return new Encodes(programs, new WordGate(), work.resolve("state"), "run", Chunks.OFF, Bounds.USUAL);
    }

    private static List<ManifestJob> jobs(Path work) throws IOException {
        List<ManifestJob> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(EncodeJobs.job(work, "film " + i + ".mkv"));
        }
        return jobs;
    }

    /** What a child JVM does. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            doAll(Path.of(arguments[0]));
        }
    }

    private static void doAll(Path work) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        for (ManifestJob job : jobs(work)) {
            pool.execute(() -> encodes(work).done(job));
        }
        pool.shutdown();
        pool.awaitTermination(2, TimeUnit.MINUTES);
    }

    private Process child() throws IOException {
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        work.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(work.toFile(), "said"))
                .start();
    }

    private List<String> lines(String name) throws IOException {
        Path file = work.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void awaitBegun(int count) throws IOException, InterruptedException {
        for (int i = 0; i < 2400 && lines("begun").size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        assertThat(lines("begun")).as(Files.readString(work.resolve("said"))).hasSizeGreaterThanOrEqualTo(count);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void nothingIsLostAndOnlyWhatWasUnderWayIsDoneAgain() throws Exception {
        Files.writeString(work.resolve("ffmpeg"), ENCODER.formatted(work));
        assertThat(work.resolve("ffmpeg").toFile().setExecutable(true)).isTrue();
        List<ManifestJob> jobs = jobs(work);
        Random chance = new Random(6);
        for (int kill = 0; kill < KILLS; kill++) {
            Process jvm = child();
            awaitBegun(lines("begun").size() + 1);
            TimeUnit.MILLISECONDS.sleep(chance.nextInt(600));
            if (kill == 1) {
                // The encoder alone: it is begun again by the same process.
                kill(Long.parseLong(
                        lines("begun").get(lines("begun").size() - 1).split(" ", 2)[0]));
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(600));
            }
            jvm.destroyForcibly().waitFor();
            // None of its encoders lives on and writes.
            for (String line : lines("begun")) {
                awaitEnd(Long.parseLong(line.split(" ", 2)[0]));
            }
        }
        doAll(work);
        for (ManifestJob job : jobs) {
            assertThat(Path.of(job.output())).hasContent("good");
            assertThat(Encodes.verdicts(work.resolve("state"))
                            .find(job.jobKey())
                            .orElseThrow()
                            .outcome())
                    .isEqualTo(Outcome.ACCEPT);
        }
        try (Stream<Path> all = Files.walk(work.resolve("out"))) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(JOBS);
        }
        assertThat(Encodes.attempts(work.resolve("state")).alive()).isEmpty();
        assertThat(lines("begun").size()).isBetween(JOBS + 1, JOBS + 1 + KILLS * AT_ONCE);
        doAll(work);
        assertThat(lines("begun").size()).isBetween(JOBS + 1, JOBS + 1 + KILLS * AT_ONCE);
    }

    private static void awaitEnd(long pid) throws InterruptedException {
        for (int i = 0;
                i < 1200 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
                i++) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
}

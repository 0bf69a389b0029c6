package dev.sluice.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Acceptance;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a program in ffmpeg's place and a gate that goes by a file's first word. */
class TestEncodes {
    /** The last argument is file: and the output. */
    private static final String COPY = "echo >>'%1$s/ran'; out=\"${@: -1}\"; echo 'good' >\"${out#file:}\"";

    @TempDir
    private Path work;

    private final WordGate gate = new WordGate();
    private String run = "run-1";
    private Bounds bounds = Bounds.USUAL;
    private String encoder = "libsvtav1";

    private Encodes encodes(String script) throws IOException {
        Path program = work.resolve("ffmpeg");
        String encoders =
                "if [[ $1 == -encoders ]]; then echo ' ------'; echo ' V..... " + encoder + " of tests'; exit; fi\n";
        Files.writeString(program, "#!/bin/bash\n" + encoders + script.formatted(work) + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Programs programs = new Programs(program, program, Programs.Origin.SETTING, Optional.empty());
        return new Encodes(programs, gate, work.resolve("state"), run, Chunks.OFF, bounds);
    }

    private ManifestJob job(String name) throws IOException {
        return EncodeJobs.job(work, name);
    }

    private long ran() throws IOException {
        Path file = work.resolve("ran");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** Nothing but these lies in the folder of the outputs, hidden or not. */
    private void outputsAre(ManifestJob... jobs) throws IOException {
        Path out = work.resolve("out");
        List<Path> there = new ArrayList<>();
        if (Files.exists(out)) {
            try (Stream<Path> all = Files.walk(out)) {
                all.filter(Files::isRegularFile).forEach(there::add);
            }
        }
        assertThat(there)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(jobs).map(ManifestJob::output).map(Path::of).toList());
        assertThat(encodes("").attempts().alive()).isEmpty();
    }

    @Test
    void anAcceptedOutputHasItsNameAndAReceipt() throws IOException {
        ManifestJob job = job("a b/film.mkv");
        Verdict verdict = encodes(COPY).done(job);
        assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(verdict.seen()).contains(Verdict.Seen.of(Path.of(job.output())));
        assertThat(verdict.work().attempts()).isEqualTo(1);
        assertThat(verdict.work().encodeCpuSeconds()).isPositive();
        assertThat(verdict.run()).contains("run-1");
        outputsAre(job);
        assertThat(encodes(COPY).done(job)).isEqualTo(verdict);
        run = "run-2";
        assertThat(encodes(COPY).done(job)).isEqualTo(verdict);
        assertThat(ran()).isEqualTo(1);
        assertThat(gate.judged()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; touch canary.mkv",
                "$(touch canary).mkv",
                "`touch canary`.mkv",
                "'\"\\.mkv",
                "two\nlines.mkv",
                "-i.mkv",
                "*?[a].mkv",
                "%n%s%04d.mkv",
                "concat:a|b.mkv",
                "ü😀.mkv",
                "~/.mkv"
            })
    void namesAreOnlyNames(String name) throws IOException {
        ManifestJob job = job(name);
        assertThat(encodes(COPY).done(job).outcome()).isEqualTo(Outcome.ACCEPT);
        outputsAre(job);
        assertThat(work.resolve("canary")).doesNotExist();
        assertThat(Path.of("canary")).doesNotExist();
    }

    @Test
    void aLostReceiptIsToldAgainFromTheOutput() throws IOException {
        ManifestJob job = job("film.mkv");
        encodes(COPY).done(job);
        deleteReceipts();
        Verdict again = encodes(COPY).done(job);
        assertThat(again.outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(again.work().attempts()).isZero();
        assertThat(ran()).isEqualTo(1);
    }

    private void deleteReceipts() throws IOException {
        try (Stream<Path> all = Files.walk(work.resolve("state"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void anOutputThatOthersMadeIsTakenOverOnceItIsAccepted() throws IOException {
        ManifestJob good = job("good.mkv");
        ManifestJob wrong = job("wrong.mkv");
        ManifestJob torn = job("torn.mkv");
        others(good, "good");
        others(wrong, "STREAMS");
        others(torn, "FRAMES");
        assertThat(encodes(COPY).done(good).outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(encodes(COPY).done(wrong).codes()).containsExactly("STREAMS");
        assertThat(ran()).isZero();
        assertThat(Path.of(wrong.output())).hasContent("STREAMS");
        // What is damaged is made anew, and only then replaced.
        assertThat(encodes(COPY).done(torn).outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(Path.of(torn.output())).hasContent("good");
        outputsAre(good, wrong, torn);
    }

    private static void others(ManifestJob job, String word) throws IOException {
        Path output = Path.of(job.output());
        Files.createDirectories(output.getParent());
        Files.writeString(output, word);
    }

    @Test
    void anOutputThatWasTouchedIsLookedAtAgain() throws IOException {
        ManifestJob job = job("film.mkv");
        encodes(COPY).done(job);
        Files.writeString(Path.of(job.output()), "LANGUAGE");
        Verdict again = encodes(COPY).done(job);
        assertThat(again.codes()).containsExactly("LANGUAGE");
        assertThat(again.outcome()).isEqualTo(Outcome.REJECT);
    }

    @Test
    void whatIsNotAcceptedHasNoOutput() throws IOException {
        String says = "out=\"${@: -1}\"; echo %s >\"${out#file:}\"";
        ManifestJob large = job("large.mkv");
        Verdict kept = encodes(says.formatted("TOO_LARGE")).done(large);
        assertThat(kept.outcome()).isEqualTo(Outcome.KEEP_ORIGINAL);
        // Nor does another run try what does not pay.
        run = "run-2";
        assertThat(encodes(COPY).done(large)).isEqualTo(kept);
        ManifestJob small = job("small.mkv");
        Verdict verdict = encodes(says.formatted("PICTURE_SIZE")).done(small);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(verdict.seen()).isEmpty();
        outputsAre();
        ManifestJob doubtful = job("doubtful.mkv");
        assertThat(encodes(says.formatted("QUALITY")).done(doubtful).outcome()).isEqualTo(Outcome.NEEDS_HUMAN);
        outputsAre(doubtful);
    }

    @Test
    void whatAPersonHasSaidHoldsWhileFileAndDoubtAreTheSame() throws IOException {
        ManifestJob job = job("film.mkv");
        others(job, "QUALITY");
        Encodes encodes = encodes(COPY);
        Verdict doubtful = encodes.judged(job, false).orElseThrow();
        Acceptance person = new Acceptance("me", Instant.EPOCH, "I looked");
        Encodes.verdicts(work.resolve("state")).put(doubtful.taken(person));
        assertThat(encodes.done(job).accepted()).contains(person);
        assertThat(encodes.judged(job, true).orElseThrow().accepted()).contains(person);
        others(job, "NOT_CHECKED");
        assertThat(encodes.judged(job, true).orElseThrow().accepted()).isEmpty();
    }

    @Test
    void aFailureIsTriedAgainAndThenRefused() throws IOException {
        ManifestJob job = job("film.mkv");
        Verdict verdict =
                encodes("echo >>'%1$s/ran'; echo 'cannot do' >&2; exit 3").done(job);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(verdict.codes()).containsExactly("ENCODE_FAILED");
        assertThat(verdict.message()).isEqualTo("ffmpeg ended with 3: cannot do");
        assertThat(ran()).isEqualTo(EncodeJobs.ATTEMPTS);
        // Not again by the same run, which reads rows and rejects one after the other; by another run it is.
        assertThat(encodes("echo >>'%1$s/ran'; exit 3").done(job)).isEqualTo(verdict);
        assertThat(ran()).isEqualTo(EncodeJobs.ATTEMPTS);
        run = "run-2";
        assertThat(encodes(COPY).done(job).outcome()).isEqualTo(Outcome.ACCEPT);
        Path log = work.resolve("state/logs/" + job.jobKey().substring(0, 2) + "/" + job.jobKey() + ".log");
        assertThat(log).content().startsWith("attempt 1: status 0, ");
    }

    @Test
    void aDamagedOutputIsMadeAgainAndLogsOfAllAttemptsAreKept() throws IOException {
        ManifestJob job = job("film.mkv");
        String second = "echo said >&2; out=\"${@: -1}\"; "
                + "if [[ -e '%1$s/first' ]]; then echo good; else touch '%1$s/first'; echo FRAMES; fi >\"${out#file:}\"";
        Verdict verdict = encodes(second).done(job);
        assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(verdict.work().attempts()).isEqualTo(2);
        outputsAre(job);
        Path log = work.resolve("state/logs/" + job.jobKey().substring(0, 2) + "/" + job.jobKey() + ".log");
        assertThat(log).content().contains("attempt 1: ").contains("said").contains("attempt 2: ");
    }

    @Test
    void anEmptyOutputIsNone() throws IOException {
        Verdict verdict = encodes("out=\"${@: -1}\"; : >\"${out#file:}\"").done(job("film.mkv"));
        assertThat(verdict.codes()).containsExactly("NOTHING_WRITTEN");
        assertThat(gate.judged()).isEmpty();
        outputsAre();
    }

    @Test
    void aHangingEncoderIsEndedAndNotTriedAgain() throws IOException {
        ManifestJob job = EncodeJobs.with(job("film.mkv"), 1);
        Verdict verdict = encodes("echo >>'%1$s/ran'; out=\"${@: -1}\"; echo part >\"${out#file:}\"; sleep 300")
                .done(job);
        assertThat(verdict.codes()).containsExactly("TIMEOUT");
        assertThat(ran()).isEqualTo(1);
        outputsAre();
    }

    @Test
    void anInputThatIsNotThePlannedOneIsRefused() throws IOException {
        ManifestJob job = job("film.mkv");
        Path input = Path.of(job.input().path());
        Files.setLastModifiedTime(input, FileTime.from(Instant.EPOCH));
        assertThat(encodes(COPY).done(job).codes()).containsExactly("INPUT_CHANGED");
        Files.delete(input);
        run = "run-2";
        assertThat(encodes(COPY).done(job).codes()).containsExactly("INPUT_MISSING");
        assertThat(ran()).isZero();
    }

    @Test
    void whatIsHardlyAFilmIsNotBegun() throws IOException {
        ManifestJob job = job("film.mkv");
        long seconds = job.verify().durationUs().orElseThrow() / 1_000_000;
        bounds = new Bounds(Duration.ofSeconds(seconds - 1), 1);
        assertThat(encodes(COPY).done(job).codes()).containsExactly("TOO_LONG");
        run = "run-2";
        bounds = new Bounds(Duration.ofSeconds(seconds), 1);
        ManifestJob dubbed = EncodeJobs.withSubtitles(job, 1);
        Verdict verdict = encodes(COPY).done(dubbed);
        assertThat(verdict.codes()).containsExactly("TOO_MANY_STREAMS");
        assertThat(verdict.message()).isEqualTo("has 2 streams; limits.max-streams is 1");
        assertThat(ran()).isZero();
        run = "run-3";
        bounds = new Bounds(Duration.ofSeconds(seconds), 2);
        assertThat(encodes(COPY).done(dubbed).outcome()).isEqualTo(Outcome.ACCEPT);
    }

    @Test
    void aFullDiskStopsTheWorkAndRefusesNoFile() throws IOException {
        ManifestJob job = job("film.mkv");
        Encodes full = encodes("echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 228");
        assertThatThrownBy(() -> full.done(job)).isInstanceOfSatisfying(Fault.class, e -> {
            assertThat(e.code()).isEqualTo(Code.CANNOT_WRITE);
            assertThat(e).hasMessageContaining("make room");
        });
        outputsAre();
        assertThat(Encodes.verdicts(work.resolve("state")).find(job.jobKey())).isEmpty();
        ManifestJob huge = EncodeJobs.with(job, 1L << 60, 1L << 60);
        assertThatThrownBy(() -> encodes(COPY).done(huge)).hasMessageContaining("are free");
        assertThat(ran()).isZero();
    }

    @Test
    void anEncoderThatIsMissingStopsTheWorkAndRefusesNoFile() throws IOException {
        ManifestJob job = job("film.mkv");
        encoder = "libx264";
        Encodes poor = encodes(COPY);
        assertThatThrownBy(() -> poor.done(job)).isInstanceOfSatisfying(Fault.class, e -> {
            assertThat(e.code()).isEqualTo(Code.SETTINGS);
            assertThat(e).hasMessageContaining("has no encoder libsvtav1");
        });
        assertThat(Encodes.verdicts(work.resolve("state")).find(job.jobKey())).isEmpty();
        assertThat(ran()).isZero();
    }

    @Test
    void ofManyAtOnceOneOutputStaysAndAllAgree() throws Exception {
        ManifestJob job = job("film.mkv");
        Encodes slow = encodes("echo >>'%1$s/ran'; sleep 1; out=\"${@: -1}\"; echo good $$ >\"${out#file:}\"");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Verdict> one = () -> slow.done(job);
            for (Future<Verdict> verdict : pool.invokeAll(List.of(one, one, one, one))) {
                assertThat(verdict.get().outcome()).isEqualTo(Outcome.ACCEPT);
                assertThat(verdict.get().seen()).contains(Verdict.Seen.of(Path.of(job.output())));
            }
        } finally {
            pool.shutdownNow();
        }
        outputsAre(job);
    }

    @Test
    void aJobThatKillsItsProcessIsGivenUpAfterFiveDeaths() throws IOException {
        ManifestJob job = job("film.mkv");
        Path left = dead(job, 1);
        for (int death = 2; death <= 5; death++) {
            dead(job, death);
        }
        Path other = dead(job("other.mkv"), 9);
        assertThat(encodes(COPY).done(job).codes()).containsExactly("CRASHED");
        assertThat(ran()).isZero();
        assertThat(left).doesNotExist();
        assertThat(other).exists();
        Files.delete(other);
        run = "run-2";
        assertThat(encodes(COPY).done(job).outcome()).isEqualTo(Outcome.ACCEPT);
        outputsAre(job);
    }

    @Test
    void oneProcessDiesOnceWhateverItHadUnderWay() throws IOException {
        ManifestJob job = job("giant.mkv");
        dead(job, 1);
        Path told = work.resolve("state/running/" + job.jobKey() + "-1.json");
        for (int piece = 2; piece <= 9; piece++) {
            Files.copy(told, told.resolveSibling(job.jobKey() + "-piece" + piece + ".json"));
        }
        assertThat(encodes(COPY).done(job).outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(encodes("").attempts().dead(job.jobKey())).isEmpty();
    }

    /** What a process that died has left behind. */
    private Path dead(ManifestJob job, int number) throws IOException {
        Path left = Path.of(job.output()).resolveSibling(".partial-" + number);
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half");
        EncodeJobs.dead(work.resolve("state/running"), job, left, number);
        return left;
    }

    @Test
    void fourDeathsAreForgottenOnceItIsDone() throws IOException {
        ManifestJob job = job("film.mkv");
        Path left = dead(job, 1);
        for (int death = 2; death <= 4; death++) {
            dead(job, death);
        }
        assertThat(encodes(COPY).done(job).outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(left).doesNotExist();
        outputsAre(job);
        assertThat(encodes("").attempts().dead(job.jobKey())).isEmpty();
    }
}

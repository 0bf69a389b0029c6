package dev.sluice.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.FfmpegGate;
import dev.sluice.media.verify.FilmJobs;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film in pieces by several at a time, and by those that come after one that was killed. */
class TestPiecesShared {
    private static final int PIECES = 4;

    @TempDir
    private Path work;

    private Verdict done(String script, String run) throws IOException {
        try (FfmpegGate gate = FilmJobs.gate("places = 1")) {
            return PieceJobs.scripted(work, script, gate, run).done(PieceJobs.giant(work));
        }
    }

    @Test
    void aThreadThatHasNothingToDoHelps() throws Exception {
        ManifestJob giant = PieceJobs.giant(work);
        try (FfmpegGate gate = FilmJobs.gate("places = 1")) {
            Encodes encodes = PieceJobs.scripted(work, "sleep 0.5", gate, "run");
            CompletableFuture<Void> helper = CompletableFuture.runAsync(() -> encodes.help(Duration.ofSeconds(20)));
            Verdict verdict = encodes.done(giant);
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.ACCEPT);
            helper.cancel(true);
        }
        assertThat(PieceJobs.lines(work, "begun")).hasSize(PIECES);
        assertThat(PieceJobs.atOnce(work)).isEqualTo(2);
        assertThat(Ffmpeg.frames(Path.of(giant.output()))).hasSize(100);
    }

    @Test
    void whatFailsInPiecesIsEncodedWhole() throws IOException {
        Verdict verdict = done("if [[ $piece ]]; then echo no >&2; exit 7; fi", "run");
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.ACCEPT);
        assertThat(verdict.work().pieces()).isEmpty();
        assertThat(verdict.work().whole()).contains("piece 1 of 4: ffmpeg ended with 7: no");
        assertThat(PieceJobs.lines(work, "begun")).hasSize(2);
        nothingIsLeft();
    }

    @Test
    void aPieceThatLacksFramesIsNoPiece() throws IOException {
        String lossy = "if [[ $piece ]]; then set -- \"${@//trim=/select=mod(n\\\\,20),trim=}\"; fi";
        Verdict verdict = done(lossy, "run");
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.ACCEPT);
        assertThat(verdict.work().whole().orElse("")).matches("piece 1 of 4 has \\d+ frames, and not 2\\d");
        assertThat(Ffmpeg.frames(Path.of(PieceJobs.giant(work).output()))).hasSize(100);
    }

    private void nothingIsLeft() throws IOException {
        for (String name : List.of("state/running", "state/pieces")) {
            assertThat(work.resolve(name).toFile().list()).as(name).isNullOrEmpty();
        }
    }

    /** What a child JVM does. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path work = Path.of(arguments[0]);
            try (FfmpegGate gate = FilmJobs.gate("places = 1")) {
                Encodes encodes = PieceJobs.scripted(work, "sleep 0.4", gate, "run");
                Thread helper = new Thread(() -> encodes.help(Duration.ofMinutes(1)), "helper");
                helper.setDaemon(true);
                helper.start();
                encodes.done(PieceJobs.giant(work));
            }
        }
    }

    private Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        Child.class.getName(),
                        work.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(work.toFile(), "said"))
                .start();
    }

    @Test
    @Tag("chaos")
    void afterAKillOnlyThePiecesUnderWayAreMadeAgain() throws Exception {
        ManifestJob giant = PieceJobs.giant(work);
        for (int kill = 1; kill <= 2; kill++) {
            Process jvm = child();
            int ended = PieceJobs.lines(work, "ended").size();
            for (int i = 0; i < 1200 && PieceJobs.lines(work, "ended").size() == ended; i++) {
                TimeUnit.MILLISECONDS.sleep(25);
            }
            jvm.destroyForcibly().waitFor();
            assertThat(PieceJobs.lines(work, "ended"))
                    .as(Files.readString(work.resolve("said")))
                    .hasSizeGreaterThan(ended);
        }
        int before = PieceJobs.lines(work, "begun").size();
        Verdict verdict = done("", "run-2");
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.ACCEPT);
        assertThat(verdict.work().pieces()).contains(PIECES);
        // Two were under way at each kill.
        assertThat(PieceJobs.lines(work, "begun").size()).isBetween(PIECES, PIECES + 2 * 2);
        assertThat(before).isGreaterThanOrEqualTo(2);
        assertThat(Ffmpeg.frames(Path.of(giant.output()))).hasSize(100);
        nothingIsLeft();
    }
}

package dev.sluice.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.chunk.Cut;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.media.table.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAttempts {
    private static final String KEY = ManifestJobs.key(1);

    @TempDir
    private Path folder;

    /** The attempt that is under way, as another process tells of it. */
    private Path told(String host, long start) throws IOException {
        Running own;
        try (Attempts.Attempt attempt =
                new Attempts(folder).begin(KEY, "in", new Attempts.At(folder.resolve(".partial"), 0, 0, 0))) {
            assertThat(attempt.temporary()).isEqualTo(folder.resolve(".partial"));
            own = new Attempts(folder).alive().get(0);
        }
        Running other = new Running(
                KEY,
                own.input(),
                own.temporary(),
                host.isEmpty() ? own.host() : host,
                own.pid(),
                start == 0 ? own.processStart() : start,
                own.since(),
                0,
                0,
                0,
                0);
        return Files.writeString(folder.resolve(KEY + "-1.json"), RecordJson.text(other));
    }

    private void lives(boolean alive) {
        Attempts attempts = new Attempts(folder);
        assertThat(attempts.alive()).hasSize(alive ? 1 : 0);
        assertThat(attempts.dead(KEY)).hasSize(alive ? 0 : 1);
    }

    @Test
    void aProcessWithTheNumberOfADeadOneIsAnother() throws IOException {
        told("", 0);
        lives(true);
        told("", 1);
        lives(false);
    }

    @Test
    void anotherMachineIsDeadWhenItIsSilentForLong() throws IOException {
        Path file = told("elsewhere", 1);
        lives(true);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(9))));
        lives(true);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
        lives(false);
        assertThat(new Attempts(folder).dead(ManifestJobs.key(2))).isEmpty();
    }

    @Test
    void aPieceIsThatOfOneAttemptUntilThatHasEnded() {
        Attempts attempts = new Attempts(folder);
        List<Cut.Piece> all = List.of(
                new Cut.Piece(1, Optional.empty(), 0, Optional.of(25L), Optional.of(25L), 1_000_000),
                new Cut.Piece(2, Optional.of(1_000_000L), 25, Optional.empty(), Optional.of(25L), 1_000_000));
        Pieces pieces = new Pieces(folder.resolve("pieces"), KEY);
        Cut cut = pieces.begin(
                ManifestJobs.job(1, 0, "/films/a.mkv", "/out"), new Cut(Cut.SCHEMA, "25/1", 0, 0, "0", all));
        Attempts.At at = new Attempts.At(folder.resolve(".partial"), 0, 1, 2);
        try (Attempts.Attempt second = attempts.begin(KEY, "in", at)) {
            try (Attempts.Attempt first = attempts.begin(KEY, "in", at)) {
                assertThat(pieces.free(cut, attempts)).contains(all.get(0));
                assertThat(pieces.claim(all.get(0), first.name(), attempts)).isTrue();
                assertThat(pieces.claim(all.get(0), second.name(), attempts)).isFalse();
                assertThat(pieces.free(cut, attempts)).contains(all.get(1));
            }
            assertThat(pieces.free(cut, attempts)).contains(all.get(0));
            assertThat(pieces.claim(all.get(0), second.name(), attempts)).isTrue();
        }
    }
}

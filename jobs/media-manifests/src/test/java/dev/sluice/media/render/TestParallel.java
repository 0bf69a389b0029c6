package dev.sluice.media.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.manifest.ManifestJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs GNU parallel on the PATH. */
@Tag("tools")
class TestParallel {
    @TempDir
    private Path work;

    @Test
    void runsAllGoesOnAndTriesFailuresAgain() throws IOException {
        Shell shell = new Shell(work);
        ManifestJob failing = shell.film("$(touch canary) a.mkv", "fail", 0, 60);
        for (int i = 1; i < 6; i++) {
            shell.film("b;" + i + "\n.mkv", "film", i / 3, 60);
        }
        shell.render(new ParallelRendering());
        assertThat(shell.run(Map.of("JOBS", "2"), "run.sh").status()).isEqualTo(1);
        assertThat(shell.jobs().stream().filter(job -> !job.equals(failing)))
                .allSatisfy(job -> assertThat(Path.of(job.output())).exists());
        assertThat(shell.calls()).hasSize(7);
        Files.writeString(Path.of(failing.input().path()), "film\n");
        assertThat(shell.run(Map.of("JOBS", "2"), "run.sh").status()).isEqualTo(0);
        assertThat(Path.of(failing.output())).exists();
        assertThat(shell.calls()).hasSize(8);
        assertThat(shell.canaries()).isEmpty();
    }

    @Test
    void runsTheJobsOfOneShard() {
        Shell shell = new Shell(work);
        ManifestJob first = shell.film("a.mkv", "film", 0, 60);
        ManifestJob second = shell.film("b.mkv", "film", 10, 60);
        shell.render(new ParallelRendering());
        assertThat(shell.run(Map.of(), "run.sh", "10").status()).isEqualTo(0);
        assertThat(Path.of(second.output())).exists();
        assertThat(Path.of(first.output())).doesNotExist();
        assertThat(shell.run(Map.of(), "run.sh", "7").status()).isEqualTo(66);
        assertThat(shell.run(Map.of(), "run.sh", "x").status()).isEqualTo(64);
    }
}

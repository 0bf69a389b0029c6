package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunFolder {
    @TempDir
    private Path folder;

    @Test
    void theReportStaysAndWorkingFilesGo() throws IOException {
        Path run = folder.resolve("run");
        Files.createDirectories(run.resolve("side-1/deep"));
        Files.writeString(run.resolve("side-1/deep/a"), "x");
        Files.writeString(run.resolve("listing.json"), "x");
        Files.writeString(run.resolve("report.json"), "{}");
        new RunFolder(run).close();
        assertThat(run.toFile().list()).containsExactly("report.json");
        new RunFolder(folder.resolve("gone")).close();
        RunFolder.remove(run);
        assertThat(run).doesNotExist();
    }

    @Test
    void whatALinkNamesIsNotWorkingFile() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("kept"), "x");
        Files.createSymbolicLink(run.resolve("link"), other);
        new RunFolder(run).close();
        assertThat(run.toFile().list()).isEmpty();
        assertThat(other.resolve("kept")).exists();
    }
}

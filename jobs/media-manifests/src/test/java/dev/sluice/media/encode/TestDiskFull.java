package dev.sluice.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.FfmpegGate;
import dev.sluice.media.verify.FilmJobs;
import dev.sluice.media.verify.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are really full, and then are not: file systems in memory of half a megabyte. Root may mount them. */
@Tag("chaos")
class TestDiskFull {
    @TempDir
    private Path work;

    private Path disk;

    private static int ran(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @BeforeEach
    void aSmallDisk() throws Exception {
        disk = Files.createDirectories(work.resolve("disk"));
        assumeTrue(
                ran("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString()) == 0,
                "a file system cannot be mounted here: run as root");
    }

    @AfterEach
    void noDiskStays() throws Exception {
        ran("umount", "-l", disk.toString());
    }

    private void larger() throws Exception {
        assertThat(ran("mount", "-o", "remount,size=64m", disk.toString())).isZero();
    }

    private ManifestJob film(Path out, double cpuSeconds) throws IOException {
        Path film = Files.createDirectories(work.resolve("in")).resolve("film.mkv");
        if (!Files.exists(film)) {
            Ffmpeg.make(
                    film,
                    "-f lavfi -i testsrc2=s=320x240:r=25:d=4,noise=alls=30:allf=t -c:v mpeg2video -q:v 2 -g 12"
                            + " -sc_threshold 1000000000");
        }
        String profile = "container = matroska, video { encoder = libopenh264, bit-rate = 3M }";
        return FilmJobs.job(film, out, profile, cpuSeconds);
    }

    private Encodes encodes(FfmpegGate gate, Path state, Chunks chunks) {
        return new Encodes(Ffmpeg.PROGRAMS, gate, state, "run", chunks, Bounds.USUAL);
    }

    private void firstFullThenNot(Encodes encodes, ManifestJob job, String message) throws Exception {
        assertThatThrownBy(() -> encodes.done(job)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).as(fault.toString()).isEqualTo(Code.CANNOT_WRITE);
            assertThat(fault).hasMessageContaining(message);
        });
        // No file is refused, and nothing half is left.
        assertThat(Encodes.verdicts(encodes.folder()).find(job.jobKey())).isEmpty();
        assertThat(encodes.attempts().alive()).isEmpty();
        assertThat(videos()).isEmpty();
        larger();
        assertThat(encodes.done(job).outcome()).isEqualTo(Outcome.ACCEPT);
        assertThat(videos()).hasSize(Path.of(job.output()).startsWith(disk) ? 1 : 0);
    }

    private List<Path> videos() throws IOException {
        try (Stream<Path> all = Files.walk(disk)) {
            return all.filter(file -> file.toString().matches(".*\\.(mkv|mp4|nut)"))
                    // A piece that is complete stays for the next run.
                    .filter(file -> !file.getFileName().toString().matches("\\d{4}\\.mp4"))
                    .toList();
        }
    }

    @Test
    void theDiskOfTheOutputs() throws Exception {
        try (FfmpegGate gate = FilmJobs.gate("places = 1")) {
            firstFullThenNot(
                    encodes(gate, work.resolve("state"), Chunks.OFF), film(disk.resolve("out"), 1), "no space left");
        }
    }

    @Test
    void theDiskOfThePieces() throws Exception {
        try (FfmpegGate gate = FilmJobs.gate("places = 1")) {
            firstFullThenNot(
                    encodes(gate, disk.resolve("state"), PieceJobs.CHUNKS), film(work.resolve("out"), 40), "No space");
        }
    }

    @Test
    void theDiskOfTheGate() throws Exception {
        try (FfmpegGate gate = FilmJobs.gate("places = 1", disk)) {
            firstFullThenNot(encodes(gate, work.resolve("state"), Chunks.OFF), film(work.resolve("out"), 1), "scratch");
        }
    }
}

package dev.sluice.media.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks, permissions and others get in the way: nothing is lost, and it is told. */
final class TestPromoteFaults {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path OTHER_DISK = Path.of("/dev/shm");

    @TempDir
    private Path folder;

    private static void remove(Path folder) {
        try {
            new ProcessBuilder("rm", "-r", folder.toString())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anOutputOnAnotherFileSystemIsCopiedAndADiskThatIsFullLosesNothing() throws IOException {
        assumeTrue(Files.isWritable(OTHER_DISK), "no other file system here");
        Path away = Files.createTempDirectory(OTHER_DISK, "sluice");
        try {
            Library library = new Library(folder.resolve("home"), away.resolve("out"));
            ManifestJob job = library.planned(1, "film.mp4", 1, "web");
            String content = "more than a disk takes\n".repeat(10_000);
            library.accept(job, content);
            // Files end after 64 blocks of 512 bytes.
            List<String> starter = List.of("sh", "-c", "ulimit -f 64; exec \"$@\"", "sh");
            PromoteChild child = PromoteChild.start(library, starter, "-ea", "promote");
            assertThat(child.await()).as(child.said()).isEqualTo(Code.CANNOT_WRITE.exitStatus());
            assertThat(child.said()).contains("Cannot change " + library.films.resolve("film.mp4"), "too large");
            assertThat(library.films.resolve("film.mp4")).hasContent(Library.before(1));
            assertThat(library.quarantine.underway()).isEmpty();
            assertThat(library.all().keySet()).noneMatch(name -> name.startsWith("quarantine/"));

            assertThat(library.promote().done()).hasSize(1);
            Path place = library.films.resolve("film.mp4");
            assertThat(place).hasContent(content);
            assertThat(Files.getLastModifiedTime(place)).isEqualTo(FileTime.from(Library.THEN));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                    .isEqualTo("rw-r-----");
            // The output is as it was judged, until the original is purged.
            assertThat(Files.getLastModifiedTime(Path.of(job.output()))).isEqualTo(FileTime.from(Library.LATER));
            assertThat(library.rollback().done()).hasSize(1);
            assertThat(library.promote().done()).hasSize(1);
        } finally {
            remove(away);
        }
    }

    @Test
    void aFolderThatIsNotOursIsLeftAndTheOthersAreDone() throws IOException {
        boolean root = (int) Files.getAttribute(folder, "unix:uid") == 0;
        assumeTrue(!root || Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv to be less than root with");
        List<String> starter =
                root ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search") : List.of();
        Library library = new Library(folder);
        for (String name : List.of("closed/a.mp4", "closed/b.avi", "open/c.mp4", "open/d.avi")) {
            library.film(library.number(), name);
        }
        var before = library.all();
        Path closed = library.films.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            PromoteChild child = PromoteChild.start(library, starter, "-ea", "promote");
            assertThat(child.await()).as(child.said()).isEqualTo(Code.NOT_ALLOWED.exitStatus());
            assertThat(child.said()).contains("Cannot change " + closed);
            assertThat(library.quarantine.underway()).isEmpty();
            assertThat(closed.resolve("a.mp4")).hasContent(Library.before(1));
            assertThat(closed.toFile().list()).containsExactlyInAnyOrder("a.mp4", "b.avi");
            assertThat(library.films.resolve("open").toFile().list()).containsExactlyInAnyOrder("c.mp4", "d.mp4");
            // On the way back as well.
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(library.promote().done()).hasSize(2);
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
            child = PromoteChild.start(library, starter, "-ea", "rollback");
            assertThat(child.await()).as(child.said()).isEqualTo(Code.NOT_ALLOWED.exitStatus());
            assertThat(library.quarantine.underway()).isEmpty();
            assertThat(closed.toFile().list()).containsExactlyInAnyOrder("a.mp4", "b.mp4");
            assertThat(library.films.resolve("open").toFile().list()).containsExactlyInAnyOrder("c.mp4", "d.avi");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(library.rollback().done()).hasSize(2);
        assertThat(library.all().keySet()).containsAll(before.keySet());
    }

    @Test
    void oneAtATimeAndTheOtherIsToldWho() throws IOException {
        Library library = new Library(folder);
        library.film(1, "film.mp4");
        PromoteChild child =
                PromoteChild.start(library, List.of(), "-Dsluice.failpoint=promote.staged:STOP", "promote");
        try {
            long begun = System.nanoTime();
            while (!Files.readString(Path.of("/proc/" + child.process().pid() + "/stat"))
                    .matches("(?s)\\d+ \\(java\\) T .*")) {
                assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.toNanos());
                LockSupport.parkNanos(50_000_000);
            }
            var before = library.all();
            assertThatThrownBy(library::promote)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.TRY_LATER))
                    .hasMessageContaining("(" + child.process().pid() + ") since 20");
            assertThatThrownBy(library::rollback).hasMessageContaining("is at work there");
            assertThat(library.all()).isEqualTo(before);
        } finally {
            new ProcessBuilder("kill", "-CONT", Long.toString(child.process().pid())).start();
        }
        assertThat(child.await()).as(child.said()).isZero();
        assertThat(child.said()).contains("1 done, 0 skipped");
        assertThat(library.rollback().done()).hasSize(1);
    }
}

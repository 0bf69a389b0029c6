package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.Child;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk of a target fills up, on a small file system of the child's own. */
@Tag("chaos")
class TestDiskFull {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Mounts a small disk over a folder, runs a command on it, and brings what is there then back to the real disk. */
    private static final String ON_A_SMALL_DISK = """
            set -e
            folder=$1 size=$2 saved=$3
            shift 3
            cp -a "$folder" "$saved"
            mount -t tmpfs -o size="$size" none "$folder"
            cp -a "$saved/." "$folder/"
            set +e
            "$@"
            status=$?
            rm -rf "$saved" "$folder/filler"
            cp -a "$folder" "$saved"
            exit $status
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aSmallDiskCanBeMade() throws IOException, InterruptedException {
        Process tried = new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt").start();
        boolean works = tried.waitFor(20, TimeUnit.SECONDS) && tried.exitValue() == 0;
        assumeTrue(works, "no user namespaces here: unshare -rm and a tmpfs are needed for a disk that is full");
    }

    @ParameterizedTest
    @CsvSource({"out, 1m", "lake, 1m"})
    void whileStagingNothingIsPublishedAndARerunIsGood(String target, String size) throws IOException {
        Lab lab = loaded(target);
        StringBuilder large = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            // Names that no codec makes much smaller: 3 MB are too many for the disk.
            large.append(
                    "{\"id\": %d, \"name\": \"%s\"}\n".formatted(10 + i, UUID.randomUUID() + "" + UUID.randomUUID()));
        }
        lab.write("in/b.json", large.toString());

        Child child = onASmallDisk(lab, target, size, List.of());
        cannotWrite(lab, target, child);
        assertThat(lab.run().problem()).isEmpty();
        assertThat(rows(lab, target)).hasSize(40_001);
    }

    @ParameterizedTest
    @CsvSource({"out, 4m", "lake, 16m"})
    void whilePublishingNothingIsPublishedAndARerunIsGood(String target, String size) throws IOException {
        Lab lab = loaded(target);
        lab.orders("b.json", 2, "bob");

        Child child = onASmallDisk(lab, target, size, List.of("-Dsluice.failpoint=run.checked:STOP"));
        long java = awaitStopped(child);
        fill(Path.of("/proc/" + java + "/root" + folder.resolve(target) + "/filler"));
        new ProcessBuilder("kill", "-CONT", Long.toString(java)).start();
        cannotWrite(lab, target, child);
        assertThat(lab.run().problem()).isEmpty();
        assertThat(rows(lab, target)).containsExactly("1 ANN", "2 BOB");
    }

    private Lab loaded(String target) {
        Lab lab = new Lab(folder);
        String other = target.equals("out")
                ? "{ name = table, from = named, type = iceberg, table = LAKE.shop.orders }"
                : "{ name = files, from = named, type = files, path = \"out\" }";
        lab.conf(Lab.CONF.replace(other, ""));
        lab.orders("a.json", 1, "ann");
        assertThat(lab.run().problem()).isEmpty();
        return lab;
    }

    private static List<String> rows(Lab lab, String target) {
        return target.equals("out") ? lab.inFiles() : lab.inTable();
    }

    private Child onASmallDisk(Lab lab, String target, String size, List<String> jvm) {
        List<String> starter = List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                ON_A_SMALL_DISK,
                "sh",
                folder.resolve(target).toString(),
                size,
                folder.resolve("saved").toString());
        return Child.under(starter, folder, jvm, "run", lab.confFile().toString());
    }

    /** The run says that it cannot write, and what it left on the small disk shows the old rows only. */
    private void cannotWrite(Lab lab, String target, Child child) throws IOException {
        assertThat(child.await(PATIENCE)).as(child.said()).isEqualTo(73);
        assertThat(child.said()).contains("Cannot").doesNotContain("defect of ours");
        Path real = folder.resolve(target);
        Files.move(real, folder.resolve("before"));
        Files.move(folder.resolve("saved"), real);
        lab.reopen();
        assertThat(rows(lab, target)).containsExactly("1 ANN");
    }

    private static void fill(Path file) throws IOException {
        byte[] zeros = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 100_000; i++) {
                out.write(zeros);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return;
        }
        throw new AssertionError("the small disk is not small");
    }

    /** The process id of the Java that a failpoint stopped, below the shell that started it. */
    private static long awaitStopped(Child child) throws IOException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            assertThat(child.alive()).as(child.said()).isTrue();
            for (ProcessHandle below :
                    ProcessHandle.of(child.pid()).orElseThrow().descendants().toList()) {
                Path status = Path.of("/proc", Long.toString(below.pid()), "stat");
                if (Files.exists(status) && Files.readString(status).matches("(?s)\\d+ \\(java\\) T .*")) {
                    return below.pid();
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
        ProcessHandle.of(child.pid()).orElseThrow().descendants().forEach(ProcessHandle::destroyForcibly);
        throw new AssertionError("the child never reached its failpoint");
    }
}

package dev.sluice.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSupervised {
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private static Supervised.Ended run(Duration limit, String script, String... arguments) {
        List<String> vector = new ArrayList<>(List.of("bash", "-c", script, "program"));
        vector.addAll(List.of(arguments));
        return Supervised.run(new ProcessBuilder(vector), limit);
    }

    /** Writes its number and that of a child of its own, and would go on for long. */
    private String endless() {
        return "echo $$ >'" + folder + "/one'; sleep 300 & echo $! >'" + folder + "/two'; echo begun >'" + folder
                + "/begun'; wait";
    }

    private boolean lives(String name) throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 1200 && !holds.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private boolean bothEnded() {
        try {
            return !lives("one") && !lives("two");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void tellsStatusLinesLogAndTime() {
        List<String> lines = new ArrayList<>();
        Supervised.Ended ended = Supervised.run(
                new ProcessBuilder(
                        "bash",
                        "-c",
                        "i=0; while ((i < 200000)); do ((i++)); done; echo a; echo b; echo c >&2; exit 3"),
                ENOUGH,
                lines::add);
        assertThat(lines).containsExactly("a", "b");
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.outOfTime()).isFalse();
        assertThat(ended.log()).isEqualTo("c\n");
        assertThat(ended.lastLine()).isEqualTo("c");
        assertThat(ended.cpuSeconds()).isBetween(0.01, 60.0);
        assertThat(ended.wallSeconds()).isPositive();
    }

    @Test
    void argumentsAreNeverReadByTheShell() {
        String hostile = "$(touch '" + folder + "/canary'); `id` \"' * -n\n;";
        Supervised.Ended ended = run(ENOUGH, "printf '%s|' \"$@\" >&2", hostile, "", "-x");
        assertThat(ended.log()).isEqualTo(hostile + "||-x|");
        assertThat(folder.resolve("canary")).doesNotExist();
    }

    @Test
    void theInputIsClosed() {
        assertThat(run(ENOUGH, "read -r line || echo none >&2").log()).isEqualTo("none\n");
    }

    @Test
    void aProgramThatASignalEndsHasItsNumber() {
        assertThat(run(ENOUGH, "kill -KILL $$").status()).isEqualTo(128 + 9);
    }

    @Test
    void atItsLimitAProgramIsKilledWithAllThatItStarted() throws InterruptedException {
        Supervised.Ended ended = run(Duration.ofSeconds(2), "trap '' TERM INT HUP; echo said >&2; " + endless());
        assertThat(ended.outOfTime()).isTrue();
        assertThat(ended.ok()).isFalse();
        assertThat(ended.log()).startsWith("said");
        await(this::bothEnded);
    }

    @Test
    void withTheThreadThatWaits() throws InterruptedException {
        List<Fault> faults = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                run(ENOUGH, endless());
            } catch (Fault e) {
                faults.add(e);
            }
        });
        thread.start();
        await(() -> Files.exists(folder.resolve("begun")));
        thread.interrupt();
        thread.join(60_000);
        assertThat(faults).extracting(Fault::code).containsExactly(Code.STOPPED);
        await(this::bothEnded);
    }

    /** What the child JVM of the test below does. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            run(ENOUGH, arguments[0]);
        }
    }

    private static String classPath(Class<?>... needed) {
        return Stream.of(needed)
                .map(one ->
                        one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void withThisProcessAlsoWhenThatIsKilled() throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(TestSupervised.class, Supervised.class, Fault.class),
                        Child.class.getName(),
                        endless())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        await(() -> Files.exists(folder.resolve("begun")));
        assertThat(bothEnded()).isFalse();
        jvm.destroyForcibly().waitFor();
        await(this::bothEnded);
    }

    @Test
    void aProgramThatIsNotThereSaysSo() {
        Supervised.Ended ended =
                Supervised.run(new ProcessBuilder(folder.resolve("none").toString()), ENOUGH);
        assertThat(ended.status()).isEqualTo(127);
        assertThat(ended.lastLine()).contains("none");
        ProcessBuilder nowhere =
                new ProcessBuilder("true").directory(folder.resolve("no").toFile());
        assertThatThrownBy(() -> Supervised.run(nowhere, ENOUGH))
                .isInstanceOfSatisfying(Fault.class, e -> assertThat(e.code()).isEqualTo(Code.INTERNAL));
    }
}

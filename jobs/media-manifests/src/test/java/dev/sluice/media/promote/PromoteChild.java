package dev.sluice.media.promote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that promotes or rolls back a library, and is killed on the way: -Dsluice.failpoint=... */
record PromoteChild(Process process, Path log) {
    /** The exit status of one that SIGKILL ended. */
    static final int KILLED = 128 + 9;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /**
     * Starts one.
     *
     * @param starter a command that starts it with less rights or space
     */
    static PromoteChild start(Library library, List<String> starter, String jvm, String word) {
        Path home = library.films.getParent();
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", jvm));
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(PromoteChild.class.getName(), word, home.toString(), library.outputs.toString()));
        try {
            Path log = Files.createTempFile(home, "child", ".log");
            return new PromoteChild(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its exit status. */
    int await() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the child did not end within " + PATIENCE + ":\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What it has printed, problems too. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments: promote or rollback, the library's folder, that of its outputs. */
    public static void main(String[] args) {
        Library library = new Library(Path.of(args[1]), Path.of(args[2]));
        Promotions.Done done = args[0].equals("promote") ? library.promote() : library.rollback();
        done.ended().ifPresent(fault -> {
            System.out.println(fault.getMessage());
            System.exit(fault.code().exitStatus());
        });
        System.out.printf(
                Locale.ROOT,
                "%d done, %d skipped%n",
                done.done().size(),
                done.skipped().size());
    }
}

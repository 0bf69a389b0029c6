package dev.sluice;

import dev.sluice.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The command line in a JVM of its own. */
public final class Child {
    /** The exit status of one that SIGKILL ended. */
    public static final int KILLED = 128 + 9;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static Child start(Path folder, List<String> jvm, String... arguments) {
        return under(List.of(), folder, jvm, arguments);
    }

    /** The same under a command that starts it, such as one that takes rights or space away. */
    public static Child under(List<String> starter, Path folder, List<String> jvm, String... arguments) {
        return running(Main.class, starter, folder, jvm, arguments);
    }

    /** The same with another main class. */
    public static Child running(
            Class<?> main, List<String> starter, Path folder, List<String> jvm, String... arguments) {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ProcessHandle.current().info().arguments().ifPresent(own -> {
            for (String argument : own) {
                if (argument.startsWith("--add-opens") || argument.startsWith("--add-modules")) {
                    command.add(argument);
                }
            }
        });
        command.addAll(
                List.of("-XX:+IgnoreUnrecognizedVMOptions", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-Dspark.master=local[2]");
        command.add("-Dspark.sql.codegen.wholeStage=false");
        command.add("-Dspark.sql.codegen.factoryMode=NO_CODEGEN");
        // As bin/sluice does: the console is ours, Spark's log goes to a file.
        command.add("-Dlog4j2.configurationFile=classpath:dev/sluice/log4j2.properties");
        command.add("-Dsluice.log=" + folder.resolve("spark.log"));
        command.addAll(jvm);
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            File log = folder.resolve("child-" + System.nanoTime() + ".log").toFile();
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            return new Child(started, log.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** What it has printed so far, problems too. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has printed something. */
    public void awaitSaid(String text, Duration patience) {
        long begun = System.nanoTime();
        while (!said().contains(text)) {
            if (!alive() || System.nanoTime() - begun > patience.toNanos()) {
                throw new AssertionError("the child never said \"" + text + "\" but:\n" + said());
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Waits until a failpoint has stopped it. */
    public void awaitStopped(Duration patience) {
        Path status = Path.of("/proc", Long.toString(pid()), "stat");
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < patience.toNanos()) {
            try {
                if (Files.readString(status).matches("(?s)\\d+ \\(.*\\) T .*")) {
                    return;
                }
            } catch (IOException e) {
                throw new AssertionError("the child ended before its failpoint: " + said(), e);
            }
            if (!alive()) {
                throw new AssertionError("the child ended before its failpoint: " + said());
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("the child never reached its failpoint: " + said());
    }

    public int await(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the child did not end within " + patience);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

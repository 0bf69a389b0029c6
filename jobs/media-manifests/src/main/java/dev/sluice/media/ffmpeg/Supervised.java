package dev.sluice.media.ffmpeg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs of programs that surely end: at their limit, with the thread that waits, and with this process, also when that is
 * killed by a signal that it does not see. A shell that holds a pipe to this process is their parent; when the pipe is
 * closed, it kills the program and all that the program has started. The shell gets the program's arguments as a vector
 * and reads no name. Needs bash. Thread-safe.
 */
public final class Supervised {
    /**
     * While job control is on, what starts in the background is a process group of its own. What the shell itself has to
     * say of it is no part of the program's log.
     */
    private static final String PARENT = """
            exec 3>&2 2>/dev/null
            set -m
            "$@" </dev/null 2>&3 3>&- &
            program=$!
            { read -r _; kill -KILL -- "-$program"; } 3>&- &
            watch=$!
            set +m
            wait "$program"
            status=$?
            kill -KILL -- "-$program" "-$watch"
            echo >&3
            LC_ALL=C times >&3
            exit "$status"
            """;

    /** What bash's own times prints: user and system time, of the shell and then of its children. */
    private static final Pattern TIMES =
            Pattern.compile("\\n(?:\\d+m[\\d.]+s \\d+m[\\d.]+s\\n)(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\n?$");

    private static final long GRACE_SECONDS = 20;

    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "output of a program");
        thread.setDaemon(true);
        thread.start();
    };

    private Supervised() {}

    /**
     * How a run ended.
     *
     * @param status of the program; 128 and the signal's number when a signal ended it
     * @param outOfTime whether it was stopped at its limit
     * @param cpuSeconds user and system time of it and its children; 0 when not known
     * @param wallSeconds from start to end
     * @param log what it wrote to standard error: the beginning and the end, 64 KiB each
     */
    public record Ended(int status, boolean outOfTime, double cpuSeconds, double wallSeconds, String log) {
        public boolean ok() {
            return status == 0 && !outOfTime;
        }

        /** The last line of the log that is not blank. */
        public String lastLine() {
            List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "no message" : lines.get(lines.size() - 1).strip();
        }
    }

    /** The same for a program of whose standard output nothing is wanted. */
    public static Ended run(ProcessBuilder program, Duration limit) {
        return run(program, limit, line -> {});
    }

    /**
     * Starts a program with closed input, and waits for its end.
     *
     * @param program with its arguments and environment; its redirections are not used
     * @param lines gets standard output by lines, on another thread
     * @throws Fault INTERNAL when it cannot be started, STOPPED when this thread is interrupted
     */
    public static Ended run(ProcessBuilder program, Duration limit, Consumer<String> lines) {
        List<String> vector = new ArrayList<>(List.of("bash", "-c", PARENT, "supervised"));
        vector.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(vector).directory(program.directory());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        long begin = System.nanoTime();
        try {
            Process parent = builder.start();
            try {
                return ended(parent, limit, lines, begin);
            } finally {
                end(parent);
            }
        } catch (IOException e) {
            throw new Fault(
                    Code.INTERNAL,
                    "Cannot start " + program.command().get(0) + ": " + e.getMessage() + " (is bash on the PATH?)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Code.STOPPED, "Cannot wait for " + program.command().get(0), e);
        }
    }

    private static Ended ended(Process parent, Duration limit, Consumer<String> lines, long begin)
            throws IOException, InterruptedException {
        CompletableFuture<String> log =
                CompletableFuture.supplyAsync(() -> LogEnds.of(parent.getErrorStream()), THREADS);
        CompletableFuture<Void> said = CompletableFuture.runAsync(() -> tell(parent.getInputStream(), lines), THREADS);
        boolean inTime = parent.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (!inTime) {
            end(parent);
        }
        double wall = (System.nanoTime() - begin) / 1e9;
        said.join();
        return ended(parent.exitValue(), !inTime, wall, log.join());
    }

    static Ended ended(int status, boolean outOfTime, double wall, String log) {
        Matcher times = TIMES.matcher(log);
        if (!times.find()) {
            return new Ended(status, outOfTime, 0, wall, log);
        }
        double cpu = 60 * (Integer.parseInt(times.group(1)) + Integer.parseInt(times.group(3)))
                + Double.parseDouble(times.group(2))
                + Double.parseDouble(times.group(4));
        return new Ended(status, outOfTime, cpu, wall, log.substring(0, times.start()));
    }

    /** Closes the pipe, upon which the shell kills the program; the shell itself is killed when that takes too long. */
    private static void end(Process parent) {
        boolean interrupted = false;
        try {
            parent.getOutputStream().close();
        } catch (IOException e) {
            // The other end is gone already, and so is the program.
            parent.destroy();
        }
        try {
            if (!parent.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                parent.descendants().forEach(ProcessHandle::destroyForcibly);
                parent.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(InputStream output, Consumer<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines);
        } catch (IOException | UncheckedIOException e) {
            // The pipe is closed under the reader when a run is ended; what was said until then is told.
            return;
        }
    }
}

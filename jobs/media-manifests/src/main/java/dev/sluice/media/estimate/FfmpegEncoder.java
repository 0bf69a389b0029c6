package dev.sluice.media.estimate;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.ffmpeg.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The ffmpeg of this machine. Of its log so much is kept as a calibration reads, the beginning and the end, however much a
 * broken file makes it say. A run is ended with this process, so that a signal leaves no encoder behind. Thread-safe.
 */
public record FfmpegEncoder(Programs programs) implements Encoder {
    private static final int KEPT = 1 << 16;

    /**
     * Runs ffmpeg.
     *
     * @throws Fault INTERNAL when it does not start, STOPPED when this thread is interrupted
     */
    @Override
    public Outcome run(List<String> arguments, Duration limit) {
        try {
            Process process = programs.encode(arguments)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread end = guard(process);
            try {
                process.getOutputStream().close();
                CompletableFuture<String> log = CompletableFuture.supplyAsync(() -> kept(process.getErrorStream()));
                boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                return new Outcome(ended ? process.exitValue() : -1, log.join());
            } finally {
                process.destroyForcibly();
                unguard(end);
            }
        } catch (IOException e) {
            throw new Fault(Code.INTERNAL, "Cannot start " + programs.ffmpeg() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Code.STOPPED, "Cannot wait for " + programs.ffmpeg(), e);
        }
    }

    /** What ends a run with this process. */
    private static Thread guard(Process process) {
        Thread end = new Thread(process::destroyForcibly, "end of ffmpeg");
        try {
            Runtime.getRuntime().addShutdownHook(end);
            return end;
        } catch (IllegalStateException e) {
            process.destroyForcibly();
            throw new Fault(Code.STOPPED, "Cannot run ffmpeg: this process is ending", e);
        }
    }

    private static boolean unguard(Thread end) {
        try {
            return Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // Too late to take it back, and it does no harm: the run is over.
            return false;
        }
    }

    private static String kept(InputStream log) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] ring = new byte[KEPT];
        long beyond = 0;
        byte[] some = new byte[8192];
        try {
            for (int count = log.read(some); count >= 0; count = log.read(some)) {
                int first = Math.min(count, KEPT - head.size());
                head.write(some, 0, first);
                for (int i = first; i < count; i++) {
                    ring[(int) (beyond++ % KEPT)] = some[i];
                }
            }
        } catch (IOException e) {
            // The pipe is closed under the reader when a run is ended; what was said until then is the log.
            head.writeBytes(new byte[] {'\n'});
        }
        byte[] tail = new byte[(int) Math.min(beyond, KEPT)];
        for (int i = 0; i < tail.length; i++) {
            tail[i] = ring[(int) ((beyond - tail.length + i) % KEPT)];
        }
        head.writeBytes(tail);
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}

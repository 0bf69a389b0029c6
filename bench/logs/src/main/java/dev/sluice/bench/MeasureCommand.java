package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * {@code MeasureCommand COMMAND ARGUMENT ...}: runs a command, then prints its CPU seconds, seconds of wall time, peak
 * RSS and exit status, the first and the third as a look ten times a second saw them last.
 */
public final class MeasureCommand {
    private MeasureCommand() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(List.of(arguments)).inheritIO().start();
        Duration cpu = Duration.ZERO;
        long peak = 0;
        while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            peak = Math.max(peak, peakMegabytes(process.pid()));
        }
        System.out.printf(
                Locale.ROOT,
                "%.0f CPU s, %.0f s, peak RSS %d MB, exit status %d%n",
                cpu.toMillis() / 1e3,
                (System.nanoTime() - start) / 1e9,
                peak,
                process.exitValue());
    }

    /** 0 where the system does not tell. */
    static long peakMegabytes(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}

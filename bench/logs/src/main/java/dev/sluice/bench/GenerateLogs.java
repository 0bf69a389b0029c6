package dev.sluice.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * {@code GenerateLogs FOLDER MEGABYTES FILES}: writes access logs, each gzip file a day, {@code MEGABYTES} (of 10^6
 * bytes) uncompressed in all. The lines depend on the arguments alone.
 */
public final class GenerateLogs {
    private static final long SEED = 20251126L;
    private static final long FIRST_DAY = 1_760_054_400L; // 2025-10-10
    private static final int DAY = 86_400;

    private GenerateLogs() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long bytes = Long.parseLong(arguments[1]) * 1_000_000;
        int files = Integer.parseInt(arguments[2]);
        Files.createDirectories(folder);
        Vocabulary words = new Vocabulary(SEED);
        IntStream.range(0, files).parallel().forEach(day -> write(folder, words, day, bytes / files));
    }

    private static void write(Path folder, Vocabulary words, int day, long bytes) {
        Path file = folder.resolve(String.format(Locale.ROOT, "access-%02d.log.gz", day));
        Path part = folder.resolve(file.getFileName() + ".part");
        AccessLog log = new AccessLog(words, SEED + 1 + day);
        SplittableRandom moments = new SplittableRandom(SEED - 1 - day);
        try {
            try (OutputStream out =
                    new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(part), 1 << 16), 1 << 16)) {
                long written = 0;
                while (written < bytes) {
                    // Most at noon, and never backwards.
                    double share = (double) written / bytes;
                    double noon = share - Math.sin(2 * Math.PI * share) / 9;
                    long second = FIRST_DAY + (long) day * DAY + (long) (noon * (DAY - 1));
                    byte[] line = log.next(second + (moments.nextInt(40) == 0 ? -1 : 0));
                    out.write(line, 0, log.size());
                    written += log.size();
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

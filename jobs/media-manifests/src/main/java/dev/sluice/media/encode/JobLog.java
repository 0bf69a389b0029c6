package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.ffmpeg.Supervised;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * What ffmpeg said of one job, {@code AB/KEY.log}, or of one piece, {@code AB/KEY-0001.log}: of each attempt at most the first and the last 64 KiB, of the first one
 * on. Attempts of two processes at the same time overwrite each other.
 */
record JobLog(Path folder, String name) {
    /** Adds a line of our own. */
    void note(String text) {
        write(text + "\n", StandardOpenOption.APPEND);
    }

    /** Keeps one attempt; the first begins the file anew. */
    void attempt(int number, Supervised.Ended ended) {
        String head = String.format(
                Locale.ROOT,
                "attempt %d: status %d%s, %.1f s, %.1f s of CPU%n",
                number,
                ended.status(),
                ended.outOfTime() ? ", out of time" : "",
                ended.wallSeconds(),
                ended.cpuSeconds());
        write(head + ended.log(), number == 1 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    }

    private void write(String text, StandardOpenOption how) {
        Path file = folder.resolve(name.substring(0, 2)).resolve(name + ".log");
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    text.getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    how,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

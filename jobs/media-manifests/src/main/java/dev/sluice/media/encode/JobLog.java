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
 * What ffmpeg said of one job, {@code AB/KEY.log}: of each attempt at most the first and the last 64 KiB, of the first one
 * on. Attempts of two processes at the same time overwrite each other.
 */
record JobLog(Path folder, String jobKey) {
    /** Keeps one attempt; the first begins the file anew. */
    void attempt(int number, Supervised.Ended ended) {
        Path file = folder.resolve(jobKey.substring(0, 2)).resolve(jobKey + ".log");
        String head = String.format(
                Locale.ROOT,
                "attempt %d: status %d%s, %.1f s, %.1f s of CPU%n",
                number,
                ended.status(),
                ended.outOfTime() ? ", out of time" : "",
                ended.wallSeconds(),
                ended.cpuSeconds());
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    (head + ended.log()).getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    number == 1 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

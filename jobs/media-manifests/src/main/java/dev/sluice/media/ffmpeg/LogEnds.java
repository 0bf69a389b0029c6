package dev.sluice.media.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The beginning and the end of a log, however much a broken file makes a program say. */
final class LogEnds {
    private static final int KEPT = 1 << 16;

    private LogEnds() {}

    /** Reads to the end; what lies between the first and the last 64 KiB is left out. A byte is a character. */
    static String of(InputStream log) {
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

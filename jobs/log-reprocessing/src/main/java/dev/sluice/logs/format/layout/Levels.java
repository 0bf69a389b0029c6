package dev.sluice.logs.format.layout;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Names of levels: those of log4j, Logback, java.util.logging and Python. */
final class Levels {
    private static final int LONGEST = 16;
    private static final byte[][] KNOWN = Stream.of(
                    "INFO",
                    "DEBUG",
                    "WARN",
                    "ERROR",
                    "TRACE",
                    "FATAL",
                    "WARNING",
                    "CRITICAL",
                    "SEVERE",
                    "CONFIG",
                    "FINE",
                    "FINER",
                    "FINEST",
                    "NOTICE",
                    "ALL",
                    "OFF",
                    "NOTSET")
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    /** Which words are levels. */
    enum Which {
        KNOWN,
        /** Also other words of three capital letters or more, as levels of a program's own are. */
        CAPITAL,
        ANY
    }

    private Levels() {}

    /** Where the level that begins at {@code from} ends, or -1 where none begins. */
    static int end(byte[] line, int from, int to, Which which) {
        int end = from;
        boolean capital = true;
        while (end < to && isPart(line[end])) {
            capital &= line[end] < 'a';
            end++;
        }
        int length = end - from;
        if (length == 0 || length > LONGEST) {
            return -1;
        }
        boolean good =
                which == Which.ANY || isKnown(line, from, end) || (which == Which.CAPITAL && capital && length > 2);
        return good ? end : -1;
    }

    private static boolean isPart(byte b) {
        return ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') || b == '_' || (b >= '0' && b <= '9');
    }

    private static boolean isKnown(byte[] line, int from, int to) {
        for (byte[] name : KNOWN) {
            if (name.length == to - from && isName(name, line, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(byte[] name, byte[] line, int from) {
        for (int i = 0; i < name.length; i++) {
            if ((line[from + i] & 0xdf) != name[i]) {
                return false;
            }
        }
        return true;
    }
}

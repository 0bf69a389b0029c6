package dev.sluice.logs.format.journald;

import dev.sluice.logs.line.Bytes;

/**
 * What a line of an entry is outside of binary data: {@code NAME=value}, or a name alone, which 8 bytes with the length of
 * its value follow, least significant first.
 */
final class FieldLine {
    /** Bytes of a length. */
    static final int LENGTH = 8;

    /** The longest value that systemd itself reads, DATA_SIZE_MAX of journal-importer.h: 768 MiB. */
    static final long MOST = 768L << 20;

    private static final int LONGEST_NAME = 64;

    private FieldLine() {}

    /** Where the line ends without LF and without CR LF. */
    static int end(byte[] line, int from, int end) {
        int to = end > from && line[end - 1] == '\n' ? end - 1 : end;
        return to < end && to > from && line[to - 1] == '\r' ? to - 1 : to;
    }

    /** Where the value's equals sign is, or -1 where this is no name and a value. */
    static int equalsSign(byte[] line, int from, int to) {
        int at = Bytes.find(line, from, to, (byte) '=');
        if (at <= from) {
            return -1;
        }
        for (int i = from; i < at; i++) {
            if (line[i] <= ' ' || line[i] == 0x7f) {
                return -1;
            }
        }
        return at;
    }

    /** Whether this is a name as the journal allows it: capital letters, digits and underscores. */
    static boolean isName(byte[] line, int from, int to) {
        if (from == to || to - from > LONGEST_NAME || (line[from] >= '0' && line[from] <= '9')) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = line[i];
            if (b != '_' && (b < 'A' || b > 'Z') && (b < '0' || b > '9')) {
                return false;
            }
        }
        return true;
    }
}

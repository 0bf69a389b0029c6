package dev.sluice.logs.line;

import java.util.Arrays;

/** The escapes that Apache (ap_escape_logitem) and nginx (escape=default) write: {@code \" \\ \n \t \r ... \xhh}. */
public final class Escapes {
    private static final String LETTERS = "bnrtvf";
    private static final byte[] MEANT = {'\b', '\n', '\r', '\t', 0x0b, '\f'};

    private Escapes() {}

    /** The bytes that were meant; an unknown escape stays as it is. */
    public static byte[] resolve(byte[] line, int from, int to) {
        byte[] plain = new byte[to - from];
        int size = 0;
        int i = from;
        while (i < to) {
            byte b = line[i++];
            if (b == '\\' && i < to) {
                byte next = line[i];
                int letter = LETTERS.indexOf(next);
                int hex = next == 'x' && i + 2 < to ? hex(line[i + 1]) << 4 | hex(line[i + 2]) : -1;
                if (next == '"' || next == '\\') {
                    b = next;
                    i++;
                } else if (letter >= 0) {
                    b = MEANT[letter];
                    i++;
                } else if (hex >= 0) {
                    b = (byte) hex;
                    i += 3;
                }
            }
            plain[size++] = b;
        }
        return Arrays.copyOf(plain, size);
    }

    /** A negative number when it is no digit, which stays negative in an or. */
    private static int hex(byte digit) {
        int value = Character.digit(digit, 16);
        return value < 0 ? Integer.MIN_VALUE >> 4 : value;
    }
}

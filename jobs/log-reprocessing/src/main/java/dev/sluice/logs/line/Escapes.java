package dev.sluice.logs.line;

import java.util.Arrays;

/**
 * The escapes that Apache (ap_escape_logitem), nginx (escape=default) and Tomcat (AbstractAccessLogValve) write: {@code
 * \" \\ \n \t \r ... \xhh}, and Tomcat's {@code \}{@code uhhhh}, one or a pair of surrogates, which becomes UTF-8.
 */
public final class Escapes {
    private static final String LETTERS = "bnrtvf";
    private static final byte[] MEANT = {'\b', '\n', '\r', '\t', 0x0b, '\f'};
    private static final int UNIT = 6;

    private Escapes() {}

    /** The bytes that were meant; an unknown escape stays as it is. */
    public static byte[] resolve(byte[] line, int from, int to) {
        byte[] plain = new byte[to - from];
        int size = 0;
        int i = from;
        while (i < to) {
            int point = line[i] == '\\' ? point(line, i, to) : -1;
            if (point >= 0) {
                size = put(point, plain, size);
                i += point > 0xffff ? 2 * UNIT : UNIT;
                continue;
            }
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

    /** The code point of one or two units that begin at {@code at}, or -1 when there is none. */
    private static int point(byte[] line, int at, int to) {
        int first = unit(line, at, to);
        if (first < 0 || !Character.isSurrogate((char) first)) {
            return first;
        }
        int second = unit(line, at + UNIT, to);
        boolean pair = second >= 0 && Character.isSurrogatePair((char) first, (char) second);
        return pair ? Character.toCodePoint((char) first, (char) second) : -1;
    }

    private static int unit(byte[] line, int at, int to) {
        if (at + UNIT > to || line[at] != '\\' || line[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + UNIT; i++) {
            int digit = Character.digit(line[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    /** Puts a code point as UTF-8, which is shorter than its escape, and tells the size after it. */
    private static int put(int point, byte[] plain, int size) {
        int at = size;
        if (point < 0x80) {
            plain[at++] = (byte) point;
            return at;
        }
        int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        int lead = more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0;
        plain[at++] = (byte) (lead | (point >> (6 * more)));
        for (int i = more - 1; i >= 0; i--) {
            plain[at++] = (byte) (0x80 | ((point >> (6 * i)) & 0x3f));
        }
        return at;
    }

    /** A negative number when it is no digit, which stays negative in an or. */
    private static int hex(byte digit) {
        int value = Character.digit(digit, 16);
        return value < 0 ? Integer.MIN_VALUE >> 4 : value;
    }
}

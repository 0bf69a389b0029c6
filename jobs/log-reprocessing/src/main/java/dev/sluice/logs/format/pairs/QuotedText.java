package dev.sluice.logs.format.pairs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text in quotes: the escapes of a JSON string (RFC 8259, 7), of which an unknown one stays, and those of quotes. */
final class QuotedText {
    private static final String LETTERS = "\"\\/bfnrt";
    private static final byte[] MEANT = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};

    private QuotedText() {}

    /** The bytes that were meant, which are never more than were written. */
    static byte[] resolve(byte[] text, int from, int to) {
        byte[] plain = new byte[to - from];
        int size = 0;
        int i = from;
        while (i < to) {
            int letter = text[i] == '\\' && i + 1 < to ? LETTERS.indexOf(text[i + 1]) : -1;
            int unit = unit(text, i, to);
            if (letter >= 0) {
                plain[size++] = MEANT[letter];
                i += 2;
            } else if (unit >= 0) {
                int low = Character.isHighSurrogate((char) unit) ? unit(text, i + 6, to) : -1;
                boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
                String meant = pair ? new String(new char[] {(char) unit, (char) low}) : String.valueOf((char) unit);
                byte[] bytes = meant.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(bytes, 0, plain, size, bytes.length);
                size += bytes.length;
                i += pair ? 12 : 6;
            } else {
                plain[size++] = text[i++];
            }
        }
        return Arrays.copyOf(plain, size);
    }

    /** The text without the backslashes that stand before {@code quote}. */
    static byte[] unquoted(byte[] text, int from, int to, byte quote) {
        byte[] plain = new byte[to - from];
        int size = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '\\' || i + 1 == to || text[i + 1] != quote) {
                plain[size++] = text[i];
            }
        }
        return Arrays.copyOf(plain, size);
    }

    /** The UTF-16 unit of {@code \}{@code uhhhh}, or a negative number. */
    private static int unit(byte[] text, int at, int to) {
        if (at + 6 > to || text[at] != '\\' || text[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            // What is no digit makes the number negative, and it stays so.
            unit = (unit << 4) | Character.digit(text[i], 16);
        }
        return unit;
    }
}

package dev.sluice.logs.format.w3c;

import dev.sluice.logs.line.Bytes;
import java.util.Arrays;

/** Fields in quotes, with two for one inside, as the W3C's draft has strings. */
final class Quoted {
    private Quoted() {}

    /** Behind the closing quote, where a separator or the line's end follows it; -1 where it is not so. */
    static int end(byte[] line, int from, int to, byte separator) {
        int quote = Bytes.find(line, from + 1, to, (byte) '"');
        while (quote >= 0 && quote + 1 < to && line[quote + 1] == '"') {
            quote = Bytes.find(line, quote + 2, to, (byte) '"');
        }
        return quote >= 0 && (quote + 1 == to || line[quote + 1] == separator) ? quote + 1 : -1;
    }

    /** What stands between the quotes. */
    static byte[] text(byte[] line, int from, int to) {
        byte[] text = new byte[to - from - 2];
        int size = 0;
        for (int i = from + 1; i < to - 1; i++) {
            text[size++] = line[i];
            i += line[i] == '"' ? 1 : 0;
        }
        return Arrays.copyOf(text, size);
    }
}

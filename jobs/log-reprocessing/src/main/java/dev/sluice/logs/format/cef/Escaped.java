package dev.sluice.logs.format.cef;

import dev.sluice.logs.line.Bytes;
import java.util.Arrays;

/** The escapes of CEF. */
final class Escaped {
    private Escaped() {}

    /** The line itself where nothing is escaped in it there, or the bytes that were meant. */
    static byte[] plain(byte[] line, int from, int to) {
        if (Bytes.find(line, from, to, (byte) '\\') < 0) {
            return line;
        }
        byte[] plain = new byte[to - from];
        int size = 0;
        for (int i = from; i < to; i++) {
            byte b = line[i];
            byte next = b == '\\' && i + 1 < to ? line[i + 1] : 0;
            if (next == '\\' || next == '|' || next == '=') {
                b = next;
                i++;
            } else if (next == 'n' || next == 'r') {
                b = (byte) (next == 'n' ? '\n' : '\r');
                i++;
            }
            plain[size++] = b;
        }
        return Arrays.copyOf(plain, size);
    }
}

package dev.sluice.logs.format.w3c;

import java.util.Arrays;

/** How logs whose fields are parted by blanks write a blank within a field. */
final class Blanks {
    private Blanks() {}

    /** IIS: + is a blank; of two the second was a plus. */
    static byte[] plus(byte[] line, int from, int to) {
        byte[] text = Arrays.copyOfRange(line, from, to);
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '+') {
                text[i] = ' ';
                i += i + 1 < text.length && text[i + 1] == '+' ? 1 : 0;
            }
        }
        return text;
    }

    /** Percent-encoding; what is none stays as it is. */
    static byte[] percent(byte[] line, int from, int to) {
        byte[] text = new byte[to - from];
        int size = 0;
        for (int i = from; i < to; i++) {
            int high = line[i] == '%' && i + 2 < to ? Character.digit(line[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(line[i + 2], 16);
            text[size++] = low < 0 ? line[i] : (byte) (high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return Arrays.copyOf(text, size);
    }
}

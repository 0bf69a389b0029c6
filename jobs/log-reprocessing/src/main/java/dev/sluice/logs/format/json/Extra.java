package dev.sluice.logs.format.json;

import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import java.util.Arrays;

/** Collects members as they stand into one JSON object. Not thread-safe. */
final class Extra {
    private byte[] text = new byte[256];
    private int size;

    void begin() {
        size = 0;
    }

    /**
     * Adds a member.
     *
     * @param prefix what stands before its name, without quotes
     * @param from where its name begins, with the quote
     * @param to where its value ends
     */
    void add(byte[] prefix, byte[] line, int from, int to) {
        int length = prefix.length + to - from + 3;
        if (size + length > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, size + length));
        }
        text[size] = (byte) (size == 0 ? '{' : ',');
        text[size + 1] = '"';
        System.arraycopy(prefix, 0, text, size + 2, prefix.length);
        System.arraycopy(line, from + 1, text, size + 2 + prefix.length, to - from - 1);
        size += 2 + prefix.length + to - from - 1;
    }

    /** Puts the object into the column; none where nothing was added. */
    void fill(Cell cell, Columns out) {
        if (size > 0) {
            byte[] object = Arrays.copyOf(text, size + 1);
            object[size] = '}';
            out.text(cell.slot(), object, 0, object.length);
        }
    }
}

package dev.sluice.logs.format.haproxy;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;

/** A word of numbers with slashes between, such as {@code 10/0/30/69/+109}. Not thread-safe. */
final class Numbers {
    private static final int MOST = 5;

    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private int count;

    /** Finds the parts of line[from, to); more than {@value #MOST} are not counted exactly. */
    int split(byte[] line, int from, int to) {
        count = 0;
        int at = from;
        while (at <= to) {
            int slash = Bytes.find(line, at, to, (byte) '/');
            int end = slash < 0 ? to : slash;
            if (count == MOST) {
                count++;
                return count;
            }
            starts[count] = at;
            ends[count] = end;
            count++;
            at = end + 1;
        }
        return count;
    }

    int from(int part) {
        return starts[part];
    }

    int to(int part) {
        return ends[part];
    }

    /** Whether the part has a + before its number. */
    boolean hasPlus(byte[] line, int part) {
        return starts[part] < ends[part] && line[starts[part]] == '+';
    }

    /** Milliseconds to microseconds; -1 is none. */
    void micros(byte[] line, int part, Cell cell, Columns out) {
        int from = starts[part] + (hasPlus(line, part) ? 1 : 0);
        if (!isNone(line, from, ends[part])) {
            filled(from, part, cell, out);
            cell.scaled(line, from, ends[part], 1_000, out);
        }
    }

    void integer(byte[] line, int part, Cell cell, Columns out) {
        int from = starts[part] + (hasPlus(line, part) ? 1 : 0);
        filled(from, part, cell, out);
        cell.integer(line, from, ends[part], out);
    }

    private void filled(int from, int part, Cell cell, Columns out) {
        if (from == ends[part] && cell.wanted()) {
            out.problem("BAD_NUMBER", cell.name(), from);
        }
    }

    static boolean isNone(byte[] line, int from, int to) {
        return to - from == 2 && line[from] == '-' && line[from + 1] == '1';
    }
}

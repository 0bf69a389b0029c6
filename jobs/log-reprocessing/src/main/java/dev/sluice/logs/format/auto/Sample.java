package dev.sluice.logs.format.auto;

import dev.sluice.logs.line.LineParser;

/** The first lines of a file, without blank ones and without one that is not whole. */
final class Sample {
    /** Lines that are looked at. */
    static final int LINES = 200;

    private final byte[] bytes;
    private final int[] from = new int[LINES];
    private final int[] to = new int[LINES];
    private final boolean whole;
    private int count;

    /** @param whole true when the file has no more than these bytes */
    Sample(byte[] bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
        int start = startsWithMark(bytes) ? 3 : 0;
        while (start < bytes.length && count < LINES) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            // A line that fills the sample is looked at all the same: there is nothing else.
            if (end < bytes.length || whole || count == 0) {
                add(start, end > start && bytes[end - 1] == '\r' ? end - 1 : end);
            }
            start = end + 1;
        }
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private void add(int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                from[count] = start;
                to[count] = end;
                count++;
                return;
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** True when the file has no more than these bytes. */
    boolean whole() {
        return whole;
    }

    int lines() {
        return count;
    }

    int from(int line) {
        return from[line];
    }

    int to(int line) {
        return to[line];
    }

    /** The line after the event that begins with {@code line}, by a parser of events of several lines. */
    int eventEnd(int line, LineParser parser) {
        int next = line + 1;
        while (next < count && parser.continues(bytes, from[next], to[next])) {
            next++;
        }
        return next;
    }
}

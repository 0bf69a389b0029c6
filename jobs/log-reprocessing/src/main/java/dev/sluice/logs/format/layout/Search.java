package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.Bytes;

/** Finds texts and bounds in bytes. All places are -1 where there is none. */
final class Search {
    private static final int MOST_DIGITS = 19;

    private Search() {}

    /** Where {@code text}, which is not empty, first begins. */
    static int find(byte[] line, int from, int to, byte[] text) {
        int last = to - text.length + 1;
        int at = Bytes.find(line, from, last, text[0]);
        while (at >= 0 && !Bytes.startsWith(line, at, to, text)) {
            at = Bytes.find(line, at + 1, last, text[0]);
        }
        return at;
    }

    /** Where {@code text} last begins; a line break in it may also be CR LF. */
    static int findLast(byte[] line, int from, int to, byte[] text) {
        int at = Bytes.findLast(line, from, to, text);
        return at > from && text.length > 0 && text[0] == '\n' && line[at - 1] == '\r' ? at - 1 : at;
    }

    /** Where {@code text} begins that ends at {@code to}. */
    static int endsWith(byte[] line, int from, int to, byte[] text) {
        int at = to - text.length;
        return at >= from && Bytes.startsWith(line, at, to, text) ? at : -1;
    }

    /** Where the bracket closes that was opened before {@code from}, with the rest of {@code text} behind it. */
    static int closing(byte[] line, int from, int to, byte[] text) {
        byte close = text[0];
        byte open = (byte) (close == ']' ? '[' : '(');
        int depth = 1;
        for (int i = from; i < to; i++) {
            depth += line[i] == open ? 1 : line[i] == close ? -1 : 0;
            if (depth == 0) {
                return Bytes.startsWith(line, i, to, text) ? i : -1;
            }
        }
        return -1;
    }

    /** Where a number ends, or a question mark for one that is unknown. */
    static int number(byte[] line, int from, int to) {
        if (from < to && line[from] == '?') {
            return from + 1;
        }
        int first = from < to && line[from] == '-' ? from + 1 : from;
        int at = first;
        while (at < to && at - first < MOST_DIGITS && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        return at == first ? -1 : at;
    }

    /** Whether {@code text} begins at {@code at}; a line break is at the end of the line. */
    static boolean follows(byte[] line, int at, int end, byte[] text) {
        boolean breaks = text.length > 0 && text[0] == '\n';
        return breaks ? at == end : Bytes.startsWith(line, at, end, text);
    }

    /** How many blanks a text begins with. */
    static int blanks(byte[] text) {
        return Bytes.skipBlanks(text, 0, text.length);
    }

    /** The end of the line without its CR LF or LF. */
    static int lineEnd(byte[] line, int from, int to) {
        int end = Bytes.find(line, from, to, (byte) '\n');
        end = end < 0 ? to : end;
        return end > from && line[end - 1] == '\r' ? end - 1 : end;
    }

    /** The end without the blanks before it. */
    static int unpadded(byte[] line, int from, int to) {
        int end = to;
        while (end > from && line[end - 1] == ' ') {
            end--;
        }
        return Math.max(end, from);
    }

    /** Behind so many characters of UTF-8. */
    static int characters(byte[] line, int from, int to, int count) {
        int at = from;
        int left = count;
        while (at < to && (left > 0 || (line[at] & 0xc0) == 0x80)) {
            left -= (line[at] & 0xc0) == 0x80 ? 0 : 1;
            at++;
        }
        return left == 0 ? at : -1;
    }
}

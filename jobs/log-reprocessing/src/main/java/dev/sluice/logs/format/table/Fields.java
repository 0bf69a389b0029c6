package dev.sluice.logs.format.table;

import dev.sluice.logs.line.Bytes;
import java.util.Arrays;

/** Steps through the fields of a line. Not thread-safe. */
final class Fields {
    private final byte separator;
    private byte[] line;
    private int next;
    private int to;
    private int start;
    private int end;
    private final boolean quotes;
    private boolean quoted;
    private boolean doubled;
    private boolean broken;
    private boolean open;

    Fields(byte separator) {
        this.separator = separator;
        this.quotes = separator != '\t';
    }

    /** Begins a line. */
    void of(byte[] bytes, int from, int lineEnd) {
        line = bytes;
        next = from;
        to = lineEnd;
        open = false;
    }

    /** Steps to the next field, and tells whether there is one. */
    boolean next() {
        if (next > to) {
            return false;
        }
        quoted = quotes && next < to && line[next] == '"';
        doubled = false;
        broken = false;
        start = quoted ? next + 1 : next;
        int stop = quoted ? closing() : next;
        int behind = quoted ? stop + 1 : stop;
        if (behind > to) {
            open = true;
            end = to;
            next = to + 1;
            return true;
        }
        int found = Bytes.find(line, behind, to, separator);
        next = found < 0 ? to + 1 : found + 1;
        broken = quoted && next - 1 > behind;
        end = quoted ? stop : next - 1;
        return true;
    }

    /** Where the quote closes, or the line's end. */
    private int closing() {
        int at = Bytes.find(line, start, to, (byte) '"');
        while (at >= 0 && at + 1 < to && line[at + 1] == '"') {
            doubled = true;
            at = Bytes.find(line, at + 2, to, (byte) '"');
        }
        return at < 0 ? to : at;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean quoted() {
        return quoted;
    }

    /** Whether the field has quotes within. */
    boolean doubled() {
        return doubled;
    }

    /** Whether text stands behind the closing quote. */
    boolean broken() {
        return broken;
    }

    /** Whether the field has a quote without being in quotes, which RFC 4180 does not allow. */
    boolean stray() {
        return !quoted && Bytes.find(line, start, end, (byte) '"') >= 0;
    }

    /** Whether the line ends within quotes. */
    boolean open() {
        return open;
    }

    /** The field with one quote where there are two. */
    byte[] plain() {
        byte[] plain = new byte[end - start];
        int size = 0;
        for (int i = start; i < end; i++) {
            plain[size++] = line[i];
            i += line[i] == '"' ? 1 : 0;
        }
        return Arrays.copyOf(plain, size);
    }
}

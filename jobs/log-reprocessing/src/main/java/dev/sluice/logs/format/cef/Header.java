package dev.sluice.logs.format.cef;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import org.apache.spark.sql.types.StructType;

/** The fields between bars that a line begins with, behind a syslog header or without one. Not thread-safe. */
final class Header {
    private static final String[] NAMES = {
        "format_version", "vendor", "product", "product_version", "event_id", "name", "severity"
    };

    private final byte[] mark;
    private final int count;
    private final Cell syslog;
    private final Cell[] cells;
    private final int[] starts;
    private final int[] ends;
    private int start;

    /**
     * @param mark that the header begins with
     * @param count of its fields
     */
    Header(byte[] mark, int count, StructType wanted) {
        this.mark = mark;
        this.count = count;
        this.syslog = Cell.of(wanted, "syslog_header");
        this.cells = new Cell[count];
        this.starts = new int[count];
        this.ends = new int[count];
        for (int i = 0; i < count; i++) {
            cells[i] = Cell.of(wanted, NAMES[i]);
        }
    }

    /** Where the header ends, behind its last bar or at the line's end, or -1 where there is none. */
    int find(byte[] line, int from, int to) {
        start = start(line, from, to);
        int at = start < 0 ? to + 1 : start + mark.length;
        for (int i = 0; i < count; i++) {
            if (at > to) {
                return -1;
            }
            starts[i] = at;
            ends[i] = bar(line, at, to);
            at = ends[i] + 1;
        }
        return at > to && ends[count - 1] < to ? -1 : Math.min(at, to);
    }

    private int start(byte[] line, int from, int to) {
        int at = from;
        while (at >= 0 && at < to) {
            int digit = at + mark.length;
            if (digit < to && line[digit] >= '0' && line[digit] <= '9' && Bytes.startsWith(line, at, to, mark)) {
                return at;
            }
            int blank = Bytes.find(line, at, to, (byte) ' ');
            at = blank < 0 ? -1 : blank + 1;
        }
        return -1;
    }

    private static int bar(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != '|') {
            at += line[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, to);
    }

    /** The first byte of the version. */
    byte version(byte[] line) {
        return line[starts[0]];
    }

    void fill(byte[] line, int from, Columns out) {
        int end = start;
        while (end > from && line[end - 1] == ' ') {
            end--;
        }
        syslog.text(line, from, end, out);
        for (int i = 0; i < count; i++) {
            if (cells[i].wanted()) {
                byte[] plain = Escaped.plain(line, starts[i], ends[i]);
                int shift = plain == line ? starts[i] : 0;
                cells[i].text(plain, shift, plain == line ? ends[i] : plain.length, out);
            }
        }
    }
}

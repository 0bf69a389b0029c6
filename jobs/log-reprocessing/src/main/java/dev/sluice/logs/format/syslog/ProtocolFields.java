package dev.sluice.logs.format.syslog;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import java.util.List;

/** What follows {@code <34>} in a line of RFC 5424. Not thread-safe. */
final class ProtocolFields {
    private static final int MOST_DIGITS = 3;
    private static final List<String> NAMES = List.of("ts", "host", "program", "pid", "msg_id");

    private final Stamp stamp;
    private final Cell host;
    private final Program program;
    private final Cell structuredData;
    private final StructuredData elements = new StructuredData();
    private final int[] starts = new int[NAMES.size()];
    private final int[] ends = new int[NAMES.size()];

    ProtocolFields(Stamp stamp, Cell host, Program program, Cell structuredData) {
        this.stamp = stamp;
        this.host = host;
        this.program = program;
        this.structuredData = structuredData;
    }

    /** Whether a version, and then "-" or what may be a date, begin here. */
    static boolean begin(byte[] line, int from, int to) {
        int blank = Bytes.find(line, from, Math.min(to, from + MOST_DIGITS + 1), (byte) ' ');
        if (blank < 0 || Digits.small(line, from, blank) <= 0) {
            return false;
        }
        int at = blank + 1;
        boolean nil = at < to && line[at] == '-' && (at + 1 == to || line[at + 1] == ' ');
        return nil || (at + 10 < to && line[at + 4] == '-' && line[at + 7] == '-' && line[at + 10] == 'T');
    }

    /** Where the message begins. */
    int read(byte[] line, int from, int to, Columns out) {
        int at = Bytes.find(line, from, to, (byte) ' ') + 1;
        int count = 0;
        while (count < starts.length && at < to) {
            int blank = Bytes.find(line, at, to, (byte) ' ');
            starts[count] = at;
            ends[count] = blank < 0 ? to : blank;
            at = blank < 0 ? to : blank + 1;
            count++;
        }
        fill(line, count, out);
        if (count < starts.length || at == to) {
            out.problem("MISSING_FIELDS", count < starts.length ? NAMES.get(count) : structuredData.name(), to);
            return to;
        }
        int end = structuredData(line, at, to, out);
        return end < 0 ? at : message(line, end, to);
    }

    private void fill(byte[] line, int count, Columns out) {
        stamp.readIso(line, starts[0], ends[0], out);
        if (count > 1) {
            host.text(line, starts[1], ends[1], out);
        }
        if (count > 2) {
            program.program(line, starts[2], ends[2], out);
        }
        if (count > 3) {
            program.id(line, starts[3], ends[3], out);
        }
        if (count > 4) {
            program.message(line, starts[4], ends[4], out);
        }
    }

    /** Behind the structured data, or -1 where it is broken. */
    private int structuredData(byte[] line, int from, int to, Columns out) {
        int end = line[from] == '-' ? from + 1 : StructuredData.end(line, from, to);
        if (end < 0 || (end < to && line[end] != ' ')) {
            out.problem("BAD_STRUCTURED_DATA", structuredData.name(), from);
            return -1;
        }
        if (structuredData.wanted() && line[from] == '[') {
            byte[] json = elements.json(line, from, end);
            out.text(structuredData.slot(), json, 0, json.length);
        }
        return end;
    }

    /** Behind the blank and the byte order mark before it. */
    private static int message(byte[] line, int from, int to) {
        int at = from < to && line[from] == ' ' ? from + 1 : from;
        boolean marked =
                to - at >= 3 && line[at] == (byte) 0xef && line[at + 1] == (byte) 0xbb && line[at + 2] == (byte) 0xbf;
        return marked ? at + 3 : at;
    }
}

package dev.sluice.logs.format.access;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;

/** Walks a line from separator to separator. A field that nobody wants is stepped over and not looked into. */
final class AccessParser implements LineParser {
    private final byte[] before;
    private final Field[] fields;
    private final String[] names;
    private final byte[][] ends;
    private final int time;
    private final TimeParser clock;
    private final boolean escapes;

    /**
     * @param before what each line begins with
     * @param fields null where nobody wants the column
     * @param names columns for messages
     * @param ends what follows each field; only the last may be empty
     * @param time which field is the time, or -1
     * @param clock reads that field
     * @param escapes whether a backslash is an escape
     */
    AccessParser(
            byte[] before, Field[] fields, String[] names, byte[][] ends, int time, TimeParser clock, boolean escapes) {
        this.before = before;
        this.fields = fields;
        this.names = names;
        this.ends = ends;
        this.time = time;
        this.clock = clock;
        this.escapes = escapes;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        if (!Bytes.startsWith(line, from, to, before)) {
            reject(out, 0);
            return;
        }
        boolean escaped = escapes && Bytes.find(line, from, to, (byte) '\\') >= 0;
        out.escaped(escaped);
        int at = from + before.length;
        int timeFrom = -1;
        int timeTo = -1;
        for (int i = 0; i < fields.length; i++) {
            byte[] end = ends[i];
            int stop = end.length == 0 ? to : find(line, at, to, end, escaped);
            boolean cut = stop < 0;
            if (cut) {
                stop = end.length > 1 && to > at && line[to - 1] == end[0] ? to - 1 : to;
            }
            if (i == time) {
                timeFrom = at;
                timeTo = stop;
            }
            if (cut && (i < time || isNoTime(line, timeFrom, timeTo))) {
                reject(out, Math.min(i, Math.max(time, 0)));
                return;
            }
            if (fields[i] != null && !dash(line, at, stop)) {
                fields[i].fill(line, at, stop, out);
            }
            if (cut) {
                out.problem("MISSING_FIELDS", names[Math.min(i + 1, names.length - 1)], to);
                return;
            }
            at = stop + end.length;
        }
        if (at < to) {
            out.problem("TRAILING_TEXT", "", at);
        }
    }

    private void reject(Columns out, int field) {
        out.reject("NOT_IN_FORMAT", "the line is not in the format: it does not get past " + names[field]);
    }

    /** A line that ends early and has no time either is none of this format. */
    private boolean isNoTime(byte[] line, int from, int to) {
        return time >= 0 && !dash(line, from, to) && clock.micros(line, from, to) == TimeParser.BAD;
    }

    private static boolean dash(byte[] line, int from, int to) {
        return to - from == 1 && line[from] == '-';
    }

    /** Where {@code text} first begins and is not escaped by a backslash, or -1. */
    private static int find(byte[] line, int from, int to, byte[] text, boolean escaped) {
        int last = to - text.length + 1;
        int start = from;
        while (true) {
            int at = Bytes.find(line, start, last, text[0]);
            if (at < 0
                    || (Bytes.startsWith(line, at, to, text)
                            && !(escaped && text[0] == '"' && isEscaped(line, from, at)))) {
                return at;
            }
            start = at + 1;
        }
    }

    /** True after an odd number of backslashes. */
    private static boolean isEscaped(byte[] line, int from, int at) {
        int first = at;
        while (first > from && line[first - 1] == '\\') {
            first--;
        }
        return ((at - first) & 1) == 1;
    }
}

package dev.sluice.logs.format;

/** Walks a line from separator to separator. A field that nobody wants is stepped over and not looked into. */
final class AccessParser implements LineParser {
    private final byte[] before;
    private final Field[] fields;
    private final String[] names;
    private final byte[][] ends;
    private final int required;

    /**
     * @param before what each line begins with
     * @param fields null where nobody wants the column
     * @param names columns for messages
     * @param ends what follows each field; only the last may be empty
     * @param required fields without which a line is none of this format
     */
    AccessParser(byte[] before, Field[] fields, String[] names, byte[][] ends, int required) {
        this.before = before;
        this.fields = fields;
        this.names = names;
        this.ends = ends;
        this.required = required;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        if (!matches(line, from, to, before)) {
            reject(out, 0);
            return;
        }
        int at = from + before.length;
        for (int i = 0; i < fields.length; i++) {
            byte[] end = ends[i];
            int stop = end.length == 0 ? to : find(line, at, to, end);
            boolean cut = stop < 0;
            if (cut) {
                stop = end.length > 1 && matches(line, to - 1, to, end, 1) && to > at ? to - 1 : to;
            }
            if (cut && i + 1 < required) {
                reject(out, i);
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

    private static boolean dash(byte[] line, int from, int to) {
        return to - from == 1 && line[from] == '-';
    }

    private static boolean matches(byte[] line, int from, int to, byte[] text) {
        return matches(line, from, to, text, text.length);
    }

    private static boolean matches(byte[] line, int from, int to, byte[] text, int count) {
        if (to - from < count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (line[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where {@code text} first begins and is not escaped by a backslash, or -1. */
    private static int find(byte[] line, int from, int to, byte[] text) {
        byte first = text[0];
        int last = to - text.length;
        boolean quoted = first == '"';
        for (int i = from; i <= last; i++) {
            byte b = line[i];
            if (b == first) {
                if (text.length == 1 || matches(line, i, to, text)) {
                    return i;
                }
            } else if (quoted && b == '\\') {
                i++;
            }
        }
        return -1;
    }
}

package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.Bytes;

/**
 * Steps from field to field of a line. Blanks are between the fields. A field in quotes ends at the first quote that a
 * blank or the line's end follows and, where there is a choice, that the next field can begin after: some services
 * write the quotes of a client into their log as they are. Not thread-safe.
 */
final class Walk {
    private byte[] line;
    private int end;
    private int at;
    private boolean escapes;
    private int from;
    private int to;
    private boolean quoted;
    private boolean cut;

    /**
     * Begins a line.
     *
     * @param backslashes whether a quote after a backslash is one of the text
     */
    void begin(byte[] bytes, int first, int last, boolean backslashes) {
        line = bytes;
        at = first;
        end = last;
        escapes = backslashes;
        cut = false;
    }

    /** Goes to the next field, which {@code after} follows; false when the line has none left. */
    boolean next(Field.Meaning meaning, Field.Meaning after) {
        if (!more()) {
            return false;
        }
        byte first = line[at];
        quoted = first == '"' && meaning != Field.Meaning.LIST;
        if (quoted || (first == '[' && meaning == Field.Meaning.BRACKETED)) {
            enclosed(quoted ? (byte) '"' : (byte) ']', after);
        } else {
            int blank = Bytes.find(line, at, end, (byte) ' ');
            from = at;
            to = blank < 0 ? end : blank;
            at = to;
        }
        return true;
    }

    private void enclosed(byte mark, Field.Meaning after) {
        from = at + 1;
        int first = -1;
        int close = Bytes.find(line, from, end, mark);
        while (close >= 0) {
            boolean last = close + 1 == end;
            if ((last || line[close + 1] == ' ') && !(escapes && isEscaped(close))) {
                if (last || begins(close + 2, after)) {
                    break;
                }
                first = first < 0 ? close : first;
            }
            close = Bytes.find(line, close + 1, end, mark);
        }
        int stop = close >= 0 ? close : first;
        cut = stop < 0;
        to = cut ? end : stop;
        at = cut ? end : stop + 1;
    }

    private boolean begins(int place, Field.Meaning after) {
        return place >= end || line[place] == ' ' || after.begins(line[place]);
    }

    /** True after an odd number of backslashes. */
    private boolean isEscaped(int place) {
        int first = place;
        while (first > from && line[first - 1] == '\\') {
            first--;
        }
        return ((place - first) & 1) == 1;
    }

    /** Steps over blanks; true when a field begins behind them. */
    boolean more() {
        while (at < end && line[at] == ' ') {
            at++;
        }
        return at < end;
    }

    /** Where the next field begins. */
    int at() {
        return at;
    }

    /** Where the field's text begins, behind its quote. */
    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean quoted() {
        return quoted;
    }

    /** True when the field's quote or bracket was never closed; it then has the rest of the line. */
    boolean cut() {
        return cut;
    }

    boolean dash() {
        return to - from == 1 && line[from] == '-';
    }
}

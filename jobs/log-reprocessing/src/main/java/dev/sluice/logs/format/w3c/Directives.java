package dev.sluice.logs.format.w3c;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.logs.line.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the lines that begin with # have said so far in a file. Not thread-safe. */
final class Directives {
    private static final byte[] FIELDS = "#Fields:".getBytes(US_ASCII);
    private static final byte[] SOFTWARE = "#Software:".getBytes(US_ASCII);
    private static final byte[] DATE = "#Date:".getBytes(US_ASCII);
    private static final byte[] MICROSOFT = "Microsoft".getBytes(US_ASCII);

    private final Day day = new Day();
    private byte[] fields = {};
    private boolean otherVendor;
    private boolean tabs;

    /** Begins a file. */
    void begin() {
        fields = new byte[0];
        day.clear();
        otherVendor = false;
        tabs = false;
    }

    /** Whether line[from, to) is {@code #Word: ...}. */
    static boolean is(byte[] line, int from, int to) {
        int at = from + 1;
        while (at < to && (Character.isLetter(line[at]) || line[at] == '-')) {
            at++;
        }
        return from < to && line[from] == '#' && at > from + 1 && at < to && line[at] == ':';
    }

    /** Takes a directive; true when it names other fields than the last one that named some. */
    boolean take(byte[] line, int from, int to) {
        if (Bytes.startsWith(line, from, to, SOFTWARE)) {
            int first = Bytes.skipBlanks(line, from + SOFTWARE.length, to);
            otherVendor = !Bytes.startsWith(line, first, to, MICROSOFT);
        } else if (Bytes.startsWith(line, from, to, DATE)) {
            int first = Bytes.skipBlanks(line, from + DATE.length, to);
            int blank = Bytes.find(line, first, to, (byte) ' ');
            day.read(line, first, blank < 0 ? to : blank);
        } else if (Bytes.startsWith(line, from, to, FIELDS)) {
            int first = from + FIELDS.length;
            boolean same = Arrays.equals(line, first, to, fields, 0, fields.length);
            fields = same ? fields : Arrays.copyOfRange(line, first, to);
            tabs = Bytes.find(line, Bytes.skipBlanks(line, first, to), to, (byte) '\t') >= 0;
            return !same;
        }
        return false;
    }

    /** The names of the fields. */
    List<String> names() {
        return Stream.of(new String(fields, UTF_8).split("[ \t]+", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The day of the last {@code #Date:}. */
    Day day() {
        return day;
    }

    /** Whether the last {@code #Software:} is of another vendor than Microsoft. */
    boolean isOtherVendor() {
        return otherVendor;
    }

    /** Whether the fields are named with tabs between. */
    boolean hasTabs() {
        return tabs;
    }
}

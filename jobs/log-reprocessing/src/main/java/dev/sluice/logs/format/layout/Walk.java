package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * Finds the parts of a layout in an event. Those before the message are found from its beginning, those behind it from
 * its end. Not thread-safe.
 */
final class Walk {
    private static final int PADDING = 64;

    private final byte[] before;
    private final Part[] parts;
    private final byte[][] after;
    private final DateReader[] dates;
    private final int message;
    private final boolean dated;
    private final int[] starts;
    private final int[] ends;
    private Levels.Which levels = Levels.Which.KNOWN;
    private int limit;

    Walk(Layout layout, ZoneId zone) {
        List<Part> all = layout.parts();
        this.before = bytes(layout.before());
        this.parts = all.toArray(Part[]::new);
        this.after = layout.after().stream().map(Walk::bytes).toArray(byte[][]::new);
        this.message = layout.message();
        this.dates = all.stream()
                .map(part -> part.kind().time() ? date(part, zone) : null)
                .toArray(DateReader[]::new);
        this.dated = all.stream().anyMatch(part -> part.kind() == Part.Kind.TIME);
        this.starts = new int[parts.length];
        this.ends = new int[parts.length];
    }

    static DateReader date(Part part, ZoneId zone) {
        ZoneId own = part.zone().isEmpty() ? zone : ZoneId.of(part.zone());
        return DatePattern.iso(part.argument())
                ? new IsoDate(own)
                : new PatternDate(DatePattern.of(part.argument()), own, Locale.forLanguageTag(part.locale()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Where a part begins; its padding is none of it. */
    int start(int part) {
        return starts[part];
    }

    int end(int part) {
        return ends[part];
    }

    int message() {
        return message;
    }

    /** Whether a line is the first of an event. */
    boolean begins(byte[] line, int from, int to) {
        return find(line, from, to, dated ? Levels.Which.CAPITAL : Levels.Which.KNOWN, true);
    }

    /** Finds all parts before the message, where the level is one that is known. */
    boolean findKnown(byte[] event, int from, int to) {
        return find(event, from, to, Levels.Which.KNOWN, false);
    }

    /** As {@link #findKnown}, with a level of the program's own; never without a time. */
    boolean findOther(byte[] event, int from, int to) {
        return dated && find(event, from, to, Levels.Which.CAPITAL, false);
    }

    private boolean find(byte[] line, int from, int to, Levels.Which which, boolean firstLine) {
        if (!Bytes.startsWith(line, from, to, before)) {
            return false;
        }
        levels = which;
        limit = Search.lineEnd(line, from, to);
        int at = from + before.length;
        for (int i = 0; i < message; i++) {
            boolean breaks = after[i].length > 0 && after[i][0] == '\n';
            int stop = at > limit ? -1 : stop(i, line, at);
            if (stop < 0 || (breaks && firstLine)) {
                return stop >= 0;
            }
            at = breaks ? nextLine(i, line, stop, to) : stop + after[i].length;
            if (at < 0) {
                return false;
            }
        }
        starts[message] = at;
        return true;
    }

    /** Behind the line break at {@code stop} and the text that follows it, or -1. */
    private int nextLine(int part, byte[] line, int stop, int to) {
        int at = stop < to && line[stop] == '\r' ? stop + 1 : stop;
        byte[] text = after[part];
        if (at >= to || line[at] != '\n') {
            return -1;
        }
        at++;
        limit = Search.lineEnd(line, at, to);
        for (int i = 1; i < text.length; i++, at++) {
            if (at >= limit || line[at] != text[i]) {
                return -1;
            }
        }
        return at;
    }

    /** Sets the bounds of a part and tells where the text behind it begins, or -1. */
    private int stop(int i, byte[] line, int at) {
        Part part = parts[i];
        if (part.kind().endsItself()) {
            int first = own(i, line, at);
            return first < 0 ? -1 : unpad(i, line, at, first);
        }
        starts[i] = part.padded() ? Bytes.skipBlanks(line, at, limit) : at;
        byte[] text = after[i];
        int stop;
        if (text.length == 0) {
            stop = Search.characters(line, at, limit, part.width());
        } else if (text[0] == '\n') {
            stop = limit;
        } else if (isClosing(i)) {
            stop = Search.closing(line, starts[i], limit, text);
        } else if (isBeforeWord(i)) {
            int next = Search.find(line, starts[i], limit, after[i + 1]);
            stop = next < 0 ? -1 : Search.findLast(line, starts[i], next, text);
        } else {
            stop = first(i, line);
        }
        if (stop < 0) {
            return -1;
        }
        int end = part.padded() ? Search.unpadded(line, starts[i], stop) : stop;
        ends[i] = end;
        if (part.kind() == Part.Kind.WORD && Bytes.find(line, starts[i], end, (byte) ' ') >= 0) {
            return -1;
        }
        int width = at + part.width();
        boolean small = part.padded() && stop < width && width <= limit && text.length > 0;
        return small && Bytes.skipBlanks(line, stop, width) == width && Bytes.startsWith(line, width, limit, text)
                ? width
                : stop;
    }

    /** Where the text behind a part first stands before something that can be the next part. */
    private int first(int i, byte[] line) {
        byte[] text = after[i];
        Part next = parts[i + 1];
        boolean look = next.kind().level() || next.kind().number();
        int stop = Search.find(line, starts[i], limit, text);
        while (look && stop >= 0 && own(i + 1, line, stop + text.length) < 0) {
            stop = Search.find(line, stop + 1, limit, text);
        }
        return stop;
    }

    /** Whether the part stands alone between brackets, which are balanced then. */
    private boolean isClosing(int i) {
        byte[] text = i == 0 ? before : after[i - 1];
        byte open = text.length == 0 ? 0 : text[text.length - 1];
        return (open == '[' && after[i][0] == ']') || (open == '(' && after[i][0] == ')');
    }

    /** Whether a word follows that cannot have the text between the two in it. */
    private boolean isBeforeWord(int i) {
        return i + 1 < message
                && parts[i].kind() == Part.Kind.TEXT
                && parts[i + 1].kind() == Part.Kind.WORD
                && after[i][0] != ' '
                && after[i + 1].length > 0
                && after[i + 1][0] != '\n';
    }

    /** The end of a part that shows its end itself, behind blanks, or -1; its beginning is put down. */
    private int own(int i, byte[] line, int from) {
        Part.Kind kind = parts[i].kind();
        // Bounded, for this is asked at each place where the text before may stand.
        int start = Bytes.skipBlanks(line, from, Math.min(limit, from + PADDING + parts[i].width()));
        starts[i] = start;
        int end;
        if (kind.time()) {
            end = dates[i].end(line, start, limit);
        } else if (kind.level()) {
            end = Levels.end(line, start, limit, kind == Part.Kind.LEVEL ? levels : Levels.Which.ANY);
        } else {
            end = Search.number(line, start, limit);
        }
        ends[i] = end;
        return end;
    }

    /** Steps over the padding behind a part so that the text behind it follows, or -1. */
    private int unpad(int i, byte[] line, int at, int end) {
        byte[] text = after[i];
        int width = Math.min(limit, at + parts[i].width());
        if (width > end && Bytes.skipBlanks(line, end, width) == width && Search.follows(line, width, limit, text)) {
            return width;
        }
        if (Search.follows(line, end, limit, text)) {
            return end;
        }
        int blanks = Bytes.skipBlanks(line, end, limit) - Search.blanks(text);
        return blanks > end && Search.follows(line, blanks, limit, text) ? blanks : -1;
    }

    /**
     * Finds the parts behind the message, of which the last ends at {@code end}, and the end of the message.
     *
     * @return the part that was not found, or -1 where all were
     */
    int findBehind(byte[] event, int end) {
        int at = end;
        for (int i = parts.length - 1; i >= message; i--) {
            byte[] text = after[i];
            int stop = i == parts.length - 1
                    ? Search.endsWith(event, starts[message], at, text)
                    : Search.findLast(event, starts[message], at, text);
            if (stop < 0) {
                return i;
            }
            if (i < parts.length - 1) {
                starts[i + 1] = stop + text.length;
                trim(i + 1, event, at);
            }
            at = stop;
            ends[i] = stop;
        }
        return -1;
    }

    private void trim(int i, byte[] event, int end) {
        ends[i] = end;
        if (parts[i].padded()) {
            starts[i] = Bytes.skipBlanks(event, starts[i], end);
            ends[i] = Search.unpadded(event, starts[i], end);
        }
    }
}

package dev.sluice.logs.format.error;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.logs.line.Bytes;
import java.util.List;

/** Finds an {@link ErrorPart} in a line, and where its items are. Not thread-safe. */
final class PartMatch {
    static final int NONE = -1;

    private final byte[][] texts;
    private final List<Item> items;
    private final boolean printed;
    private final int[] from;
    private final int[] to;

    PartMatch(ErrorPart part) {
        this.texts = part.tokens().stream()
                .filter(String.class::isInstance)
                .map(text -> ((String) text).getBytes(UTF_8))
                .toArray(byte[][]::new);
        this.items = part.items();
        this.printed = part.printed();
        this.from = new int[items.size()];
        this.to = new int[items.size()];
    }

    List<Item> items() {
        return items;
    }

    boolean printed() {
        return printed;
    }

    byte[] prefix() {
        return texts[0];
    }

    int from(int item) {
        return from[item];
    }

    int to(int item) {
        return to[item];
    }

    /** Behind the part when it stands at {@code at}, or NONE. */
    int end(byte[] line, int at, int end) {
        if (!Bytes.startsWith(line, at, end, texts[0])) {
            return NONE;
        }
        int place = at + texts[0].length;
        for (int i = 0; i < items.size(); i++) {
            byte[] next = texts[i + 1];
            int stop = next.length == 0 ? word(line, place, end) : text(line, place, end, next, items.get(i));
            if (stop == NONE || !items.get(i).takes(line, place, stop)) {
                return NONE;
            }
            from[i] = place;
            to[i] = stop;
            place = stop + next.length;
        }
        return place;
    }

    /** Whether the part is all of line[at, end), where its last item may have blanks. */
    boolean whole(byte[] line, int at, int end) {
        byte[] behind = texts[texts.length - 1];
        if (items.size() != 1) {
            return end(line, at, end) == end;
        }
        int first = at + texts[0].length;
        int stop = end - behind.length;
        if (stop < first
                || !Bytes.startsWith(line, stop, end, behind)
                || !items.get(0).takes(line, first, stop)) {
            return false;
        }
        from[0] = first;
        to[0] = stop;
        return true;
    }

    private static int word(byte[] line, int from, int end) {
        int blank = Bytes.find(line, from, end, (byte) ' ');
        return blank < 0 ? end : blank;
    }

    /** Where {@code text} begins. The words of a system's error may have a colon, but none with a blank behind it. */
    private static int text(byte[] line, int from, int end, byte[] text, Item item) {
        int at = from;
        while (true) {
            at = Bytes.find(line, at, end, text[0]);
            if (at < 0) {
                return NONE;
            }
            int behind = at + text.length;
            if (Bytes.startsWith(line, at, end, text)
                    && (item.letter() != 'E' || behind == end || line[behind] == ' ')) {
                return at;
            }
            at++;
        }
    }
}

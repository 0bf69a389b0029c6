package dev.sluice.logs.format.journald;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.JsonText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Fields as one JSON object, as {@code journalctl -o json} has them: a field that is there several times is an array, and a
 * value that is no UTF-8 an array of its bytes as numbers. Not thread-safe.
 */
final class OtherFields {
    /** Name and value of a field, as four places in the entry. */
    private static final int PLACES = 4;

    private static final int INITIAL = 32;

    private final JsonText json = new JsonText();
    private final Map<String, Integer> last = new HashMap<>();
    private int[] places = new int[INITIAL * PLACES];
    /** The next field of the same name, 0 where there is none. */
    private int[] next = new int[INITIAL];

    private boolean[] first = new boolean[INITIAL];
    private int count;

    void begin() {
        count = 0;
        last.clear();
    }

    void add(byte[] line, int nameFrom, int nameTo, int from, int to) {
        if (count == next.length) {
            next = Arrays.copyOf(next, 2 * count);
            first = Arrays.copyOf(first, 2 * count);
            places = Arrays.copyOf(places, 2 * count * PLACES);
        }
        int at = count * PLACES;
        places[at] = nameFrom;
        places[at + 1] = nameTo;
        places[at + 2] = from;
        places[at + 3] = to;
        next[count] = 0;
        Integer before = last.put(new String(line, nameFrom, nameTo - nameFrom, ISO_8859_1), count);
        first[count] = before == null;
        if (before != null) {
            next[before] = count;
        }
        count++;
    }

    /** Puts the object into the column; none where there are no fields. */
    void fill(Cell cell, byte[] line, Columns out) {
        if (count == 0) {
            return;
        }
        json.begin();
        for (int i = 0; i < count; i++) {
            if (first[i]) {
                json.name(line, places[i * PLACES], places[i * PLACES + 1]);
                values(i, line);
            }
        }
        byte[] text = json.end();
        out.text(cell.slot(), text, 0, text.length);
    }

    private void values(int field, byte[] line) {
        if (next[field] == 0) {
            value(field, line);
            return;
        }
        json.openList();
        int at = field;
        do {
            json.element();
            value(at, line);
            at = next[at];
        } while (at > 0);
        json.closeList();
    }

    private void value(int field, byte[] line) {
        int from = places[field * PLACES + 2];
        int to = places[field * PLACES + 3];
        if (UTF8String.fromBytes(line, from, to - from).isValid()) {
            json.value(line, from, to);
            return;
        }
        json.openList();
        for (int i = from; i < to; i++) {
            json.element();
            json.number(line[i] & 0xff);
        }
        json.closeList();
    }
}

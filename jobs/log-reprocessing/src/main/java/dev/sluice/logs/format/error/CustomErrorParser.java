package dev.sluice.logs.format.error;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** Reads {@link CustomErrorFormat}: the parts before the message in their order, those behind it from the end. */
final class CustomErrorParser implements LineParser {
    private static final int CODE = 7;

    private final PartMatch[] parts;
    private final int message;
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<String, TimeParser> clocks = new HashMap<>();
    private final Map<Item, List<String>> columns = new HashMap<>();

    CustomErrorParser(List<ErrorPart> parts, StructType wanted, ZoneId zone) {
        this.parts = parts.stream().map(PartMatch::new).toArray(PartMatch[]::new);
        int place = 0;
        for (int i = 0; i < this.parts.length; i++) {
            place = parts.get(i).has('M') ? i : place;
            for (Item item : parts.get(i).items()) {
                columns.put(item, item.names());
                item.names().forEach(name -> cells.put(name, Cell.of(wanted, name)));
                if (item.letter() == 't') {
                    clocks.put(item.argument(), Strftime.of(pattern(item.argument()), zone));
                }
            }
        }
        this.message = place;
    }

    /** The names of an item's columns, which DDL is too slow to tell for each line. */
    private List<String> names(Item item) {
        return columns.get(item);
    }

    private static String pattern(String argument) {
        String fraction = argument.contains("u") ? ".%f" : "";
        String zone = argument.contains("z") ? " %z" : "";
        return (argument.contains("c") ? "%Y-%m-%d %H:%M:%S" + fraction : "%a %b %d %H:%M:%S" + fraction + " %Y")
                + zone;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        out.escaped(Bytes.find(line, from, to, (byte) '\\') >= 0);
        int at = from;
        for (int i = 0; i < message; i++) {
            int end = parts[i].end(line, at, to);
            if (end == PartMatch.NONE && parts[i].printed()) {
                out.reject("NOT_IN_FORMAT", "the line is not in the format: it does not get past " + name(parts[i]));
                return;
            }
            if (end != PartMatch.NONE) {
                fill(parts[i], line, out);
                at = end;
            }
        }
        byte[] before = parts[message].prefix();
        if (!Bytes.startsWith(line, at, to, before) || at + before.length == to) {
            out.problem("MISSING_FIELDS", "message", at);
            return;
        }
        text(line, at + before.length, to, out);
    }

    private String name(PartMatch part) {
        return part.items().isEmpty() ? "its text" : names(part.items().get(0)).get(0);
    }

    private void text(byte[] line, int from, int to, Columns out) {
        int end = to;
        for (int i = parts.length - 1; i > message; i--) {
            int start = Bytes.findLast(line, from, end, parts[i].prefix());
            if (start >= 0 && parts[i].whole(line, start, end)) {
                fill(parts[i], line, out);
                end = start;
            }
        }
        int at = from;
        if (at + CODE < end && line[at] == 'A' && line[at + 1] == 'H' && line[at + CODE] == ':') {
            if (Digits.small(line, at + 2, at + CODE) >= 0) {
                cells.get("code").text(line, at, at + CODE, out);
                at = Bytes.skipBlanks(line, at + CODE + 1, end);
            }
        }
        cells.get("message").escaped(line, at, end, out);
    }

    private void fill(PartMatch part, byte[] line, Columns out) {
        for (int i = 0; i < part.items().size(); i++) {
            fill(part.items().get(i), line, part.from(i), part.to(i), out);
        }
    }

    private void fill(Item item, byte[] line, int from, int to, Columns out) {
        Cell first = cells.get(names(item).get(0));
        switch (item.letter()) {
            case 't' -> first.time(clocks.get(item.argument()), line, from, to, out);
            case 'P', 'T' -> first.bigint(line, from, to, out);
            case 'k' -> first.integer(line, from, to, out);
            case 'a', 'A' -> address(first, cells.get(names(item).get(1)), line, from, to, out);
            case 'E' -> systemError(line, from, to, out);
            case 'F' -> place(line, from, to, out);
            case 'i', 'e', 'n' -> first.escaped(line, from, to, out);
            default -> first.text(line, from, to, out);
        }
    }

    private static void address(Cell ip, Cell port, byte[] line, int from, int to, Columns out) {
        int colon = to - 1;
        while (colon >= from && line[colon] != ':') {
            colon--;
        }
        ip.text(line, from, colon < from ? to : colon, out);
        if (colon >= from) {
            port.integer(line, colon + 1, to, out);
        }
    }

    private void systemError(byte[] line, int from, int to, Columns out) {
        int close = Bytes.find(line, from, to, (byte) ')');
        if (close > from) {
            cells.get("os_error_code").text(line, from + 1, close, out);
            cells.get("os_error").text(line, close + 1, to, out);
        }
    }

    private void place(byte[] line, int from, int to, Columns out) {
        int open = Bytes.find(line, from, to, (byte) '(');
        if (open > from) {
            cells.get("source_file").text(line, from, open, out);
            cells.get("source_line").integer(line, open + 1, to - 1, out);
        }
    }
}

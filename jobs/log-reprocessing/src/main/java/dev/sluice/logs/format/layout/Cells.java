package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** The columns of a part and how they are filled. Not thread-safe. */
final class Cells {
    private final Part.Kind kind;
    private final List<Cell> cells;
    private final Cell first;
    private final TimeParser clock;
    private final byte[] missing;

    Cells(Part part, StructType wanted, ZoneId zone) {
        this.kind = part.kind();
        this.cells = part.columns().stream()
                .map(column -> Cell.of(wanted, column.substring(0, column.indexOf(' '))))
                .toList();
        this.first = cells.isEmpty() ? new Cell("", -1) : cells.get(0);
        this.clock = kind.time() ? Walk.date(part, zone) : null;
        this.missing = kind.time() ? new byte[0] : part.argument().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    boolean wanted() {
        return cells.stream().anyMatch(Cell::wanted);
    }

    String name() {
        return first.name();
    }

    void fill(byte[] line, int from, int to, Columns out) {
        switch (kind) {
            case TIME, TIME_OF_DAY -> first.time(clock, line, from, to, out);
            case INTEGER, NUMBER -> number(first, line, from, to, out);
            case LEVEL, OTHER_LEVEL, TEXT, WORD -> text(line, from, to, out);
            case LOCATION -> location(line, from, to, out);
            case SOURCE -> source((byte) ' ', line, from, to, out);
            case CALLER -> source((byte) '.', line, from, to, out);
            case MESSAGE -> out.text(first.slot(), line, from, to);
            case IGNORED -> {}
        }
    }

    private void number(Cell cell, byte[] line, int from, int to, Columns out) {
        if (!isUnknown(line, from, to)) {
            if (kind == Part.Kind.NUMBER) {
                cell.bigint(line, from, to, out);
            } else {
                cell.integer(line, from, to, out);
            }
        }
    }

    private void text(byte[] line, int from, int to, Columns out) {
        if (from < to && !isUnknown(line, from, to) && !Arrays.equals(line, from, to, missing, 0, missing.length)) {
            out.text(first.slot(), line, from, to);
        }
    }

    /** A question mark is what Java's libraries write for a place that they do not know. */
    private static boolean isUnknown(byte[] line, int from, int to) {
        return to - from == 1 && line[from] == '?';
    }

    private void source(byte between, byte[] line, int from, int to, Columns out) {
        int last = last(between, line, from, to);
        first.text(line, from, last < 0 ? to : last, out);
        if (last >= 0) {
            cells.get(1).text(line, last + 1, to, out);
        }
    }

    private void location(byte[] line, int from, int to, Columns out) {
        int open = last((byte) '(', line, from, to);
        if (open < 0 || line[to - 1] != ')') {
            if (from < to && !isUnknown(line, from, to)) {
                out.problem("BAD_LOCATION", first.name(), from);
            }
            return;
        }
        source((byte) '.', line, from, open, out);
        int colon = Bytes.find(line, open, to, (byte) ':');
        cells.get(2).text(line, open + 1, colon < 0 ? to - 1 : colon, out);
        if (colon >= 0) {
            number(cells.get(3), line, colon + 1, to - 1, out);
        }
    }

    private static int last(byte wanted, byte[] line, int from, int to) {
        int at = to - 1;
        while (at > from && line[at] != wanted) {
            at--;
        }
        return at > from ? at : -1;
    }
}

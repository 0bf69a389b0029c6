package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Reads events of the first layout that fits each. Not thread-safe. */
final class LayoutParser implements LineParser {
    private final Walk[] walks;
    private final Cells[][] cells;
    private final Trace trace;
    private final Cell exception;
    private final Cell stackTrace;
    private final boolean[] wanted;

    LayoutParser(List<Layout> layouts, Trace trace, StructType wanted, ZoneId zone) {
        int size = layouts.size();
        this.walks = layouts.stream().map(layout -> new Walk(layout, zone)).toArray(Walk[]::new);
        this.cells = new Cells[size][];
        this.wanted = new boolean[size];
        this.trace = trace;
        this.exception = Cell.of(wanted, "exception");
        this.stackTrace = Cell.of(wanted, "stack_trace");
        for (int i = 0; i < size; i++) {
            cells[i] = layouts.get(i).parts().stream()
                    .map(part -> new Cells(part, wanted, zone))
                    .toArray(Cells[]::new);
            this.wanted[i] = exception.wanted() || stackTrace.wanted();
            for (int part = walks[i].message(); part < cells[i].length; part++) {
                this.wanted[i] |= cells[i][part].wanted();
            }
        }
    }

    @Override
    public boolean continues(byte[] line, int from, int to) {
        for (Walk walk : walks) {
            if (walk.begins(line, from, to)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        for (int i = 0; i < walks.length; i++) {
            if (walks[i].findKnown(line, from, to)) {
                fill(i, line, to, out);
                return;
            }
        }
        for (int i = 0; i < walks.length; i++) {
            if (walks[i].findOther(line, from, to)) {
                fill(i, line, to, out);
                return;
            }
        }
        out.reject("NOT_IN_FORMAT", "the line is not in the format: it does not get to the message");
    }

    private void fill(int layout, byte[] line, int to, Columns out) {
        Walk walk = walks[layout];
        Cells[] columns = cells[layout];
        int message = walk.message();
        for (int i = 0; i < message; i++) {
            columns[i].fill(line, walk.start(i), walk.end(i), out);
        }
        if (!wanted[layout]) {
            return;
        }
        int start = walk.start(message);
        int traceStart = trace.find(line, start, to);
        int end = withoutBreaks(line, start, traceStart);
        int missing = walk.findBehind(line, end);
        if (missing >= 0) {
            columns[message].fill(line, start, end, out);
            out.problem("MISSING_FIELDS", columns[Math.min(missing + 1, columns.length - 1)].name(), end);
        } else {
            for (int i = message; i < columns.length; i++) {
                columns[i].fill(line, walk.start(i), walk.end(i), out);
            }
        }
        if (traceStart < to) {
            out.text(stackTrace.slot(), line, traceStart, withoutBreaks(line, traceStart, to));
            if (trace.nameStart() >= 0) {
                out.text(exception.slot(), line, trace.nameStart(), trace.nameEnd());
            }
        }
    }

    private static int withoutBreaks(byte[] line, int from, int to) {
        int end = to;
        while (end > from && (line[end - 1] == '\n' || line[end - 1] == '\r')) {
            end--;
        }
        return end;
    }
}

package dev.sluice.logs.format.cef;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.Names;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** From a key to its column. Not thread-safe. */
final class Extension {
    private final Names keys;
    private final DeclaredCell[] cells;

    Extension(List<Key> all, StructType wanted, ZoneId zone) {
        List<String> names = List.of(wanted.fieldNames());
        List<Key> some = all.stream().filter(key -> names.contains(key.name())).toList();
        DeclaredCell[] known = DeclaredCell.of(wanted, zone);
        EventTime time = new EventTime(zone);
        this.keys = new Names(some.stream().map(Key::key).toList());
        this.cells = some.stream()
                .map(key -> known[names.indexOf(key.name())])
                .map(cell -> cell.type() instanceof TimestampType
                        ? new DeclaredCell(cell.slot(), cell.name(), cell.type(), time)
                        : cell)
                .toArray(DeclaredCell[]::new);
    }

    /** The cell of a key, or -1 where nobody wants it. */
    int find(byte[] line, int from, int to) {
        return keys.find(line, from, to);
    }

    /** Fills a cell; no value is null, and of a key that is there twice the last counts. */
    void fill(int cell, byte[] value, int from, int to, int at, Columns out) {
        cells[cell].clear(out);
        if (from < to) {
            cells[cell].fill(value, from, to, at, out);
        }
    }
}

package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The columns of a table that a step makes. */
final class Columns {
    static final String ITEM = "_item";

    private Columns() {}

    /** An identifier for SQL; dots in it are part of the name. */
    static String quoted(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    static List<String> withoutItem(Dataset<Row> table) {
        return Arrays.stream(table.columns()).filter(name -> !name.equals(ITEM)).toList();
    }

    /** The same rows with {@code _item}, where there is one, as the last column. */
    static Dataset<Row> itemLast(String name, Dataset<Row> table) {
        List<String> all = List.of(table.columns());
        long items = all.stream().filter(ITEM::equals).count();
        if (items > 1) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot build table \"" + name + "\": it has " + items
                            + " columns _item (name the columns in the SELECT, with _item of one side)");
        }
        if (items == 0 || all.get(all.size() - 1).equals(ITEM)) {
            return table;
        }
        return table.select(Stream.concat(withoutItem(table).stream(), Stream.of(ITEM))
                .map(column -> col(quoted(column)))
                .toArray(Column[]::new));
    }
}

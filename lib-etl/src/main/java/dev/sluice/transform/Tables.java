package dev.sluice.transform;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Named tables inside a run. Rejects of a table "x" are the table "x.rejects".
 *
 * @param all in the order in which they were made
 */
public record Tables(Map<String, Dataset<Row>> all) {
    public Tables {
        all = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    public static Tables none() {
        return new Tables(Map.of());
    }

    public Dataset<Row> table(String name) {
        Dataset<Row> found = all.get(name);
        if (found == null) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot find table \"" + name + "\" (there are: " + String.join(", ", all.keySet()) + ")");
        }
        return found;
    }

    /** Makes each table a temporary view of the session that it was built in, under its own name. */
    public void registerViews() {
        all.forEach((name, table) -> table.createOrReplaceTempView(Columns.quoted(name)));
    }

    public Tables with(String name, Dataset<Row> table) {
        Map<String, Dataset<Row>> more = new LinkedHashMap<>(all);
        more.put(name, table);
        return new Tables(more);
    }
}

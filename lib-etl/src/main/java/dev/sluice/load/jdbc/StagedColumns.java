package dev.sluice.load.jdbc;

import dev.sluice.load.DeletedColumn;
import dev.sluice.load.Mode;
import dev.sluice.load.StateHash;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.table.Handover;
import dev.sluice.table.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as they are staged: structs, arrays, maps and variants as JSON texts, {@code _item} as the load's key.
 *
 * @param flat the rows with atomic columns alone
 * @param original the rows' schema before
 */
record StagedColumns(Dataset<Row> flat, StructType original) {
    static StagedColumns of(Dataset<Row> given, LoadId load, JdbcSink sink) {
        Dataset<Row> rows = told(given, sink);
        List<Column> columns = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            Column value = functions.col(quoted(field.name()));
            if (field.name().equals(JdbcLayout.ITEM)) {
                value = Item.loadKey(load, value);
            } else if (Json.nested(field.dataType())) {
                value = Json.text(value, field.dataType());
            } else if (field.dataType() instanceof NullType) {
                value = value.cast("string");
            }
            columns.add(value.as(field.name()));
        }
        if (sink.mode() == Mode.HISTORY) {
            columns.add(StateHash.of(rows.schema(), sink.key(), sink.version()).as(JdbcHistory.HASH));
        }
        return new StagedColumns(rows.select(columns.toArray(new Column[0])), rows.schema());
    }

    /** A row of which nobody says that it was deleted was not: states are not told apart by that. */
    private static Dataset<Row> told(Dataset<Row> rows, JdbcSink sink) {
        return sink.deleted()
                .map(name ->
                        DeletedColumn.of(rows.schema(), name, sink.describe()).name())
                .map(name ->
                        rows.withColumn(name, functions.coalesce(functions.col(quoted(name)), functions.lit(false))))
                .orElse(rows);
    }

    StructType schema() {
        return flat.schema();
    }

    void write(StagingTable staging, int writers) {
        Handover.write(flat.coalesce(writers), staging);
    }

    /** Some of the columns, under other names and types. */
    StagedColumns as(List<String> names, StructType types) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            StructField field = types.apply(i);
            columns.add(
                    functions.col(quoted(names.get(i))).cast(field.dataType()).as(field.name()));
        }
        return new StagedColumns(flat.select(columns.toArray(new Column[0])), original);
    }

    /** Staged rows, read back, with the columns that they had; null those that are not staged. */
    Dataset<Row> restored(Dataset<Row> read) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : original.fields()) {
            boolean there = List.of(read.columns()).stream().anyMatch(field.name()::equalsIgnoreCase);
            Column value = there ? functions.col(quoted(field.name())) : functions.lit(null);
            columns.add(restored(value, field.dataType()).as(field.name()));
        }
        return read.select(columns.toArray(new Column[0]));
    }

    /** A value of a database as the type that it had. */
    static Column restored(Column value, DataType type) {
        return Json.nested(type) ? Json.value(value.cast("string"), type) : value.cast(type);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}

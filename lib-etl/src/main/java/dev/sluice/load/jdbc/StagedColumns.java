package dev.sluice.load.jdbc;

import dev.sluice.load.Mode;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.table.Handover;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;

/**
 * Rows as they are staged: structs, arrays, maps and variants as JSON texts, {@code _item} as the load's key.
 *
 * @param flat the rows with atomic columns alone
 * @param original the rows' schema before
 */
record StagedColumns(Dataset<Row> flat, StructType original) {
    static StagedColumns of(Dataset<Row> rows, LoadId load, JdbcSink sink) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            Column value = functions.col(quoted(field.name()));
            if (field.name().equals(JdbcLayout.ITEM)) {
                value = Item.loadKey(load, value);
            } else if (nested(field.dataType())) {
                value = functions.to_json(value);
            } else if (field.dataType() instanceof NullType) {
                value = value.cast("string");
            }
            columns.add(value.as(field.name()));
        }
        if (sink.mode() == Mode.HISTORY) {
            columns.add(hash(rows.schema(), sink).as(JdbcHistory.HASH));
        }
        return new StagedColumns(rows.select(columns.toArray(new Column[0])), rows.schema());
    }

    StructType schema() {
        return flat.schema();
    }

    /** Of all that may differ between two states. Spark's hash passes over nulls, so where they are is told besides. */
    private static Column hash(StructType rows, JdbcSink sink) {
        List<Column> parts = new ArrayList<>();
        List<Column> present = new ArrayList<>();
        for (StructField field : rows.fields()) {
            boolean tells = Stream.concat(sink.key().stream(), sink.version().stream())
                    .noneMatch(field.name()::equalsIgnoreCase);
            if (tells && !field.name().equals(JdbcLayout.ITEM)) {
                Column value = functions.col(quoted(field.name()));
                parts.add(nested(field.dataType()) ? functions.to_json(value) : value);
                present.add(value.isNull());
            }
        }
        parts.add(functions.array(present.toArray(new Column[0])));
        return functions.xxhash64(parts.toArray(new Column[0]));
    }

    static boolean nested(DataType type) {
        return type instanceof StructType
                || type instanceof ArrayType
                || type instanceof MapType
                || type instanceof VariantType;
    }

    void write(StagingTable staging, int writers) {
        Handover.write(flat.coalesce(writers), staging);
    }

    /** Staged rows, read back, with the columns that they had. */
    Dataset<Row> restored(Dataset<Row> read) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : original.fields()) {
            Column value = functions.col(quoted(field.name()));
            if (field.dataType() instanceof VariantType) {
                value = functions.parse_json(value);
            } else if (nested(field.dataType())) {
                value = functions.from_json(value, field.dataType());
            } else {
                value = value.cast(field.dataType());
            }
            columns.add(value.as(field.name()));
        }
        return read.select(columns.toArray(new Column[0]));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}

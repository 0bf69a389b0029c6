package dev.sluice.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/** A BIGINT that tells rows apart: Spark's xxhash64, which sees neither nulls nor the order in maps, made to see both. */
public final class RowHash {
    private RowHash() {}

    /** The hash of some columns; nested ones by their JSON. */
    public static Column of(List<StructField> columns) {
        List<Column> parts = new ArrayList<>();
        List<Column> present = new ArrayList<>();
        for (StructField field : columns) {
            Column value = functions.col("`" + field.name().replace("`", "``") + "`");
            parts.add(Json.nested(field.dataType()) ? Json.text(value, field.dataType()) : value);
            present.add(value.isNull());
        }
        parts.add(functions.array(present.toArray(new Column[0])));
        return functions.xxhash64(parts.toArray(new Column[0]));
    }
}

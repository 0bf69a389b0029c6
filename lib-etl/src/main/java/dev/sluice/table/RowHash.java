package dev.sluice.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;

/** A BIGINT that tells rows apart: Spark's xxhash64, which sees neither nulls nor the order in maps, made to see both. */
public final class RowHash {
    private RowHash() {}

    /** The hash of some columns; nested ones by their JSON. */
    public static Column of(List<StructField> columns) {
        List<Column> parts = new ArrayList<>();
        List<Column> present = new ArrayList<>();
        for (StructField field : columns) {
            Column value = functions.col("`" + field.name().replace("`", "``") + "`");
            parts.add(nested(field.dataType()) ? functions.to_json(value) : value);
            present.add(value.isNull());
        }
        parts.add(functions.array(present.toArray(new Column[0])));
        return functions.xxhash64(parts.toArray(new Column[0]));
    }

    /** True for a type that has other types in it, which databases get as JSON. */
    public static boolean nested(DataType type) {
        return type instanceof StructType
                || type instanceof ArrayType
                || type instanceof MapType
                || type instanceof VariantType;
    }
}

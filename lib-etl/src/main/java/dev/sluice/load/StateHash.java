package dev.sluice.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;

/** By what a history tells the states of a row apart: a hash of all that may differ between two of them. */
public final class StateHash {
    private static final String ITEM = "_item";

    private StateHash() {}

    /** A BIGINT over all columns but the key, the version and {@code _item}. */
    public static Column of(StructType rows, List<String> key, Optional<String> version) {
        List<Column> parts = new ArrayList<>();
        List<Column> present = new ArrayList<>();
        for (StructField field : rows.fields()) {
            boolean tells = Stream.concat(key.stream(), version.stream()).noneMatch(field.name()::equalsIgnoreCase);
            if (tells && !field.name().equals(ITEM)) {
                Column value = functions.col("`" + field.name().replace("`", "``") + "`");
                parts.add(nested(field.dataType()) ? functions.to_json(value) : value);
                present.add(value.isNull());
            }
        }
        // Spark's hash passes over nulls, so where they are is told besides.
        parts.add(functions.array(present.toArray(new Column[0])));
        return functions.xxhash64(parts.toArray(new Column[0]));
    }

    private static boolean nested(DataType type) {
        return type instanceof StructType
                || type instanceof ArrayType
                || type instanceof MapType
                || type instanceof VariantType;
    }
}

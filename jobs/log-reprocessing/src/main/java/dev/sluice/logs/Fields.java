package dev.sluice.logs;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Fewer columns of a table, and fewer fields of its structs. */
final class Fields {
    private Fields() {}

    /** The columns and fields of {@code some}, in its order; all are in the table. */
    static Dataset<Row> of(Dataset<Row> table, StructType some) {
        StructType all = table.schema();
        return table.select(Arrays.stream(some.fields())
                .map(field -> one(
                        table.col(quoted(field.name())), all.apply(field.name()).dataType(), field))
                .toArray(Column[]::new));
    }

    private static Column one(Column whole, DataType all, StructField some) {
        if (some.dataType().equals(all) || !(some.dataType() instanceof StructType struct)) {
            return whole.as(some.name());
        }
        StructType fields = (StructType) all;
        return functions
                .struct(Arrays.stream(struct.fields())
                        .map(field -> one(
                                whole.getField(field.name()),
                                fields.apply(field.name()).dataType(),
                                field))
                        .toArray(Column[]::new))
                .as(some.name());
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}

package dev.sluice.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows of a batch as Spark's public ones, to be made what they were by a query. Texts are bytes in them, for a line that is
 * no UTF-8 would not outlive a Java string; times are numbers, for Spark's settings say what class they would have.
 */
final class PlainRow {
    private PlainRow() {}

    /** The same columns with BINARY for STRING, BIGINT for TIMESTAMP and INT for DATE. */
    static StructType plain(StructType columns) {
        StructType all = new StructType();
        for (var field : columns.fields()) {
            all = all.add(field.name(), plain(field.dataType()), field.nullable());
        }
        return all;
    }

    private static DataType plain(DataType type) {
        if (type instanceof StructType struct) {
            return plain(struct);
        }
        if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(plain(array.elementType()), array.containsNull());
        }
        if (type instanceof TimestampType) {
            return DataTypes.LongType;
        }
        if (type instanceof DateType) {
            return DataTypes.IntegerType;
        }
        return type instanceof StringType ? DataTypes.BinaryType : type;
    }

    /** Rows of {@link #plain} columns with the columns themselves; arrays have no times. */
    static Dataset<Row> typed(Dataset<Row> rows, StructType columns) {
        return rows.select(Arrays.stream(columns.fields()).map(PlainRow::typed).toArray(Column[]::new));
    }

    private static Column typed(StructField field) {
        Column value = functions.col("`" + field.name().replace("`", "``") + "`");
        return typed(value, field.dataType()).as(field.name());
    }

    private static Column typed(Column value, DataType type) {
        if (type instanceof StructType struct && timed(struct)) {
            Column[] fields = Arrays.stream(struct.fields())
                    .map(field -> typed(value.getField(field.name()), field.dataType())
                            .as(field.name()))
                    .toArray(Column[]::new);
            return functions.when(value.isNotNull(), functions.struct(fields));
        }
        if (type instanceof TimestampType) {
            return functions.timestamp_micros(value);
        }
        return type instanceof DateType ? functions.date_from_unix_date(value) : value.cast(type);
    }

    /** True when it has times, which a cast of the whole cannot make of numbers. */
    private static boolean timed(StructType struct) {
        return Arrays.stream(struct.fields())
                .map(StructField::dataType)
                .anyMatch(type -> type instanceof TimestampType
                        || type instanceof DateType
                        || (type instanceof StructType inner && timed(inner)));
    }

    /** Copies a row of these columns. */
    static Row of(InternalRow row, StructType columns) {
        DataType[] types =
                Arrays.stream(columns.fields()).map(field -> field.dataType()).toArray(DataType[]::new);
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = row.isNullAt(i) ? null : value(row, i, types[i]);
        }
        return RowFactory.create(values);
    }

    private static Object value(SpecializedGetters row, int place, DataType type) {
        if (type instanceof StructType struct) {
            return of(row.getStruct(place, struct.size()), struct);
        }
        if (type instanceof ArrayType array) {
            ArrayData all = row.getArray(place);
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < all.numElements(); i++) {
                values.add(all.isNullAt(i) ? null : value(all, i, array.elementType()));
            }
            return CollectionConverters.asScala(values).toSeq();
        }
        if (type instanceof StringType) {
            return row.getUTF8String(place).getBytes();
        }
        if (type instanceof DecimalType decimal) {
            return row.getDecimal(place, decimal.precision(), decimal.scale()).toJavaBigDecimal();
        }
        return row.get(place, type);
    }
}

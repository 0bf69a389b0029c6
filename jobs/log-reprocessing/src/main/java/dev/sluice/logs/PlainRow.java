package dev.sluice.logs;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

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
        if (type instanceof TimestampType) {
            return DataTypes.LongType;
        }
        if (type instanceof DateType) {
            return DataTypes.IntegerType;
        }
        return type instanceof StringType ? DataTypes.BinaryType : type;
    }

    /** Rows of {@link #plain} columns with the columns themselves; structs have no times. */
    static Dataset<Row> typed(Dataset<Row> rows, StructType columns) {
        return rows.select(Arrays.stream(columns.fields()).map(PlainRow::typed).toArray(Column[]::new));
    }

    private static Column typed(StructField field) {
        Column value = functions.col("`" + field.name().replace("`", "``") + "`");
        if (field.dataType() instanceof TimestampType) {
            value = functions.timestamp_micros(value);
        } else if (field.dataType() instanceof DateType) {
            value = functions.date_from_unix_date(value);
        }
        return value.cast(field.dataType()).as(field.name());
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

    private static Object value(InternalRow row, int place, DataType type) {
        if (type instanceof StructType struct) {
            return of(row.getStruct(place, struct.size()), struct);
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

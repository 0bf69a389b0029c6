package dev.sluice.stores.postgresql;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** A field in binary as text for a person; what cannot be held is the reason why. */
final class BinaryText {
    private BinaryText() {}

    static String of(DataType type, byte[] message, int start, int length) {
        if (type instanceof StringType) {
            return new String(message, start, length, StandardCharsets.UTF_8);
        } else if (type instanceof BinaryType) {
            return HexFormat.of().formatHex(message, start, start + length);
        }
        GenericInternalRow row = new GenericInternalRow(1);
        try {
            BinaryValue.of(type).decode(message, start, length, row, 0);
        } catch (ArithmeticException e) {
            return e.getMessage();
        }
        try {
            if (type instanceof DateType) {
                return LocalDate.ofEpochDay(row.getInt(0)).toString();
            } else if (type instanceof TimestampType) {
                return DateTimeUtils.microsToInstant(row.getLong(0)).toString();
            } else if (type instanceof TimestampNTZType) {
                return DateTimeUtils.microsToLocalDateTime(row.getLong(0)).toString();
            }
        } catch (DateTimeException e) {
            return e.getMessage();
        }
        return String.valueOf(row.get(0, type));
    }
}

package dev.sluice.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One column of a JDBC result as a value of Spark. Dates and times go by java.time, whose calendar is Spark's; the
 * classes of java.sql would shift what lies before 1582.
 */
public interface ResultValue {
    /** Sets value {@code i} (from 0) of a row. */
    void decode(ResultSet result, int i, InternalRow into) throws SQLException, Unreadable;

    /** The values of a type as drivers commonly give them. */
    static ResultValue of(DataType type) {
        if (type instanceof BooleanType) {
            return (result, i, into) -> {
                boolean value = result.getBoolean(i + 1);
                set(result, i, into, value);
            };
        } else if (type instanceof ShortType) {
            return (result, i, into) -> set(result, i, into, result.getShort(i + 1));
        } else if (type instanceof IntegerType) {
            return (result, i, into) -> set(result, i, into, result.getInt(i + 1));
        } else if (type instanceof LongType) {
            return (result, i, into) -> set(result, i, into, result.getLong(i + 1));
        } else if (type instanceof FloatType) {
            return (result, i, into) -> set(result, i, into, result.getFloat(i + 1));
        } else if (type instanceof DoubleType) {
            return (result, i, into) -> set(result, i, into, result.getDouble(i + 1));
        } else if (type instanceof DecimalType decimal) {
            return (result, i, into) -> put(into, i, decimal(result.getBigDecimal(i + 1), decimal));
        } else if (type instanceof BinaryType) {
            return (result, i, into) -> put(into, i, result.getBytes(i + 1));
        } else if (type instanceof DateType) {
            return (result, i, into) -> {
                LocalDate date = result.getObject(i + 1, LocalDate.class);
                put(into, i, date == null ? null : Math.toIntExact(date.toEpochDay()));
            };
        } else if (type instanceof TimestampNTZType) {
            return (result, i, into) -> {
                LocalDateTime time = result.getObject(i + 1, LocalDateTime.class);
                put(into, i, time == null ? null : DateTimeUtils.localDateTimeToMicros(time));
            };
        } else if (type instanceof TimestampType) {
            return (result, i, into) -> {
                OffsetDateTime time = result.getObject(i + 1, OffsetDateTime.class);
                put(into, i, time == null ? null : DateTimeUtils.instantToMicros(time.toInstant()));
            };
        }
        return (result, i, into) -> put(into, i, UTF8String.fromString(result.getString(i + 1)));
    }

    private static void set(ResultSet result, int i, InternalRow into, Object value) throws SQLException {
        put(into, i, result.wasNull() ? null : value);
    }

    private static void put(InternalRow into, int i, Object value) {
        if (value == null) {
            into.setNullAt(i);
        } else {
            into.update(i, value);
        }
    }

    private static Decimal decimal(BigDecimal value, DecimalType type) throws Unreadable {
        if (value == null) {
            return null;
        }
        try {
            BigDecimal exact = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
            if (exact.precision() > type.precision()) {
                throw new Unreadable(value.toPlainString() + " does not fit " + type.sql());
            }
            return Decimal.apply(exact, type.precision(), type.scale());
        } catch (ArithmeticException e) {
            throw new Unreadable(value.toPlainString() + " does not fit " + type.sql());
        }
    }
}

package dev.sluice.load.jdbc;

import java.util.Optional;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The narrowest type that holds every value of a column and every value of another type. */
final class WiderType {
    private static final int MOST_DIGITS = 38;

    private static final int MICROS = 6;

    private WiderType() {}

    /** Empty when the column holds them all as it is, and when no type does. */
    static Optional<DataType> of(DataType from, ColumnPlace into) {
        DataType to = into.column().type();
        boolean times = from instanceof TimestampType || from instanceof TimestampNTZType;
        if (times && from.sameType(to) && into.scale() < MICROS) {
            return Optional.of(from);
        } else if (from instanceof DoubleType || (from instanceof IntegerType && to instanceof FloatType)) {
            boolean exact = to instanceof FloatType || (digits(to) > 0 && scale(to) == 0 && digits(to) <= 10);
            return exact && !(to instanceof DecimalType) ? Optional.of(DataTypes.DoubleType) : Optional.empty();
        } else if (digits(from) == 0 || digits(to) == 0) {
            return Optional.empty();
        }
        return number(from, to);
    }

    private static Optional<DataType> number(DataType from, DataType to) {
        int whole = Math.max(digits(from), digits(to));
        int scale = Math.max(scale(from), scale(to));
        if (whole == digits(to) && scale == scale(to)) {
            return Optional.empty();
        } else if (!(from instanceof DecimalType || to instanceof DecimalType)) {
            return Optional.of(from);
        }
        return whole + scale > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(DataTypes.createDecimalType(whole + scale, scale));
    }

    /** Digits before the point, at most; 0 for what is no exact number. */
    private static int digits(DataType type) {
        if (type instanceof DecimalType decimal) {
            return decimal.precision() - decimal.scale();
        } else if (type instanceof ByteType) {
            return 3;
        } else if (type instanceof ShortType) {
            return 5;
        } else if (type instanceof IntegerType) {
            return 10;
        }
        return type instanceof LongType ? 19 : 0;
    }

    private static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }
}

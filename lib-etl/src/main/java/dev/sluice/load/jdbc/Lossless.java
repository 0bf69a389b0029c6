package dev.sluice.load.jdbc;

import java.sql.Types;
import java.util.Set;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Whether every value of a Spark type goes into a column as it is, or is refused by the database itself. Databases round
 * and cut without a word when a value is assigned to a column of another type; what is too large they refuse, so sizes
 * need no rule here.
 */
final class Lossless {
    private static final int MICROS = 6;

    /** Digits that every decimal number keeps on its way through a float and a double (IEEE 754, C's DBL_DIG). */
    private static final int FLOAT_DIGITS = 6;

    private static final int DOUBLE_DIGITS = 15;

    private static final Set<Integer> TEXTS = Set.of(
            Types.CHAR,
            Types.VARCHAR,
            Types.LONGVARCHAR,
            Types.CLOB,
            Types.NCHAR,
            Types.NVARCHAR,
            Types.LONGNVARCHAR,
            Types.NCLOB);

    private static final Set<Integer> TIMES = Set.of(Types.TIME, Types.TIME_WITH_TIMEZONE);

    private Lossless() {}

    /** True when no value of the type is changed in a column. */
    static boolean holds(DataType from, ColumnPlace into) {
        DataType to = into.column().type();
        if (to instanceof StringType) {
            return text(from, into);
        } else if (from instanceof StringType || from instanceof BinaryType || to instanceof BinaryType) {
            // A text is an allowed way to say a truth value: what is neither true nor false is refused.
            return from.getClass() == to.getClass() || (from instanceof StringType && to instanceof BooleanType);
        } else if (to instanceof DateType) {
            return from instanceof DateType;
        } else if (to instanceof TimestampNTZType) {
            return from instanceof DateType || (from instanceof TimestampNTZType && into.scale() >= MICROS);
        } else if (to instanceof TimestampType) {
            return from instanceof TimestampType && into.scale() >= MICROS;
        } else if (to instanceof BooleanType) {
            return from instanceof BooleanType;
        }
        return number(from, to);
    }

    private static boolean number(DataType from, DataType to) {
        if (from instanceof BooleanType) {
            return whole(to);
        } else if (to instanceof DoubleType) {
            return from instanceof FloatType
                    || from instanceof DoubleType
                    || (whole(from) && !(from instanceof LongType))
                    || digits(from, DOUBLE_DIGITS);
        } else if (to instanceof FloatType) {
            return from instanceof FloatType
                    || from instanceof ByteType
                    || from instanceof ShortType
                    || digits(from, FLOAT_DIGITS);
        } else if (from instanceof DecimalType decimal) {
            return decimal.scale() <= (to instanceof DecimalType wider ? wider.scale() : 0);
        }
        return whole(from);
    }

    private static boolean whole(DataType type) {
        return type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType;
    }

    private static boolean digits(DataType from, int most) {
        return from instanceof DecimalType decimal && decimal.precision() <= most;
    }

    /** Into what is read as text: characters, numbers wider than Spark's, or a type of the database's own. */
    private static boolean text(DataType from, ColumnPlace into) {
        if (TEXTS.contains(into.jdbcType())) {
            return !(from instanceof BinaryType);
        } else if (into.jdbcType() == Types.NUMERIC || into.jdbcType() == Types.DECIMAL) {
            boolean anyScale = into.precision() == 0;
            return (whole(from) && into.scale() >= 0)
                    || (from instanceof StringType && anyScale)
                    || (from instanceof DecimalType decimal && (anyScale || decimal.scale() <= into.scale()));
        }
        return from instanceof StringType && (!TIMES.contains(into.jdbcType()) || into.scale() >= MICROS);
    }
}

package dev.sluice.load;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;

/**
 * A value on its way into a column, and whether it stays as it is: whether the column's type gives the same value back.
 * Of a text that means the same characters, so that "007" does not fit a number.
 *
 * @param misfit true for a value that is changed, never for null
 * @param staged the value, of the column's type where that says it better
 */
public record Judged(Column misfit, Column staged) {
    /** Every value stays as it is. */
    public static Judged kept(Column value) {
        return new Judged(lit(false), value);
    }

    /** No value stays as it is. */
    public static Judged lost(Column value) {
        return new Judged(value.isNotNull(), value);
    }

    /** Texts of limited length, in characters. */
    public static Judged text(Column value, int length) {
        return new Judged(
                functions.coalesce(functions.char_length(value.cast("string")).gt(length), lit(false)), value);
    }

    /** Times whose seconds have a limited number of digits after the point. */
    public static Judged seconds(Column value, int digits) {
        Column units = functions.extract(lit("SECOND"), value).multiply(lit(Math.round(Math.pow(10, digits))));
        return new Judged(functions.coalesce(units.notEqual(functions.floor(units)), lit(false)), value);
    }

    /** There and back again. */
    public static Judged of(Column value, DataType from, DataType to) {
        if (from.sameType(to)) {
            return kept(value);
        } else if (!comparable(from, to)) {
            return lost(value);
        }
        Column there = value.try_cast(to);
        return new Judged(not(there.try_cast(from).eqNullSafe(value)), there);
    }

    /** What Spark casts both ways without a time zone coming in. */
    private static boolean comparable(DataType from, DataType to) {
        boolean dates = (from instanceof DateType || from instanceof TimestampNTZType || from instanceof StringType)
                && (to instanceof DateType || to instanceof TimestampNTZType || to instanceof StringType);
        return dates || (scalar(from) && scalar(to));
    }

    private static boolean scalar(DataType type) {
        return type instanceof NumericType || type instanceof BooleanType || type instanceof StringType;
    }
}

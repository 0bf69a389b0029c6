package dev.sluice.logs.line;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A column that the user declared with its type: string, boolean, int, bigint, double, decimal, date or timestamp. A
 * value that is none of its type leaves the column null and is told as BAD_TYPE. A timestamp is ISO 8601, or a number
 * of seconds, milliseconds (from 100000000000 on), microseconds (from 100000000000000) or nanoseconds (from
 * 100000000000000000).
 *
 * @param slot its place in the batch
 * @param name of the column
 * @param type one of those that {@link #checked} allows
 * @param time reads ISO 8601; not thread-safe
 */
public record DeclaredCell(int slot, String name, DataType type, TimeParser time) {
    private static final Set<DataType> TYPES = Set.of(
            DataTypes.StringType,
            DataTypes.BooleanType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.DoubleType,
            DataTypes.DateType,
            DataTypes.TimestampType);
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long FIRST_MILLIS = 100_000_000_000L;
    private static final int MOST_DIGITS = 40;

    /**
     * The columns, nullable.
     *
     * @param format for the message
     * @throws Fault SETTINGS when a column's type is none of the above
     */
    public static StructType checked(StructType columns, String format) {
        for (StructField field : columns.fields()) {
            if (!TYPES.contains(field.dataType()) && !(field.dataType() instanceof DecimalType)) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot read " + format + " into column " + field.name() + " of type "
                                + field.dataType().sql()
                                + " (allowed are string, boolean, int, bigint, double, decimal, date, timestamp; take a"
                                + " nested value as string and use from_json)");
            }
        }
        return columns.asNullable();
    }

    /** The cells of all columns that are wanted, in their order. */
    public static DeclaredCell[] of(StructType wanted, ZoneId zone) {
        DeclaredCell[] cells = new DeclaredCell[wanted.size()];
        for (int i = 0; i < cells.length; i++) {
            StructField field = wanted.fields()[i];
            boolean days = field.dataType() instanceof DateType;
            TimeParser time = new IsoTime(days ? ZoneOffset.UTC : zone);
            cells[i] = new DeclaredCell(i, field.name(), field.dataType(), time);
        }
        return cells;
    }

    /** Makes the column null. */
    public void clear(Columns out) {
        out.nothing(slot);
    }

    /**
     * Fills the column from text that stands as it is. No bytes are null, in a string column an empty string.
     *
     * @param at place in the line's buffer, for the problem
     */
    public void fill(byte[] text, int from, int to, int at, Columns out) {
        if (type instanceof StringType) {
            out.text(slot, text, from, to);
        } else if (from < to && !isRead(text, from, to, out)) {
            out.nothing(slot);
            out.problem("BAD_TYPE", name, at);
        }
    }

    private boolean isRead(byte[] text, int from, int to, Columns out) {
        if (type instanceof TimestampType || type instanceof DateType) {
            return moment(text, from, to, out);
        }
        if (type instanceof BooleanType) {
            boolean yes = isWord(text, from, to, "true");
            out.number(slot, yes ? 1 : 0);
            return yes || isWord(text, from, to, "false");
        }
        if (type instanceof LongType || type instanceof IntegerType) {
            long whole = Digits.whole(text, from, to);
            if (whole != Digits.NONE) {
                out.number(slot, whole);
                return type instanceof LongType || whole == (int) whole;
            }
        }
        return to - from <= MOST_DIGITS && number(new String(text, from, to - from, StandardCharsets.US_ASCII), out);
    }

    private static boolean isWord(byte[] text, int from, int to, String word) {
        boolean same = to - from == word.length();
        for (int i = 0; same && i < word.length(); i++) {
            same = (text[from + i] | 0x20) == word.charAt(i);
        }
        return same;
    }

    /** Fills a column of type timestamp or date, and tells whether the text is one. */
    public boolean moment(byte[] text, int from, int to, Columns out) {
        boolean days = type instanceof DateType;
        long micros = days ? time.micros(text, from, Math.min(from + 10, to)) : time.micros(text, from, to);
        if (micros == TimeParser.BAD && !days) {
            micros = epoch(text, from, to);
        }
        if (micros == TimeParser.BAD) {
            return false;
        }
        out.number(slot, days ? Math.floorDiv(micros, DAY_MICROS) : micros);
        return true;
    }

    /** Micros of a number of seconds or of parts of them, by its size as above, or {@link TimeParser#BAD}. */
    public static long epoch(byte[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] != '.') {
            end++;
        }
        long whole = Digits.whole(text, from, end);
        if (whole == Digits.NONE) {
            return TimeParser.BAD;
        }
        long size = Math.abs(whole);
        if (size >= FIRST_MILLIS * 1_000_000) {
            return end < to ? TimeParser.BAD : whole / 1_000;
        }
        return Digits.scaled(text, from, to, size < FIRST_MILLIS ? 1_000_000 : size < FIRST_MILLIS * 1_000 ? 1_000 : 1);
    }

    /** Fills a column of a numeric type, and tells whether the text is a number that fits. */
    public boolean number(String text, Columns out) {
        try {
            return number(new BigDecimal(text), out);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean number(BigDecimal number, Columns out) {
        try {
            if (type instanceof IntegerType) {
                out.number(slot, number.intValueExact());
            } else if (type instanceof LongType) {
                out.number(slot, number.longValueExact());
            } else if (type instanceof DoubleType) {
                out.real(slot, number.doubleValue());
            } else if (type instanceof DecimalType decimal) {
                return decimal(number, decimal, out);
            }
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private boolean decimal(BigDecimal number, DecimalType decimal, Columns out) {
        // A number of few characters may have billions of digits, which rounding would write out.
        long digits = (long) number.precision() - number.scale();
        if (digits > DecimalType.MAX_PRECISION() || number.scale() > 10_000) {
            return false;
        }
        Decimal value = Decimal.apply(number);
        boolean fits = value.changePrecision(decimal.precision(), decimal.scale());
        if (fits) {
            out.decimal(slot, value);
        }
        return fits;
    }
}

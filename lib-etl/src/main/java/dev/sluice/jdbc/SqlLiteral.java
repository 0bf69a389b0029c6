package dev.sluice.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
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
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Values as SQL. */
public final class SqlLiteral {
    /** How databases say a time. */
    public static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    /** The last year that every database has. */
    private static final int LAST_YEAR = 9999;

    private SqlLiteral() {}

    /** A day such as "2026-01-31". */
    public static String date(Dialect dialect, String day) {
        return "DATE " + dialect.literal(day);
    }

    /** A time without a zone, as {@link #TIME} says it. */
    public static String localTime(Dialect dialect, String time) {
        return "TIMESTAMP " + dialect.literal(time);
    }

    /**
     * A value as Spark holds it; empty for one that not every database of the dialect has: a year before 1 or after 9999, a
     * text with other than ASCII characters, which a database's encoding may lack, a NUL.
     */
    static Optional<String> of(Dialect dialect, DataType type, Object value) {
        if (type instanceof ShortType || type instanceof IntegerType || type instanceof LongType) {
            return Optional.of(value.toString());
        } else if (type instanceof BooleanType) {
            return Optional.of((Boolean) value ? "TRUE" : "FALSE");
        } else if (type instanceof DecimalType) {
            return Optional.of(((Decimal) value).toJavaBigDecimal().toPlainString());
        } else if (type instanceof DoubleType || type instanceof FloatType) {
            return dialect.floating(type, (Number) value);
        } else if (type instanceof DateType) {
            LocalDate day = LocalDate.ofEpochDay((Integer) value);
            return known(day.getYear()) ? Optional.of(date(dialect, day.toString())) : Optional.empty();
        } else if (type instanceof TimestampNTZType || type instanceof TimestampType) {
            LocalDateTime utc = DateTimeUtils.microsToLocalDateTime((Long) value);
            String time = TIME.format(utc);
            String sql = type instanceof TimestampType ? dialect.instant(time) : localTime(dialect, time);
            return known(utc.getYear()) ? Optional.of(sql) : Optional.empty();
        }
        return type instanceof StringType && ascii(value.toString())
                ? Optional.of(dialect.literal(value.toString()))
                : Optional.empty();
    }

    private static boolean known(int year) {
        return year >= 1 && year <= LAST_YEAR;
    }

    private static boolean ascii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text) && text.indexOf('\0') < 0;
    }
}

package dev.sluice.extract;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.sluice.extract.JdbcStretch.Kind;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.SqlLiteral;
import dev.sluice.jdbc.StoreColumn;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A column by whose values new rows are told. A mark is such a value as text: a whole number, or ISO 8601 with
 * microseconds, in UTC where it has a zone.
 *
 * @param overlap how much below the last mark is read again: units of numbers, or microseconds
 */
record JdbcCursor(StoreColumn column, Kind kind, BigInteger overlap) {
    /** @throws Fault SETTINGS for a type that cannot be a cursor, or an overlap that does not fit it */
    static JdbcCursor of(StoreColumn column, String overlap) {
        Kind kind = kind(column.type());
        if (kind == null) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use cursor " + column.name() + ": its type is " + column.storeType()
                            + " (a whole number, a date or a time is wanted)");
        }
        return new JdbcCursor(column, kind, overlap(column, kind, overlap));
    }

    private static Kind kind(DataType type) {
        if (type instanceof ShortType || type instanceof IntegerType || type instanceof LongType) {
            return Kind.NUMBERS;
        } else if (type instanceof DecimalType decimal) {
            return decimal.scale() == 0 ? Kind.NUMBERS : null;
        } else if (type instanceof DateType) {
            return Kind.DATES;
        } else if (type instanceof TimestampNTZType) {
            return Kind.LOCAL_TIMES;
        } else if (type instanceof TimestampType) {
            return Kind.TIMES;
        }
        return type instanceof StringType ? Kind.TEXTS : null;
    }

    private static BigInteger overlap(StoreColumn column, Kind kind, String text) {
        String wanted = kind == Kind.NUMBERS ? "a whole number, such as 1000" : "a duration, such as 1h";
        try {
            BigInteger overlap;
            if (text.strip().equals("0")) {
                overlap = BigInteger.ZERO;
            } else if (kind == Kind.NUMBERS) {
                overlap = new BigInteger(text.strip());
            } else {
                Duration duration =
                        ConfigFactory.parseMap(Map.of("overlap", text)).getDuration("overlap");
                overlap = BigInteger.valueOf(duration.toNanos() / 1_000);
            }
            if (overlap.signum() < 0 || (kind == Kind.TEXTS && overlap.signum() > 0)) {
                throw new NumberFormatException();
            }
            return overlap;
        } catch (ConfigException | NumberFormatException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use overlap = " + text + " with cursor " + column.name() + " of type " + column.storeType()
                            + " (" + (kind == Kind.TEXTS ? "texts allow only 0" : wanted) + ")",
                    e);
        }
    }

    /** A decoded value as a mark. */
    String mark(Object value) {
        return switch (kind) {
            case DATES -> LocalDate.ofEpochDay((Integer) value).toString();
            case LOCAL_TIMES, TIMES -> SqlLiteral.TIME.format(DateTimeUtils.microsToLocalDateTime((Long) value));
            default -> value.toString();
        };
    }

    boolean above(String mark, String other) {
        return switch (kind) {
            case NUMBERS, TRANSACTIONS -> new BigInteger(mark).compareTo(new BigInteger(other)) > 0;
            // The database's order of texts is its own: whatever differs is read.
            case TEXTS -> !mark.equals(other);
            case DATES -> LocalDate.parse(mark).isAfter(LocalDate.parse(other));
            case LOCAL_TIMES, TIMES -> time(mark).isAfter(time(other));
        };
    }

    /** A mark with the overlap taken off. */
    String earlier(String mark) {
        return switch (kind) {
            case NUMBERS, TRANSACTIONS -> new BigInteger(mark).subtract(overlap).toString();
            case TEXTS -> mark;
            case DATES -> {
                long micros = Duration.ofDays(1).toNanos() / 1_000;
                long days = overlap.longValueExact() / micros + (overlap.longValueExact() % micros == 0 ? 0 : 1);
                yield LocalDate.parse(mark).minusDays(days).toString();
            }
            case LOCAL_TIMES, TIMES -> SqlLiteral.TIME.format(time(mark).minusNanos(overlap.longValueExact() * 1_000));
        };
    }

    /** A mark as SQL. */
    String sql(Dialect dialect, String mark) {
        return switch (kind) {
            case NUMBERS, TRANSACTIONS -> mark;
            case TEXTS -> dialect.literal(mark);
            case DATES -> SqlLiteral.date(dialect, mark);
            case LOCAL_TIMES -> SqlLiteral.localTime(dialect, mark);
            case TIMES -> dialect.instant(mark);
        };
    }

    private static LocalDateTime time(String mark) {
        return LocalDateTime.parse(mark, SqlLiteral.TIME);
    }
}

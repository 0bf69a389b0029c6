package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.ResultValue;
import dev.sluice.jdbc.Unreadable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Dates and times by the text that the server sends. What the driver makes of them is not always what is there: NULL of
 * 0000-00-00, another day of 2024-00-10, and of days before 1582 those of another calendar.
 */
final class MariadbTimes {
    private MariadbTimes() {}

    static ResultValue of(DataType type) {
        if (type instanceof DateType) {
            return (result, i, into) -> {
                String text = text(result, i, into);
                if (text != null) {
                    into.setInt(i, Math.toIntExact(date(text).toEpochDay()));
                }
            };
        } else if (type instanceof TimestampNTZType || type instanceof TimestampType) {
            return (result, i, into) -> {
                String text = text(result, i, into);
                if (text != null) {
                    into.setLong(i, DateTimeUtils.localDateTimeToMicros(time(text)));
                }
            };
        }
        return ResultValue.of(type);
    }

    private static String text(ResultSet result, int i, InternalRow into) throws SQLException {
        String text = result.getString(i + 1);
        if (text == null) {
            into.setNullAt(i);
        }
        return text;
    }

    static LocalDate date(String text) throws Unreadable {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Unreadable(text + " is no date");
        }
    }

    /** Without a zone: that of an instant is UTC, as the connection's is. */
    static LocalDateTime time(String text) throws Unreadable {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException e) {
            throw new Unreadable(text + " is no time");
        }
    }
}

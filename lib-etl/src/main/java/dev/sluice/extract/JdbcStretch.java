package dev.sluice.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A stretch of a cursor, the detail of an item.
 *
 * @param cursor the column
 * @param kind what its values are
 * @param after rows are above this, as SQL; empty from the beginning. Of transactions: from this on
 * @param upTo rows are not above this, as SQL. Of transactions: below this
 * @param mark where the next stretch begins, as its plan reads it
 */
record JdbcStretch(String cursor, Kind kind, String after, String upTo, String mark) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a cursor's values are. */
    enum Kind {
        /** Numbers of transactions: no row is ever late. */
        TRANSACTIONS,
        /** Whole numbers. */
        NUMBERS,
        /** Dates. */
        DATES,
        /** Times without a zone. */
        LOCAL_TIMES,
        /** Times. */
        TIMES,
        /** Texts, in the database's order of them. */
        TEXTS
    }

    static JdbcStretch read(String detail) {
        try {
            return JSON.readValue(detail, JdbcStretch.class);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot read the detail of an item: " + detail, e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write the detail of an item", e);
        }
    }

    /** The item's id. */
    String id() {
        return cursor + " " + (after.isEmpty() ? "" : "after " + after + " ") + "up to " + upTo;
    }

    /** True where no index helps to find the rows. */
    boolean looksThroughAll() {
        return kind == Kind.TRANSACTIONS || after.isEmpty();
    }

    String condition(Dialect dialect, Connection connection) throws SQLException {
        if (kind == Kind.TRANSACTIONS) {
            return dialect.transactions()
                    .orElseThrow()
                    .between(connection, cursor, after.isEmpty() ? 0 : Long.parseLong(after), Long.parseLong(upTo));
        }
        String column = dialect.quote(cursor);
        return (after.isEmpty() ? "" : column + " > " + after + " AND ") + column + " <= " + upTo;
    }
}

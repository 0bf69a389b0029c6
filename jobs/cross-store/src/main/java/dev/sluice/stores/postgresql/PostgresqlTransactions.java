package dev.sluice.stores.postgresql;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.TableName;
import dev.sluice.jdbc.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows by the transaction that wrote them: the system column {@code xmin}, of 32 bits, which every table has, or a
 * column of the type {@code xid8}, which can have an index (postgresql.org/docs/17/ddl-system-columns.html,
 * functions-info.html). All transactions below {@code pg_snapshot_xmin} have ended.
 */
record PostgresqlTransactions() implements Transactions {
    private static final long serialVersionUID = 1L;

    private static final String XMIN = "xmin";
    private static final long CIRCLE = 1L << 32;

    @Override
    public boolean in(Connection connection, TableName table, String column) throws SQLException {
        if (column.equals(XMIN)) {
            return true;
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ?"
                        + " AND atttypid = 'xid8'::regtype AND NOT attisdropped")) {
            select.setString(1, table.quoted(new PostgresqlDialect()));
            select.setString(2, column);
            try (ResultSet found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    @Override
    public long now(Connection connection) throws SQLException {
        return number(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
    }

    @Override
    public String between(Connection connection, String column, long from, long to) throws SQLException {
        if (!column.equals(XMIN)) {
            String name = new PostgresqlDialect().quote(column);
            return name + " < '" + to + "'::xid8" + (from == 0 ? "" : " AND " + name + " >= '" + from + "'::xid8");
        }
        if (from == 0) {
            // All rows but those of transactions from the mark on, of which some may still be running.
            long next = number(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
            return next == to ? "" : "NOT " + within(to, next);
        }
        if (to - from >= CIRCLE / 2) {
            throw new Fault(
                    Code.INPUT_CHANGED,
                    "Cannot tell rows by xmin from transaction " + from + " to " + to
                            + ": it goes around after 4 billion (load into a new table, under a new load name)");
        }
        return within(from, to);
    }

    @Override
    public long own(Connection connection) throws SQLException {
        return number(connection, "SELECT pg_current_xact_id()::text::bigint");
    }

    @Override
    public String by(List<Long> numbers) {
        return numbers.stream()
                .map(number -> "'" + number % CIRCLE + "'::xid")
                .collect(Collectors.joining(", ", "s.xmin IN (", ")"));
    }

    /** On the circle of 32 bits the way from the first mark to the row is shorter than to the second. */
    private static String within(long from, long to) {
        return "((xmin::text::bigint - " + from % CIRCLE + ") & " + (CIRCLE - 1) + ") < " + (to - from);
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}

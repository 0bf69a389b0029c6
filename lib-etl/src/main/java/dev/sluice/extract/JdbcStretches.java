package dev.sluice.extract;

import static org.apache.spark.sql.functions.col;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.Unreadable;
import dev.sluice.slice.Item;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The stretches of a cursor: those that receipts name, which some load may lack, and one from the last of them to what
 * is there now.
 */
record JdbcStretches(Connector connector, Connection connection, JdbcSource source) {
    Items items(SparkSession spark, Scope asked, long bytes) throws SQLException {
        List<JdbcStretch> all = new ArrayList<>(known(asked));
        Optional<JdbcStretch> last = all.stream().reduce((first, second) -> second);
        next(last).ifPresent(all::add);
        List<Row> rows = new ArrayList<>();
        for (JdbcStretch stretch : all) {
            // The version never changes: what a stretch holds was settled when it was cut.
            rows.add(new Item(
                            stretch.id(),
                            Optional.of("1"),
                            // All that is known of a later stretch is that it is a part.
                            stretch.after().isEmpty() ? bytes : 0,
                            "%08d".formatted(rows.size()) + " " + stretch.id(),
                            stretch.json())
                    .toRow());
        }
        return new Items(spark.createDataFrame(rows, Item.SCHEMA), List.of());
    }

    /** In the order in which they were cut. */
    private List<JdbcStretch> known(Scope asked) {
        String cursor = source.cursor().orElseThrow();
        return asked
                .known()
                .where(col("detail").startsWith("{\"cursor\""))
                .groupBy("id")
                .agg(
                        org.apache.spark.sql.functions.min("written_at").as("first"),
                        org.apache.spark.sql.functions.first("detail").as("detail"))
                .orderBy("first", "id")
                .select("detail")
                .collectAsList()
                .stream()
                .map(row -> JdbcStretch.read(row.getString(0)))
                .filter(stretch -> stretch.cursor().equals(cursor))
                .toList();
    }

    private Optional<JdbcStretch> next(Optional<JdbcStretch> last) throws SQLException {
        String cursor = source.cursor().orElseThrow();
        Dialect dialect = connector.dialect();
        if (dialect.transactions().isPresent()
                && source.table().isPresent()
                && dialect.transactions().get().in(connection, source.name(), cursor)) {
            if (source.repeats()) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot use overlap with cursor " + cursor + ": no row is late by it (leave out overlap)");
            }
            refuseNullTransactions(cursor);
            return byTransactions(cursor, last);
        }
        if (source.overlap().isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot tell how late rows may come by cursor " + cursor + " (set overlap, such as 1h or 0"
                            + (dialect.transactions().isPresent() ? "; or cursor = xmin, by which none is late" : "")
                            + ")");
        }
        JdbcCursor values = JdbcCursor.of(column(cursor), source.overlap().get());
        refuseNulls(cursor);
        Optional<Object> highest = highest(values.column());
        if (highest.isEmpty()) {
            return Optional.empty();
        }
        String mark = values.mark(highest.get());
        if (last.isPresent() && !values.above(mark, last.get().mark())) {
            return Optional.empty();
        }
        String after = last.map(JdbcStretch::mark)
                .map(before -> values.sql(dialect, values.earlier(before)))
                .orElse("");
        return Optional.of(new JdbcStretch(cursor, values.kind(), after, values.sql(dialect, mark), mark));
    }

    private Optional<JdbcStretch> byTransactions(String cursor, Optional<JdbcStretch> last) throws SQLException {
        long now = connector.dialect().transactions().orElseThrow().now(connection);
        long before = last.map(stretch -> Long.parseLong(stretch.mark())).orElse(0L);
        if (now < before) {
            throw new Fault(
                    Code.INPUT_CHANGED,
                    "Cannot go on from transaction " + before + " of " + source.describe() + ": the database is at "
                            + now + " (restored, or another one; load it into a new table, under a new load name)");
        }
        return now == before
                ? Optional.empty()
                : Optional.of(new JdbcStretch(
                        cursor,
                        JdbcStretch.Kind.TRANSACTIONS,
                        before == 0 ? "" : Long.toString(before),
                        Long.toString(now),
                        Long.toString(now)));
    }

    private List<StoreColumn> columns() throws SQLException {
        Dialect dialect = connector.dialect();
        return dialect.columns(connection, "SELECT * FROM " + source.relation(dialect) + " WHERE 1 = 0");
    }

    private StoreColumn column(String cursor) throws SQLException {
        List<StoreColumn> columns = columns();
        return columns.stream()
                .filter(column -> column.name().equals(cursor))
                .findFirst()
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS,
                        "Cannot find cursor: " + cursor + " is not a column of " + source.describe() + " ("
                                + String.join(
                                        ", ",
                                        columns.stream().map(StoreColumn::name).toList())
                                + ")"));
    }

    /** A system column is none of the table's, and never null. */
    private void refuseNullTransactions(String cursor) throws SQLException {
        if (columns().stream().anyMatch(column -> column.name().equals(cursor))) {
            refuseNulls(cursor);
        }
    }

    /** A row whose cursor is NULL would never be read. */
    private void refuseNulls(String cursor) throws SQLException {
        Dialect dialect = connector.dialect();
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            String rows = "SELECT 1 FROM " + source.relation(dialect) + " WHERE " + dialect.quote(cursor) + " IS NULL"
                    + source.where().map(more -> " AND (" + more + ")").orElse("");
            try (ResultSet found = statement.executeQuery(rows)) {
                if (found.next()) {
                    throw new Fault(
                            Code.SETTINGS,
                            "Cannot use cursor " + cursor + " of " + source.describe()
                                    + ": it is NULL in some rows, which would never be read (another column, or where ="
                                    + " \"" + cursor + " IS NOT NULL\" to leave them out)");
                }
            }
        }
    }

    private Optional<Object> highest(StoreColumn column) throws SQLException {
        String query = "SELECT MAX(" + connector.dialect().quote(column.name()) + ") FROM "
                + source.relation(connector.dialect())
                + source.where().map(more -> " WHERE (" + more + ")").orElse("");
        try {
            return JdbcValue.first(connector.dialect().read(connection, "", query, List.of(column)), column);
        } catch (Unreadable e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use cursor " + column.name() + " of " + source.describe() + ": " + e.getMessage(),
                    e);
        }
    }
}

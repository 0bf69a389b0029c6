package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.slice.Head;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Reconcile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One transaction: head moved, rows out, rows in, receipt written. The head comes first, for its row is what publishes
 * of one load wait for.
 *
 * @param fitted how rows lie in the target; empty where only the head is moved
 */
record JdbcPublish(
        Connector connector, JdbcSink sink, Optional<JdbcLayout> fitted, JdbcHead head, JdbcReceipts receipts) {
    /** What a transaction does between the head and the receipt. */
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    Published mark(Receipt receipt) {
        return transaction(receipt, connection -> {});
    }

    /**
     * Publishes staged rows.
     *
     * @param staging the quoted staging table, called s in {@code finished}
     * @param expected rows that must come out of it
     */
    Published publish(Receipt receipt, Publication what, String staging, String finished, long expected) {
        refuseTwice(what);
        return transaction(receipt, connection -> {
            new JdbcTakeOut(connector.dialect(), sink, layout()).run(connection, what);
            Failpoint.reach("jdbc.taken-out");
            if (expected > 0) {
                bringIn(connection, staging, finished, expected);
            }
            if (sink.replaceWhere().isPresent()) {
                new ReplaceWhere(connector.dialect(), sink).refuse(connection, what, layout(), staging, finished);
            }
            if (what.reconcile() != Reconcile.NONE) {
                new PublishedCheck(connection, connector.dialect(), sink, layout(), what)
                        .require(staging, finished, expected);
            }
            Failpoint.reach("jdbc.brought-in");
        });
    }

    /** An append cannot take out what it has added before. */
    void refuseTwice(Publication what) {
        if (sink.mode() == Mode.APPEND && !what.superseded().isEmpty()) {
            throw new Fault(
                    Code.CHECK_FAILED,
                    "Cannot append to " + sink.describe() + ": it may hold rows of an earlier version of "
                            + what.superseded().size() + " items, such as "
                            + what.superseded().iterator().next()
                            + " (mode = replace takes them out, mode = upsert overwrites them)");
        }
    }

    Published transaction(Receipt receipt, Work work) {
        Head expected = receipt.before().orElse(Head.ORIGIN);
        boolean committing = false;
        try (Connection connection = connector.open()) {
            connection.setAutoCommit(false);
            try {
                if (!head.move(connection, expected, receipt.head())) {
                    connection.rollback();
                    Head found = head.read(connection);
                    return found.equals(receipt.head()) ? new Published.Done() : new Published.Stale(found);
                }
                Failpoint.reach("jdbc.head-moved");
                work.run(connection);
                receipts.write(connection, receipt);
                Failpoint.reach("jdbc.written");
                committing = true;
                connection.commit();
                Failpoint.reach("jdbc.committed");
                return new Published.Done();
            } finally {
                if (!committing) {
                    undo(connection);
                }
            }
        } catch (SQLException e) {
            Fault fault = connector.fault("publish to", sink.describe(), e);
            if (!committing) {
                // Before the commit nothing can have been published.
                throw fault;
            }
            return afterwards(receipt, fault);
        }
    }

    /** Of a connection that is gone the server undoes it, and the first error is the one to tell. */
    private static void undo(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // Nothing was committed.
        }
    }

    /** The answer to the commit was lost: the head knows, once whoever holds its row has let it go. */
    private Published afterwards(Receipt receipt, Fault fault) {
        try (Connection connection = connector.open()) {
            Head found = head.settled(connection);
            if (found.equals(receipt.head())) {
                return new Published.Done();
            }
            if (found.equals(receipt.before().orElse(Head.ORIGIN))) {
                throw fault;
            }
            return new Published.Stale(found);
        } catch (SQLException e) {
            fault.addSuppressed(e);
            return new Published.Unknown(fault.getMessage());
        }
    }

    private JdbcLayout layout() {
        return fitted.orElseThrow();
    }

    private void bringIn(Connection connection, String staging, String finished, long expected) throws SQLException {
        Dialect dialect = connector.dialect();
        String table = sink.name().quoted(dialect);
        String rows = layout().select(staging, finished);
        try (Statement statement = connection.createStatement()) {
            if (sink.mode() == Mode.UPSERT) {
                balance(expected, count(statement, staging, finished));
                if (sink.deleted().isPresent()) {
                    deletes().merge(connection, staging, finished, merge(connection, table, rows));
                } else {
                    statement.executeUpdate(dialect.merge(merge(connection, table, rows)));
                }
                return;
            }
            if (sink.mode() == Mode.HISTORY) {
                balance(expected, count(statement, staging, finished));
                JdbcHistory history = history(connection, table, rows);
                statement.executeUpdate(history.insert());
                statement.executeUpdate(history.close());
                if (sink.deleted().isPresent()) {
                    statement.executeUpdate(deletes().forget(history, staging, finished));
                }
                return;
            }
        }
        // Prepared, for else SQLite's driver counts what triggers do, too.
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " ("
                + Merge.list(dialect, layout().names()) + ")" + dialect.overriding() + " " + rows)) {
            balance(expected, insert.executeLargeUpdate());
        }
    }

    private JdbcDeletes deletes() {
        return new JdbcDeletes(connector.dialect(), sink, layout());
    }

    private JdbcHistory history(Connection connection, String table, String rows) {
        List<String> key = sink.key().stream().map(layout()::named).toList();
        String version = layout().named(sink.version().orElseThrow());
        return new JdbcHistory(
                connection, layout(), table, key, version, rows, sink.deleted().isPresent());
    }

    private static long count(Statement statement, String staging, String finished) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT COUNT(*) FROM " + staging + " s WHERE " + finished)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** A server that crashed since may have emptied a table that is not logged. */
    void balance(long expected, long found) {
        if (found != expected) {
            throw new Fault(
                    Code.UNBALANCED,
                    "Cannot account for the rows of %s: %,d were staged, %,d would be published"
                            .formatted(sink.describe(), expected, found));
        }
    }

    /** The newest row of each key; of several rows without a version nobody could tell which is meant. */
    private Merge merge(Connection connection, String table, String rows) throws SQLException {
        Dialect dialect = connector.dialect();
        List<String> key = sink.key().stream().map(layout()::named).toList();
        Optional<String> version = sink.version().map(layout()::named);
        String keys = Merge.list(dialect, key);
        String twice = "SELECT " + keys + ", COUNT(*) FROM (" + rows + ") d GROUP BY " + keys + " HAVING COUNT(*) > 1";
        String chosen = rows;
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet found = statement.executeQuery(twice)) {
                if (found.next()) {
                    refuseAmbiguous(found, key, version);
                    chosen = "SELECT " + Merge.list(dialect, layout().names()) + " FROM ("
                            + layout().newest(rows, key, version.orElseThrow(), "") + ") w";
                }
            }
        }
        return new Merge(table, layout().names(), key, version, chosen);
    }

    private void refuseAmbiguous(ResultSet found, List<String> key, Optional<String> version) throws SQLException {
        if (version.isEmpty()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                values.add(key.get(i) + " = " + found.getString(i + 1));
            }
            throw new Fault(
                    Code.CHECK_FAILED,
                    "Cannot upsert into " + sink.describe() + ": "
                            + values.stream().collect(Collectors.joining(", "))
                            + " comes more than once, and nothing tells which row is the newest (set version, or keep"
                            + " one by a dedupe step)");
        }
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import dev.sluice.jdbc.Swap;
import dev.sluice.jdbc.TableName;
import dev.sluice.jdbc.TargetColumn;
import dev.sluice.jdbc.Transactions;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table that is filled as it will stand, each row written once, and then takes its target's place (refresh), or its
 * name where there is no target yet. Rows are told by the transactions of the attempts that wrote them; what an attempt
 * that Spark gave up wrote is deleted, for the table has no column to leave it out by.
 */
final class JdbcFresh {
    private static final String NOT_UNIQUE = "23505";

    private final JdbcTarget target;
    private final JdbcSink sink;
    private final Connector connector;
    private final Dialect dialect;
    private final Swap swap;
    private final Transactions transactions;
    private final SparkSession spark;
    private final StagedColumns columns;
    private final Publication what;
    private final TableName name;
    private final boolean replacing;

    JdbcFresh(JdbcTarget target, SparkSession spark, StagedColumns columns, Publication what) {
        this.target = target;
        this.sink = target.sink();
        this.connector = target.connector();
        this.dialect = connector.dialect();
        this.swap = dialect.swap().orElseThrow();
        this.transactions = dialect.transactions().orElseThrow();
        this.spark = spark;
        this.columns = columns;
        this.what = what;
        this.name = sink.name().beside(StagingName.of(what.load(), sink.name(), what.attempt()));
        this.replacing = there(connector, sink);
    }

    /** True where a fresh table can be all that the target has to be. */
    static boolean serves(Connector connector, JdbcSink sink) {
        if (connector.dialect().swap().isEmpty()) {
            return false;
        }
        return there(connector, sink)
                ? sink.mode() == Mode.REFRESH
                : sink.mode() != Mode.HISTORY
                        && sink.replaceWhere().isEmpty()
                        && sink.deleted().isEmpty();
    }

    private static boolean there(Connector connector, JdbcSink sink) {
        try (Connection connection = connector.open()) {
            return !connector.dialect().target(connection, sink.name()).isEmpty();
        } catch (SQLException e) {
            throw connector.fault("look at", sink.describe(), e);
        }
    }

    Staged stage() {
        target.keep(name);
        boolean complete = false;
        try {
            Staged staged = filled();
            complete = true;
            return staged;
        } catch (SQLException e) {
            throw connector.fault("stage rows for", sink.describe(), e);
        } finally {
            if (!complete) {
                target.drop(name);
            }
        }
    }

    private Staged filled() throws SQLException {
        JdbcLayout layout = prepare();
        Optional<StructType> straight = straight(layout);
        StagingTable table = straight.isPresent() ? written(layout, straight.get()) : converted(layout);
        Failpoint.reach("jdbc.staged");
        if (!replacing && sink.mode() == Mode.UPSERT && !keyed(table, layout)) {
            try (Connection connection = connector.open()) {
                JdbcLayout usual = JdbcLayout.fit(connection, dialect, sink, columns.schema());
                return target.staged(spark, columns, table, name, usual, what);
            }
        }
        if (replacing) {
            try (Connection connection = connector.open()) {
                dialect.limitWaits(connection);
                swap.complete(connection, sink.name(), name);
            }
        }
        Failpoint.reach("jdbc.completed");
        JdbcPublish publish = target.publish(Optional.of(layout));
        return new JdbcStaged(target, spark, columns, table, name, receipt -> publish(publish, receipt, table));
    }

    /** Makes the empty table. */
    private JdbcLayout prepare() throws SQLException {
        try (Connection connection = connector.open()) {
            if (!replacing) {
                return JdbcLayout.fit(connection, dialect, sink.standing(name), columns.schema());
            }
            swap.check(connection, sink.name());
            JdbcLayout layout = JdbcLayout.fit(connection, dialect, sink, columns.schema());
            swap.make(connection, sink.name(), name);
            return layout;
        }
    }

    /** The columns as they are written, by their names there; empty where the database has to convert one. */
    private Optional<StructType> straight(JdbcLayout layout) {
        StructType types = new StructType();
        for (int i = 0; i < layout.columns().size(); i++) {
            TargetColumn column = layout.columns().get(i);
            var type = dialect.straight(
                    columns.schema().apply(layout.staged().get(i)).dataType(), column);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            types = types.add(column.name(), type.get());
        }
        return Optional.of(types);
    }

    private StagingTable written(JdbcLayout layout, StructType types) throws SQLException {
        try (Connection connection = connector.open()) {
            layout.refuseLoss(connection, sink, columns.schema(), Optional.empty());
        }
        StagingTable table = StagingTable.standing(connector, name.quoted(dialect), types, transactions);
        columns.as(layout.staged(), types).write(table, target.writers());
        try (Connection connection = connector.open()) {
            purge(connection, table);
        }
        return table;
    }

    /** By way of a staging table, for what only the database can convert. */
    private StagingTable converted(JdbcLayout layout) throws SQLException {
        TableName aside = sink.name().beside(StagingName.of(what.load(), sink.name(), what.attempt() + " aside"));
        StagingTable staging = StagingTable.of(connector, aside.quoted(dialect), columns.schema());
        try (Connection connection = connector.open()) {
            target.make(connection, staging, aside);
            layout.refuseLoss(connection, sink, columns.schema(), Optional.of(staging.table()));
            columns.write(staging, target.writers());
            StagingTable table = StagingTable.standing(connector, name.quoted(dialect), columns.schema(), transactions);
            connection.setAutoCommit(false);
            try (Statement insert = connection.createStatement()) {
                long number = transactions.own(connection);
                long rows = insert.executeLargeUpdate("INSERT INTO " + table.table() + " ("
                        + Merge.list(dialect, layout.names()) + ")" + dialect.overriding() + " "
                        + layout.select(staging.table(), staging.counted()));
                connection.commit();
                target.publish(Optional.of(layout)).balance(staging.rowCount(), rows);
                table.finished().add(new StagingTable.Written(number, rows, staging.bytes()));
            }
            return table;
        } finally {
            target.drop(aside);
        }
    }

    private void purge(Connection connection, StagingTable table) throws SQLException {
        try (Statement delete = connection.createStatement()) {
            delete.executeUpdate("DELETE FROM " + table.table() + " s WHERE NOT (" + table.counted() + ")");
        }
    }

    /** Makes the key; false when several rows have the same one, so that they have to be merged. */
    private boolean keyed(StagingTable table, JdbcLayout layout) throws SQLException {
        List<String> key = sink.key().stream().map(layout::named).toList();
        try (Connection connection = connector.open();
                Statement add = connection.createStatement()) {
            add.executeUpdate("ALTER TABLE " + table.table() + " ADD PRIMARY KEY (" + Merge.list(dialect, key) + ")");
            return true;
        } catch (SQLException e) {
            if (NOT_UNIQUE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private Published publish(JdbcPublish publish, Receipt receipt, StagingTable table) {
        publish.refuseTwice(what);
        return publish.transaction(receipt, connection -> {
            dialect.limitWaits(connection);
            swap.lock(connection, name);
            if (count(connection) > table.rowCount()) {
                // An attempt that Spark had given up was not at its end.
                purge(connection, table);
            }
            publish.balance(table.rowCount(), count(connection));
            if (replacing) {
                swap.exchange(connection, sink.name(), name);
            } else {
                refuseFound(connection);
                swap.name(connection, sink.name(), name);
            }
            Failpoint.reach("jdbc.swapped");
        });
    }

    private void refuseFound(Connection connection) throws SQLException {
        if (!dialect.target(connection, sink.name()).isEmpty()) {
            throw new Fault(
                    Code.TRY_LATER,
                    "Cannot publish to " + sink.describe()
                            + ": somebody else has made the table meanwhile (nothing was published; run again)");
        }
    }

    private long count(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet found = select.executeQuery("SELECT COUNT(*) FROM " + name.quoted(dialect))) {
            found.next();
            return found.getLong(1);
        }
    }
}

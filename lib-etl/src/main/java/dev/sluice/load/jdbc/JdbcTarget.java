package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** An open table of a database, for one load. */
final class JdbcTarget implements Target {
    private final SparkSession spark;
    private final JdbcSink sink;
    private final Connector connector;
    private final LoadId load;
    private final JdbcHead head;
    private final JdbcReceipts receipts;
    /** Staging tables of attempts that may still be published. */
    private final Set<String> live = new HashSet<>();

    JdbcTarget(SparkSession spark, JdbcSink sink, Connector connector, LoadId load) {
        this.spark = spark;
        this.sink = sink;
        this.connector = connector;
        this.load = load;
        this.head = new JdbcHead(connector, sink.name(), load);
        this.receipts = new JdbcReceipts(connector, sink.name(), head);
    }

    @Override
    public Receipts receipts() {
        try (Connection connection = connector.open()) {
            Head now = head.read(connection);
            if (!now.equals(Head.ORIGIN)
                    && connector.dialect().target(connection, sink.name()).isEmpty()) {
                throw new Fault(
                        Code.TARGET_ROLLED_BACK,
                        "Cannot go on with " + sink.describe() + ": the table is gone, its head for " + load + " is "
                                + now + " (bring it back; or load anew, under a new load name or after the load's rows"
                                + " were taken out of sluice_heads)");
            }
            return receipts.from(spark, connection, now);
        } catch (SQLException e) {
            throw connector.fault("read the receipts of", sink.describe(), e);
        }
    }

    @Override
    public Staged stage(SparkSession slice, Dataset<Row> rows, Publication what) {
        StagedColumns columns = StagedColumns.of(rows, load, sink);
        TableName name = sink.name().beside(StagingName.of(load, sink.name(), what.attempt()));
        Dialect dialect = connector.dialect();
        StagingTable staging = StagingTable.of(connector, name.quoted(dialect), columns.schema());
        JdbcLayout layout = prepare(staging, name, columns.schema());
        boolean complete = false;
        try {
            int writers = Math.min(connector.connections(), dialect.mostWriters());
            columns.write(staging, writers);
            Failpoint.reach("jdbc.staged");
            makeRoom(layout, staging);
            complete = true;
        } finally {
            if (!complete) {
                drop(name);
            }
        }
        JdbcPublish publish = new JdbcPublish(connector, sink, Optional.of(layout), head, receipts);
        return new JdbcStaged(this, slice, columns, publish, staging, name, what);
    }

    private JdbcLayout prepare(StagingTable staging, TableName name, StructType rows) {
        Dialect dialect = connector.dialect();
        boolean complete = false;
        try (Connection connection = connector.open()) {
            head.prepare(connection);
            receipts.prepare(connection);
            JdbcLayout layout = JdbcLayout.fit(connection, dialect, sink, rows);
            if (sink.mode() == Mode.UPSERT) {
                dialect.checkKey(
                        connection,
                        sink.name(),
                        sink.key().stream().map(layout::named).toList());
            }
            live.add(name.table());
            make(connection, staging);
            layout.refuseLoss(connection, sink, rows, Optional.of(staging.table()));
            complete = true;
            return layout;
        } catch (SQLException e) {
            throw connector.fault("stage rows for", sink.describe(), e);
        } finally {
            if (!complete && live.contains(name.table())) {
                drop(name);
            }
        }
    }

    private void makeRoom(JdbcLayout layout, StagingTable staging) {
        if (!sink.contract().widens()) {
            return;
        }
        try (Connection connection = connector.open()) {
            new JdbcWidening(connection, connector.dialect(), sink).widenTexts(layout, staging.table());
        } catch (SQLException e) {
            throw connector.fault("widen a column of", sink.describe(), e);
        }
    }

    private void make(Connection connection, StagingTable staging) throws SQLException {
        Dialect dialect = connector.dialect();
        String columns = List.of(staging.layout().fields()).stream()
                .map(field -> dialect.quote(field.name()) + " " + type(dialect, field))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(dialect.createStaging() + " " + staging.table() + " (" + columns + ")");
        }
    }

    private String type(Dialect dialect, StructField field) {
        return dialect.type(field.dataType())
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS,
                        "Cannot load " + field.name() + " into " + sink.describe() + ": the database has no type for "
                                + field.dataType().sql() + " (cast it in a sql step)"));
    }

    @Override
    public Published mark(Receipt receipt) {
        try (Connection connection = connector.open()) {
            head.prepare(connection);
            receipts.prepare(connection);
        } catch (SQLException e) {
            throw connector.fault("publish to", sink.describe(), e);
        }
        return new JdbcPublish(connector, sink, Optional.empty(), head, receipts).mark(receipt);
    }

    @Override
    public int sweep(Receipt fence) {
        try (Connection connection = connector.open()) {
            String prefix = StagingName.prefix(load, sink.name());
            List<String> dead = connector.dialect().tables(connection, sink.name(), prefix).stream()
                    .filter(name -> !live.contains(name))
                    .toList();
            if (dead.isEmpty() || !(mark(fence) instanceof Published.Done)) {
                return 0;
            }
            dead.forEach(name -> drop(sink.name().beside(name)));
            return dead.size();
        } catch (SQLException e) {
            throw connector.fault("sweep", sink.describe(), e);
        }
    }

    /** Deletes a staging table. One that cannot be deleted now is left to the next sweep. */
    void drop(TableName staging) {
        live.remove(staging.table());
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement()) {
            connector.dialect().limitWaits(connection);
            statement.executeUpdate("DROP TABLE " + staging.quoted(connector.dialect()));
        } catch (SQLException e) {
            // It is swept by a later run.
        }
    }
}

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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
            Receipts found = receipts.from(spark, connection, now);
            if (found.chain().stream().anyMatch(link -> link.kind() == Receipt.Kind.PUBLISH)
                    && connector.dialect().target(connection, sink.name()).isEmpty()) {
                throw new Fault(
                        Code.TARGET_ROLLED_BACK,
                        "Cannot go on with " + sink.describe() + ": the table is gone, its head for " + load + " is "
                                + now + " (bring it back; or load anew, under a new load name or after the load's rows"
                                + " were taken out of sluice_heads)");
            }
            return found;
        } catch (SQLException e) {
            throw connector.fault("read the receipts of", sink.describe(), e);
        }
    }

    @Override
    public Staged stage(SparkSession slice, Dataset<Row> rows, Publication what) {
        StagedColumns columns = StagedColumns.of(rows, load, sink);
        begin();
        if (JdbcFresh.serves(connector, sink)) {
            return new JdbcFresh(this, slice, columns, what).stage();
        }
        TableName name = sink.name().beside(StagingName.of(load, sink.name(), what.attempt()));
        StagingTable staging = StagingTable.of(connector, name.quoted(connector.dialect()), columns.schema());
        JdbcLayout layout = prepare(staging, name, columns.schema(), what);
        boolean complete = false;
        try {
            columns.write(staging, writers());
            Failpoint.reach("jdbc.staged");
            makeRoom(layout, staging);
            complete = true;
        } finally {
            if (!complete) {
                drop(name);
            }
        }
        return staged(slice, columns, staging, name, layout, what);
    }

    /** Staged rows that are published by statements of the database. */
    Staged staged(
            SparkSession slice,
            StagedColumns columns,
            StagingTable staging,
            TableName name,
            JdbcLayout layout,
            Publication what) {
        JdbcPublish publish = publish(Optional.of(layout));
        return new JdbcStaged(
                this,
                slice,
                columns,
                staging,
                name,
                receipt -> publish.publish(receipt, what, staging.table(), staging.counted(), staging.rowCount()));
    }

    JdbcPublish publish(Optional<JdbcLayout> layout) {
        return new JdbcPublish(connector, sink, layout, head, receipts);
    }

    int writers() {
        return Math.min(connector.connections(), connector.dialect().mostWriters());
    }

    Connector connector() {
        return connector;
    }

    JdbcSink sink() {
        return sink;
    }

    /** Makes the tables of heads and receipts where they are not there. */
    private void begin() {
        try (Connection connection = connector.open()) {
            head.prepare(connection);
            receipts.prepare(connection);
            if (sink.mode() == Mode.REFRESH) {
                head.refuseOthers(connection);
            }
        } catch (SQLException e) {
            throw connector.fault("stage rows for", sink.describe(), e);
        }
    }

    private JdbcLayout prepare(StagingTable staging, TableName name, StructType rows, Publication what) {
        Dialect dialect = connector.dialect();
        boolean complete = false;
        try (Connection connection = connector.open()) {
            JdbcLayout layout = JdbcLayout.fit(connection, dialect, sink, rows);
            if (sink.mode() == Mode.UPSERT) {
                dialect.checkKey(
                        connection,
                        sink.name(),
                        sink.key().stream().map(layout::named).toList());
            }
            if (sink.replaceWhere().isPresent()) {
                new ReplaceWhere(dialect, sink)
                        .check(connection, what.slice().items().get(0).id());
            }
            if (sink.deleted().isPresent() && sink.keepsNewest()) {
                new JdbcDeletes(dialect, sink, layout).prepare(connection);
            }
            make(connection, staging, name);
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

    /** Makes a staging table, which no sweep of ours takes away. */
    void make(Connection connection, StagingTable staging, TableName name) throws SQLException {
        keep(name);
        staging.make(connection, sink.describe());
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

    void keep(TableName name) {
        live.add(name.table());
    }

    @Override
    public Published mark(Receipt receipt) {
        try (Connection connection = connector.open()) {
            head.prepare(connection);
            receipts.prepare(connection);
        } catch (SQLException e) {
            throw connector.fault("publish to", sink.describe(), e);
        }
        return publish(Optional.empty()).mark(receipt);
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

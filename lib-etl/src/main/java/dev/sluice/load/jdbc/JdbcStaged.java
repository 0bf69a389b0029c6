package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.table.Handover;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A filled staging table. */
final class JdbcStaged implements Staged {
    private final JdbcTarget target;
    private final SparkSession spark;
    private final StagedColumns columns;
    private final JdbcPublish publish;
    private final StagingTable staging;
    private final TableName name;
    private final Publication what;
    private boolean mayBePublished;

    JdbcStaged(
            JdbcTarget target,
            SparkSession spark,
            StagedColumns columns,
            JdbcPublish publish,
            StagingTable staging,
            TableName name,
            Publication what) {
        this.target = target;
        this.spark = spark;
        this.columns = columns;
        this.publish = publish;
        this.staging = staging;
        this.name = name;
        this.what = what;
    }

    @Override
    public Dataset<Row> rows() {
        Connector connector = staging.connector();
        try (Connection connection = connector.open()) {
            String relation = "(SELECT * FROM " + staging.table() + " s WHERE " + finished() + ") r";
            List<StoreColumn> there =
                    connector.dialect().columns(connection, "SELECT * FROM " + relation + " WHERE 1 = 0");
            List<Scan.Part> all = List.of(new Scan.Part("staged", "", 0));
            Scan scan = new Scan(connector, relation, there, all, "", Scan.Watch.NONE);
            return columns.restored(Handover.dataset(spark, new ScanTable(scan, name.table(), ScanTable.What.COLUMNS)));
        } catch (SQLException e) {
            throw connector.fault("read back", name.toString(), e);
        }
    }

    /** The condition for rows of the attempts whose results Spark took. */
    private String finished() {
        String attempts = staging.finished().stream()
                .filter(task -> task.rows() > 0)
                .map(task -> Long.toString(task.attempt()))
                .collect(Collectors.joining(", "));
        return attempts.isEmpty()
                ? "1 = 0"
                : "s." + staging.connector().dialect().quote(StagingTable.TASK) + " IN (" + attempts + ")";
    }

    @Override
    public long rowCount() {
        return staging.finished().stream().mapToLong(StagingTable.Written::rows).sum();
    }

    @Override
    public long bytes() {
        return staging.finished().stream()
                .mapToLong(StagingTable.Written::bytes)
                .sum();
    }

    @Override
    public Published publish(Receipt receipt) {
        Published published = publish.publish(receipt, what, staging.table(), finished(), rowCount());
        mayBePublished = published instanceof Published.Unknown;
        if (published instanceof Published.Done) {
            target.drop(name);
        }
        return published;
    }

    @Override
    public void discard() {
        if (!mayBePublished) {
            target.drop(name);
        }
    }
}

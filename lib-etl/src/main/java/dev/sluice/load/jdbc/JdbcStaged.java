package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Purpose;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.slice.Receipt;
import dev.sluice.table.Handover;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A filled staging table. */
final class JdbcStaged implements Staged {
    private final JdbcTarget target;
    private final SparkSession spark;
    private final StagedColumns columns;
    private final StagingTable staging;
    private final TableName name;
    private final Publishing publishing;
    private boolean mayBePublished;

    /** How the rows become the target's. */
    interface Publishing {
        Published publish(Receipt receipt);
    }

    JdbcStaged(
            JdbcTarget target,
            SparkSession spark,
            StagedColumns columns,
            StagingTable staging,
            TableName name,
            Publishing publishing) {
        this.target = target;
        this.spark = spark;
        this.columns = columns;
        this.staging = staging;
        this.name = name;
        this.publishing = publishing;
    }

    @Override
    public Dataset<Row> rows() {
        Connector connector = staging.connector();
        try (Connection connection = connector.open()) {
            String relation = "(SELECT * FROM " + staging.table() + " s WHERE " + staging.counted() + ") r";
            List<StoreColumn> there =
                    connector.dialect().columns(connection, "SELECT * FROM " + relation + " WHERE 1 = 0");
            List<Scan.Part> all = List.of(new Scan.Part("staged", "", 0));
            Scan scan = new Scan(connector, relation, there, all, "", new Purpose.Asked());
            return columns.restored(Handover.dataset(spark, new ScanTable(scan, name.table(), ScanTable.What.COLUMNS)));
        } catch (SQLException e) {
            throw connector.fault("read back", name.toString(), e);
        }
    }

    @Override
    public long rowCount() {
        return staging.rowCount();
    }

    @Override
    public long bytes() {
        return staging.bytes();
    }

    @Override
    public Published publish(Receipt receipt) {
        Published published = publishing.publish(receipt);
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

package dev.sluice.load.iceberg;

import dev.sluice.fault.Failpoint;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** An open Iceberg table, for one load. */
final class IcebergTarget implements Target {
    private final SparkSession spark;
    private final IcebergSink sink;
    private final IcebergPlace place;
    private final LoadId load;
    private final IcebergHead head;
    private final IcebergReceipts receipts;

    IcebergTarget(SparkSession spark, IcebergSink sink, IcebergPlace place, LoadId load) {
        this.spark = spark;
        this.sink = sink;
        this.place = place;
        this.load = load;
        this.head = IcebergHead.of(load);
        this.receipts = new IcebergReceipts(spark, place, head);
    }

    @Override
    public Receipts receipts() {
        Optional<BaseTable> table = place.table();
        return receipts.from(
                table.map(found -> head.verifiedIn(found.operations().current()))
                        .orElse(Head.ORIGIN));
    }

    @Override
    public Staged stage(SparkSession slice, Dataset<Row> rows, Publication what) {
        Dataset<Row> keyed = IcebergColumns.keyed(rows, load);
        BaseTable table = table(keyed);
        IcebergColumns.evolve(table, keyed.schema(), new IcebergContract(sink));
        Dataset<Row> laid = IcebergLayout.arrange(slice, IcebergColumns.fitted(keyed, table), table);
        IcebergStagedFiles files = IcebergStagedFiles.write(laid, table, load, what.attempt());
        Failpoint.reach("iceberg.staged");
        return new IcebergStaged(slice, new IcebergPublish(place, head, receipts), table, what, files);
    }

    @Override
    public Published mark(Receipt receipt) {
        BaseTable table = place.presentTable();
        return new IcebergPublish(place, head, receipts)
                .publish(table, receipt, IcebergStagedFiles.NONE, IcebergSuperseded.NOTHING);
    }

    @Override
    public int sweep(Receipt fence) {
        Optional<BaseTable> table = place.table();
        return table.isEmpty() ? 0 : new IcebergSweep(table.get(), head).sweep(receipts(), () -> mark(fence));
    }

    @Override
    public void maintain(Duration keep) {
        place.table()
                .ifPresent(table -> new IcebergMaintenance(spark, place, receipts, keep).maintain(table, receipts()));
    }

    private BaseTable table(Dataset<Row> rows) {
        return place.table().orElseGet(() -> {
            new IcebergContract(sink).requireMayMake();
            Schema schema = IcebergColumns.schema(rows.schema());
            Map<String, String> properties = new HashMap<>(Map.of(
                    "write.parquet.compression-codec", "zstd",
                    "commit.retry.num-retries", "20",
                    "write.metadata.delete-after-commit.enabled", "true",
                    "write.metadata.previous-versions-max", "50"));
            properties.putAll(sink.properties());
            return place.table(
                    schema,
                    IcebergLayout.spec(schema, sink.partitionBy()),
                    IcebergLayout.order(schema, sink.sortBy()),
                    properties);
        });
    }
}

package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.load.Mode;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        refuseAppending(what);
        Dataset<Row> stored = IcebergRows.stored(rows, load, sink);
        Dataset<Row> loaded = IcebergMarked.unmarked(stored);
        BaseTable table = table(loaded);
        IcebergDeletes.check(sink, table.schema());
        IcebergColumns.evolve(table, loaded.schema(), new IcebergContract(sink));
        IcebergStagedFiles files = IcebergStagedFiles.write(slice, stored, IcebergMarked.staging(sink, table), what);
        Failpoint.reach("iceberg.staged");
        IcebergPublish publish = new IcebergPublish(place, head, receipts);
        return new IcebergStaged(slice, sink, publish, table, what, files, way(what, stored));
    }

    private IcebergWay way(Publication what, Dataset<Row> stored) {
        return switch (sink.mode()) {
            case REPLACE, REFRESH -> (spark, table, staged) -> IcebergSuperseded.find(spark, table, what, staged);
            case APPEND -> (spark, table, staged) -> IcebergChange.adding(staged);
            case UPSERT -> {
                IcebergUpsert upsert = new IcebergUpsert(sink, names(stored));
                yield byKey(what, sink.deleted().isEmpty() ? upsert : new IcebergDeletes(upsert));
            }
            case HISTORY -> byKey(what, new IcebergHistory(sink));
        };
    }

    private IcebergWay byKey(Publication what, IcebergByKey way) {
        return (spark, table, staged) -> IcebergMerge.of(spark, table, what, sink, way, staged);
    }

    private static Set<String> names(Dataset<Row> rows) {
        return Stream.of(rows.columns())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private void refuseAppending(Publication what) {
        if (sink.mode() == Mode.APPEND && !what.superseded().isEmpty()) {
            throw new Fault(
                    Code.CHECK_FAILED,
                    "Cannot append to " + sink.describe() + ": it may hold rows of an earlier version of "
                            + what.superseded().size() + " items, such as "
                            + what.superseded().iterator().next()
                            + " (mode = replace takes them out, mode = upsert overwrites them)");
        }
    }

    @Override
    public Published mark(Receipt receipt) {
        BaseTable table = place.presentTable();
        return new IcebergPublish(place, head, receipts).publish(table, receipt, IcebergChange.NOTHING);
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

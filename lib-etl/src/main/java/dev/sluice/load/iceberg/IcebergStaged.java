package dev.sluice.load.iceberg;

import dev.sluice.fault.Failpoint;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Data files that the table does not name yet. Rows can be read until the publish or the discard. */
final class IcebergStaged implements Staged {
    /** How often a publish looks again for what it supersedes, when others rewrite files under it. */
    private static final int ROUNDS = 3;

    private final SparkSession spark;
    private final IcebergSink sink;
    private final IcebergPublish publish;
    private final BaseTable table;
    private final Publication what;
    private final IcebergStagedFiles files;
    private final IcebergWay way;
    private IcebergStagedFiles.Reading reading;
    private boolean mayBeNamed;

    IcebergStaged(
            SparkSession spark,
            IcebergSink sink,
            IcebergPublish publish,
            BaseTable table,
            Publication what,
            IcebergStagedFiles files,
            IcebergWay way) {
        this.spark = spark;
        this.sink = sink;
        this.publish = publish;
        this.table = table;
        this.what = what;
        this.files = files;
        this.way = way;
    }

    @Override
    public Dataset<Row> rows() {
        BaseTable staging = IcebergMarked.staging(sink, table);
        if (files.files().isEmpty()) {
            return IcebergMarked.restored(
                    sink, spark.createDataFrame(List.<Row>of(), SparkSchemaUtil.convert(staging.schema())));
        }
        if (reading == null) {
            reading = new IcebergStagedFiles.Reading(spark, staging, files.tasks(staging));
        }
        return IcebergMarked.restored(sink, reading.rows());
    }

    @Override
    public long rowCount() {
        return files.rowCount();
    }

    @Override
    public long bytes() {
        return files.bytes();
    }

    @Override
    public Published publish(Receipt receipt) {
        close();
        Published published = new Published.Conflict("never tried");
        for (int round = 0; round < ROUNDS && published instanceof Published.Conflict; round++) {
            // A head that has moved already tells without the work of a merge.
            Optional<Published> answer = publish.answered(table, receipt);
            published = answer.isPresent() ? answer.get() : round(receipt);
        }
        mayBeNamed |= published instanceof Published.Done || published instanceof Published.Unknown;
        return published;
    }

    private Published round(Receipt receipt) {
        table.refresh();
        IcebergChange change = way.change(spark, table, files);
        Failpoint.reach("iceberg.merged");
        Published published = publish.publish(table, receipt, change);
        if (published instanceof Published.Done) {
            if (change.rewrites(files)) {
                files.delete(table);
            }
        } else if (!(published instanceof Published.Unknown)) {
            change.undo(table);
        }
        return published;
    }

    @Override
    public void discard() {
        close();
        if (!mayBeNamed) {
            files.delete(table);
            // A merge that failed may have written others.
            new IcebergSweep(table, publish.head()).delete(IcebergFolder.name(what.load(), what.attempt()));
        }
    }

    private void close() {
        if (reading != null) {
            reading.close();
            reading = null;
        }
    }
}

package dev.sluice.media;

import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.time.Duration;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Files of lines in which nothing is ever superseded: a shard that was given out keeps its number and its jobs. */
record ManifestTarget(Target files, ManifestRows lines) implements Target {
    @Override
    public Receipts receipts() {
        return files.receipts();
    }

    @Override
    public Staged stage(SparkSession spark, Dataset<Row> rows, Publication what) {
        Publication added = new Publication(what.load(), what.slice(), what.attempt(), Set.of(), what.reconcile());
        return files.stage(spark, lines.of(rows), added);
    }

    @Override
    public Published mark(Receipt receipt) {
        return files.mark(receipt);
    }

    @Override
    public int sweep(Receipt fence) {
        return files.sweep(fence);
    }

    @Override
    public void maintain(Duration keep) {
        files.maintain(keep);
    }
}

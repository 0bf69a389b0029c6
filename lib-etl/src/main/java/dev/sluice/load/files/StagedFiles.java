package dev.sluice.load.files;

import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One attempt, complete under the load's own folder.
 *
 * @param base the head before the attempt's first byte was written
 * @param added names that its directories will have
 * @param removed visible directories that it replaces
 */
record StagedFiles(
        FilesTarget target,
        String attempt,
        Head base,
        Dataset<Row> rows,
        long rowCount,
        long bytes,
        List<String> added,
        List<String> removed)
        implements Staged {
    @Override
    public Published publish(Receipt receipt) {
        return target.publish(this, receipt);
    }

    /** The receipt that also names this attempt's directories. */
    Receipt receipt(Receipt asked) {
        return new Receipt(
                asked.load(),
                asked.number(),
                asked.id(),
                asked.predecessor(),
                asked.kind(),
                asked.slice(),
                attempt,
                asked.items(),
                asked.rows(),
                asked.provenance(),
                added,
                removed);
    }

    @Override
    public void discard() {
        target.discard(attempt);
    }
}

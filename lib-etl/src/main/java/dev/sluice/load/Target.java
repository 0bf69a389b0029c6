package dev.sluice.load;

import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.time.Duration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One load's open place. Used by one thread at a time. */
public interface Target {
    /**
     * Reads the head first, then the receipts, never from a cache; finishes what a publish before us left half
     * visible.
     *
     * @throws dev.sluice.fault.Fault CHAIN_BROKEN, TARGET_ROLLED_BACK
     */
    Receipts receipts();

    /**
     * Writes rows where no reader looks. {@code rows} has the source's {@code _item} as its last column; it is
     * stored as {@link dev.sluice.slice.Item#loadKey}.
     *
     * @param spark the slice's own session, in which {@code rows} was built
     */
    Staged stage(SparkSession spark, Dataset<Row> rows, Publication what);

    /** Moves the head by a receipt that carries no rows (a fence, or retired items). */
    Published mark(Receipt receipt);

    /**
     * Deletes what attempts that can no longer publish have left behind. Moves the head first by {@code fence}, so
     * that each of them can only answer stale; does nothing, and leaves the head, when there is nothing to delete.
     *
     * @return the number of attempts swept
     */
    int sweep(Receipt fence);

    /**
     * Keeps the place quick to read and small: compacts, forgets old versions of it. Changes neither rows nor what is
     * done. Does nothing unless a sink says otherwise.
     *
     * @param keep how long a reader may go on with a version of the place that it has begun to read
     */
    default void maintain(Duration keep) {}
}

package dev.sluice.load;

import dev.sluice.slice.Receipt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A slice's output for one load, complete, where no reader looks. */
public interface Staged {
    /** The staged rows, for checks; with {@code _item}, which is null where the place does not keep it. */
    Dataset<Row> rows();

    /** Rows staged, from the files' own footers or the store's own answer, never from a second pass. */
    long rowCount();

    /** Bytes staged. */
    long bytes();

    /**
     * Makes the rows visible in one atomic step, takes out the superseded ones, and moves the head to
     * {@code receipt}, if and only if the head is still the one that the receipt names as its predecessor.
     */
    Published publish(Receipt receipt);

    /** Forgets and deletes the staged rows. Not after a publish that answered Done or Unknown. */
    void discard();
}

package dev.sluice.extract;

import org.apache.spark.sql.SparkSession;

/** A source that can drive a job: it knows the items that its input is made of. */
public interface Sliceable extends Source {
    /**
     * Lists the items of the input from one pinned listing or snapshot, done or not.
     *
     * @throws dev.sluice.fault.Fault INPUT_MISSING when there is no such input at all
     */
    Items items(SparkSession spark, Scope asked);
}

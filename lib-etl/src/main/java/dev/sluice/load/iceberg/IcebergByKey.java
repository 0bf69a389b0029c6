package dev.sluice.load.iceberg;

import org.apache.iceberg.expressions.Expression;

/** What becomes of the rows of a table that have the keys of staged ones. */
interface IcebergByKey {
    /** Finds all rows of the table that matter to these keys, and perhaps others. */
    Expression looksAt(IcebergKeys keys);

    /**
     * Makes the change, and writes what it needs.
     *
     * @throws dev.sluice.fault.Fault CHECK_FAILED when nobody could tell which rows are meant
     */
    IcebergChange change(IcebergMerge merge);
}

package dev.sluice.load.iceberg;

import org.apache.iceberg.BaseTable;
import org.apache.spark.sql.SparkSession;

/** How staged rows come into a table: what a {@link dev.sluice.load.Mode} is here. */
interface IcebergWay {
    /**
     * Looks at the table as it is now; writes what must be written, and changes nothing that a reader sees.
     *
     * @throws dev.sluice.fault.Fault CHECK_FAILED when the rows may not come in this way
     */
    IcebergChange change(SparkSession spark, BaseTable table, IcebergStagedFiles staged);
}

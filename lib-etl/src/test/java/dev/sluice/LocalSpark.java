package dev.sluice;

import java.io.File;
import org.apache.spark.sql.SparkSession;

/** The one Spark of a test run: two threads, no UI, UTC. Catalogs are added to new sessions of it. */
public final class LocalSpark {
    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config(
                    "spark.sql.warehouse.dir",
                    new File(System.getProperty("java.io.tmpdir"), "spark-warehouse")
                            .toURI()
                            .toString())
            .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .getOrCreate();

    private LocalSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}

package dev.sluice;

import org.apache.spark.sql.SparkSession;

/** The one Spark of a test JVM. */
public final class LocalSpark {
    private LocalSpark() {}

    /** The session, started by the first who asks. */
    public static synchronized SparkSession session() {
        return SparkSession.builder()
                .appName("test")
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
                .getOrCreate();
    }
}

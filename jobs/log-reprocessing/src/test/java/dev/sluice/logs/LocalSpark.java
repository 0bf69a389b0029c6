package dev.sluice.logs;

import dev.sluice.cli.LocalFiles;
import org.apache.spark.sql.SparkSession;

/** One local Spark for all tests of this module: two cores, three attempts at a task. */
final class LocalSpark {
    private static SparkSession session;

    private LocalSpark() {}

    static synchronized SparkSession session() {
        if (session == null) {
            session = SparkSession.builder()
                    .master("local[2,3]")
                    .appName("log-reprocessing tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.sql.session.timeZone", "UTC")
                    .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
                    .getOrCreate();
        }
        return session;
    }
}

package dev.sluice.media;

import dev.sluice.cli.LocalFiles;
import org.apache.spark.sql.SparkSession;

/** One local Spark for all tests of this module: two cores, three attempts at a task. */
final class LocalSpark {
    private static SparkSession session;

    private LocalSpark() {}

    static synchronized SparkSession session() {
        // A command that a test runs in this JVM stops it at its end.
        if (session == null || session.sparkContext().isStopped()) {
            session = SparkSession.builder()
                    .master("local[2,3]")
                    .appName("media-manifests tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "2")
                    // Each query is run once, on few rows: compiling it costs more than all else.
                    .config("spark.sql.codegen.wholeStage", "false")
                    .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                    .config("spark.sql.session.timeZone", "UTC")
                    .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
                    .getOrCreate();
        }
        return session;
    }
}

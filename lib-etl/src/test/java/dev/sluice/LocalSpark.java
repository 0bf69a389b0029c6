package dev.sluice;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark of a test JVM: two cores, no UI, UTC, and an Iceberg catalog {@code lake} in the temporary folder. */
public final class LocalSpark {
    private static final String FOLDER =
            Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString();
    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.local.dir", FOLDER + "/spark-local")
            .config("spark.sql.warehouse.dir", FOLDER + "/spark-warehouse")
            .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog.lake.type", "hadoop")
            .config("spark.sql.catalog.lake.warehouse", FOLDER + "/lake")
            .getOrCreate();

    private LocalSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}

package dev.sluice;

import dev.sluice.cli.LocalFiles;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark of a test JVM: two threads, no UI, UTC, an Iceberg catalog {@code shed} in the temporary folder. */
public final class LocalSpark {
    private static final Path FOLDER =
            Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
            .config("spark.executor.killOnFatalError.depth", "0")
            .config("spark.sql.shuffle.partitions", "2")
            // Each query is run once, on few rows: compiling it costs more than all else.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.local.dir", FOLDER.resolve("spark-local").toString())
            .config(
                    "spark.sql.warehouse.dir",
                    FOLDER.resolve("spark-warehouse").toUri().toString())
            .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .config("spark.sql.catalog.shed", "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog.shed.type", "hadoop")
            .config("spark.sql.catalog.shed.warehouse", FOLDER.resolve("shed").toString())
            .getOrCreate();

    static {
        // Without it Spark walks the stack for each RDD, which below a test runner is deep.
        SESSION.sparkContext().setLocalProperty("callSite.short", "test");
        SESSION.sparkContext().setLocalProperty("callSite.long", "test");
    }

    private LocalSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}

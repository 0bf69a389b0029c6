package dev.sluice.extract;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Keeps the rows of a plan's steps, so that nothing is done twice and all steps see the same: in the driver while they
 * are few, in files when they are many. While all are few, the session has settings under which a query costs
 * milliseconds instead of seconds: one task, no exchange, no adaptive stages, no compiled code. Used by the session's
 * one thread, closed before anything else is done with the session.
 */
public final class Scratch implements AutoCloseable {
    /** Rows of a step that go through the driver. */
    private static final int FEW = 5000;

    private static final Map<String, String> SMALL = Map.of(
            "spark.sql.adaptive.enabled", "false",
            "spark.sql.shuffle.partitions", "1",
            "spark.sql.leafNodeDefaultParallelism", "1",
            "spark.sql.autoBroadcastJoinThreshold", "-1",
            "spark.sql.limit.initialNumPartitions", "10000",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private final SparkSession spark;
    private final Path folder;
    private final Map<String, Option<String>> before = new HashMap<>();

    private Scratch(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /**
     * Opens it with the settings for few rows.
     *
     * @param folder for files, made when there are any
     */
    public static Scratch open(SparkSession spark, Path folder) {
        Scratch scratch = new Scratch(spark, folder);
        scala.collection.immutable.Map<String, String> set = spark.conf().getAll();
        SMALL.forEach((key, value) -> {
            scratch.before.put(key, set.get(key));
            spark.conf().set(key, value);
        });
        return scratch;
    }

    /** Tells how many rows the next step works on. */
    public void expect(long rows) {
        if (rows > FEW) {
            close();
        }
    }

    /** The rows, evaluated once. */
    public Dataset<Row> keep(String name, Dataset<Row> rows) {
        if (!before.isEmpty()) {
            List<Row> few = rows.limit(FEW + 1).collectAsList();
            if (few.size() <= FEW) {
                return spark.createDataFrame(few, rows.schema());
            }
            close();
        }
        String place = local(folder.resolve(name));
        rows.write().parquet(place);
        return spark.read()
                .schema(rows.schema())
                .option("__globPaths__", "false")
                .parquet(place);
    }

    /** A local path for Spark, whose readers and writers take percent signs literally. */
    static String local(Path path) {
        return "file:" + path.toAbsolutePath();
    }

    /** Gives the session its own settings back. */
    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value.isDefined()) {
                spark.conf().set(key, value.get());
            } else {
                spark.conf().unset(key);
            }
        });
        before.clear();
    }
}

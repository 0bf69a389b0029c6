package dev.sluice.extract;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
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

    private static final int TASKS_PER_CORE = 4;

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
    private final Set<Dataset<Row>> none = Collections.newSetFromMap(new IdentityHashMap<>());

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
        Optional<List<Row>> few = few(rows);
        if (few.isPresent()) {
            return local(few.get(), rows.schema());
        }
        String place = local(folder.resolve(name));
        rows.write().parquet(place);
        return spark.read()
                .schema(rows.schema())
                .option("__globPaths__", "false")
                .parquet(place);
    }

    /** A part of kept rows: evaluated once while they are few, and as it is needed when not. */
    Dataset<Row> part(Dataset<Row> rows) {
        return few(rows).map(few -> local(few, rows.schema())).orElse(rows);
    }

    /** Whether it is known without any work that these are no rows. */
    boolean isNone(Dataset<Row> kept) {
        return none.contains(kept);
    }

    private Dataset<Row> local(List<Row> few, StructType schema) {
        Dataset<Row> rows = spark.createDataFrame(few, schema);
        if (few.isEmpty()) {
            none.add(rows);
            return rows;
        }
        // In one partition, so that no join, group or sort over it exchanges anything.
        return rows.coalesce(1);
    }

    /** The rows in more tasks than a small shuffle gives, for work that opens a file a row; evaluated once or more. */
    public Dataset<Row> spread(Dataset<Row> rows) {
        int tasks = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
        Optional<List<Row>> few = few(rows);
        if (few.isEmpty()) {
            return rows.repartition(tasks);
        }
        if (few.get().isEmpty()) {
            return local(few.get(), rows.schema());
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int some = Math.min(tasks, few.get().size());
        return spark.createDataFrame(context.parallelize(few.get(), some), rows.schema());
    }

    /** All rows while they are few; the first time that they are not the settings for few end. */
    private Optional<List<Row>> few(Dataset<Row> rows) {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        List<Row> few = rows.limit(FEW + 1).collectAsList();
        if (few.size() <= FEW) {
            return Optional.of(few);
        }
        close();
        return Optional.empty();
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

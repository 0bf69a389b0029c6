package dev.sluice.extract;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Keeps the rows of a plan's steps, so that nothing is done twice and all steps see the same: in the driver while they
 * are few, in files when they are many. While all are few, the session has settings under which a query costs
 * milliseconds instead of seconds: one task, no exchange, no adaptive stages, no compiled code. Used by the session's
 * one thread, closed before anything else is done with the session.
 */
public final class Scratch implements AutoCloseable {
    /** A setting of Spark's: so many rows of a step may go through the driver. */
    static final String FEW = "spark.sluice.plan.few";

    private static final String USUAL = "5000";

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
    private final int limit;
    private final Map<String, Option<String>> before = new HashMap<>();
    private final IdentityHashMap<Dataset<Row>, List<Row>> few = new IdentityHashMap<>();

    private Scratch(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
        this.limit = Integer.parseInt(spark.conf().get(FEW, USUAL));
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

    /** Tells how many rows the next step works on; whether these are few. */
    boolean expect(long rows) {
        if (rows > limit) {
            close();
        }
        return rows <= limit;
    }

    /** The rows, evaluated once. */
    public Dataset<Row> keep(String name, Dataset<Row> rows) {
        Optional<List<Row>> some = few(rows);
        if (some.isPresent()) {
            return local(some.get(), rows.schema());
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
        return few(rows).map(some -> local(some, rows.schema())).orElse(rows);
    }

    /** No rows, kept. */
    Dataset<Row> none(StructType schema) {
        return local(List.of(), schema);
    }

    /** Whether it is known without any work that these are no rows. */
    public boolean isNone(Dataset<Row> kept) {
        return few.containsKey(kept) && few.get(kept).isEmpty();
    }

    public long count(Dataset<Row> kept) {
        return few.containsKey(kept) ? few.get(kept).size() : kept.count();
    }

    /** Few rows, which know their schema, kept. */
    Dataset<Row> local(List<Row> some, StructType schema) {
        Dataset<Row> rows = spark.createDataFrame(some, schema);
        // In one partition, so that no join, group or sort over it exchanges anything.
        Dataset<Row> kept = some.isEmpty() ? rows : rows.coalesce(1);
        few.put(kept, some);
        return kept;
    }

    /**
     * The result of work that opens a file a row, evaluated once, in more tasks than a small shuffle gives.
     *
     * @param work gives rows whose values are as Spark's own rows have them
     */
    Dataset<Row> each(String name, Dataset<Row> rows, MapPartitionsFunction<Row, Row> work, Encoder<Row> result) {
        int tasks = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
        Optional<List<Row>> some = few(rows);
        if (some.isEmpty()) {
            return keep(name, rows.repartition(tasks).mapPartitions(work, result));
        }
        if (some.get().isEmpty()) {
            return none(result.schema());
        }
        // Without Spark SQL, which takes longer to plan this than it takes to do it.
        List<Row> made = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(some.get(), Math.min(tasks, some.get().size()))
                .mapPartitions(work::call)
                .collect();
        StructType schema = result.schema();
        return local(made.stream().map(row -> named(row, schema)).toList(), schema);
    }

    private static Row named(Row row, StructType schema) {
        Object[] values = new Object[row.size()];
        Arrays.setAll(values, row::get);
        return new GenericRowWithSchema(values, schema);
    }

    /** All rows while they are few; the first time that they are not the settings for few end. */
    private Optional<List<Row>> few(Dataset<Row> rows) {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        List<Row> some = few.get(rows);
        if (some == null) {
            some = rows.limit(limit + 1).collectAsList();
        }
        if (some.size() <= limit) {
            return Optional.of(some);
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

package dev.sluice.logs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.sluice.extract.Items;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Sliceable;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Load;
import dev.sluice.settings.Location;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.RejectTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rejects of lines that a job has published, by the items of that job. The receipts tell the items, also those without
 * rejects; the version of one is a hash of its rejects, so that what is read can be held against what was planned.
 *
 * @param job who published them
 * @param load where they are
 */
record PublishedRejects(Job job, Load load) {
    /** Columns of {@link #lines}, each by its place. */
    static final List<String> LINE = List.of(
            "key",
            "file",
            "member",
            "offset",
            "line",
            "last_line",
            "code",
            "message",
            "raw",
            "first_line",
            "line_end",
            "base64",
            "written",
            "written_by",
            "hash");

    /**
     * Finds the load.
     *
     * @throws Fault SETTINGS where there is none, or several and none is named; INPUT_MISSING where there is no such job
     */
    static PublishedRejects of(Location file, Optional<String> named) {
        Job job = JobFile.read(Path.of(file.uri()), BuiltIn.kinds(), System.getenv());
        Sliceable source = job.drivingSource();
        boolean ofLines = source instanceof LogsSource || source instanceof RejectsSource;
        boolean ofItself = source instanceof RejectsSource again && again.job().equals(file);
        List<Load> found = job.loads().stream()
                .filter(load -> ofLines && !ofItself && load.from().equals(RejectTable.of(job.driving())))
                .filter(load -> named.isEmpty() || named.get().equals(load.name()))
                .toList();
        if (found.size() != 1) {
            String loads = found.stream().map(Load::name).collect(Collectors.joining(", "));
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot read the rejects of " + file
                            + named.map(name -> ", load " + name).orElse("") + ": "
                            + (found.isEmpty()
                                    ? "it has no such load of another job's lines (one from = "
                                            + RejectTable.of(job.driving()) + ")"
                                    : "it has several (set load to one of " + loads + ")"));
        }
        return new PublishedRejects(job, found.get(0));
    }

    /** True for an item that has rejects. */
    static boolean hasSome(Item item) {
        return !item.version().orElse("").startsWith("0-");
    }

    /** All items with rejects, and those that had some when they were done. */
    Items items(SparkSession spark, Scope asked) {
        addCatalogs(spark);
        Receipts receipts = load.sink().open(spark, load.id()).receipts();
        if (receipts.head().number() == 0) {
            Dataset<Row> none = spark.createDataFrame(List.of(), Item.SCHEMA);
            String message = "has published nothing yet";
            return new Items(
                    none, List.of(new Items.Remark("NO_REJECTS", load.id().toString(), message)));
        }
        Dataset<Row> all = counted(spark, receipts, asked);
        return new Items(
                all.select(
                        col("id"),
                        concat(col("rejects"), lit("-"), col("total").cast("string"))
                                .as("version"),
                        col("bytes"),
                        col("path").as("place"),
                        to_json(struct("path")).as("detail")),
                List.of());
    }

    /** Columns id, path, rejects, bytes, total; rejects are 0 for an item that has none any more. */
    private Dataset<Row> counted(SparkSession spark, Receipts receipts, Scope asked) {
        Column path = coalesce(max(get_json_object(col("detail"), "$.path")), col("id"));
        Dataset<Row> published =
                receipts.entries().where("kind = 'PUBLISH'").groupBy("id").agg(path.as("path"));
        Dataset<Row> keys = names().stream()
                .map(name -> published.withColumn("stored", Item.loadKey(name, xxhash64(col("id")))))
                .reduce(Dataset::union)
                .orElseThrow();
        Dataset<Row> sums = stored(spark)
                .groupBy(col("_item").as("stored"))
                .agg(
                        count(lit(1)).as("rejects"),
                        sum(length(col("raw"))).as("bytes"),
                        sum(hash().cast("decimal(20,0)")).as("total"));
        Dataset<Row> done =
                asked.known().where("kind = 'PUBLISH'").select("id").distinct().withColumn("done", lit(true));
        Column rejects = coalesce(sum("rejects"), lit(0L));
        return keys.join(sums, seq("stored"), "left")
                .groupBy("id", "path")
                .agg(
                        rejects.as("rejects"),
                        coalesce(sum("bytes"), lit(0L)).as("bytes"),
                        coalesce(sum("total"), lit(0)).cast("decimal(38,0)").as("total"))
                .join(done, seq("id"), "left")
                .where("rejects > 0 OR done");
    }

    /** The rejects of some items as the columns {@link #LINE}, those of an item together and in the order of the file. */
    Dataset<Row> lines(SparkSession spark, List<Item> items) {
        addCatalogs(spark);
        HashMap<Long, Long> keys = new HashMap<>();
        for (Item item : items) {
            names().forEach(name -> keys.put(Item.loadKey(name, item.key()), item.key()));
        }
        UDF1<Long, Long> key = keys::get;
        Dataset<Row> rows = items.isEmpty() ? spark.createDataFrame(List.of(), RejectTable.OF_LINES) : stored(spark);
        return rows.withColumn("key", udf(key, DataTypes.LongType).apply(col("_item")))
                .where("key IS NOT NULL")
                .select(LINE.stream().map(PublishedRejects::of).toArray(Column[]::new))
                .repartition(col("key"))
                .sortWithinPartitions("key", "file", "member", "offset");
    }

    private static Column of(String name) {
        Column column = switch (name) {
            case "file", "member", "offset", "line", "last_line" -> col("origin." + name);
            case "raw" -> col("raw").cast("binary");
            case "first_line", "line_end", "base64", "written", "written_by" -> col("redo." + name);
            case "hash" -> hash();
            default -> col(name);
        };
        return column.as(name);
    }

    /** Of all that reading a line again depends on. Spark's hash passes over nulls, and member alone could be mistaken. */
    private static Column hash() {
        return xxhash64(
                col("origin.file"),
                coalesce(col("origin.member"), lit("")),
                col("origin.offset"),
                coalesce(col("origin.line"), lit(0L)),
                coalesce(col("raw"), lit("")),
                coalesce(col("redo.base64"), lit("")),
                coalesce(col("redo.line_end"), lit("none")),
                coalesce(col("redo.first_line"), lit(0L)),
                coalesce(col("redo.written"), lit(0L)));
    }

    private Dataset<Row> stored(SparkSession spark) {
        return load.sink().stored(spark, RejectTable.OF_LINES);
    }

    /** The load's name and those that it had: rows carry the name under which they were published. */
    private List<LoadId> names() {
        List<LoadId> names = new ArrayList<>(List.of(load.id()));
        for (String was : load.id().was()) {
            names.add(LoadId.of(was.substring(0, was.indexOf('/')), was.substring(was.indexOf('/') + 1)));
        }
        return names;
    }

    /** The catalogs that the other job's file defines, where this one's does not. */
    private void addCatalogs(SparkSession spark) {
        job.spark().forEach((key, value) -> {
            if (key.startsWith("spark.sql.catalog.")
                    && spark.conf().getOption(key).isEmpty()) {
                spark.conf().set(key, value);
            }
        });
    }

    private static scala.collection.immutable.Seq<String> seq(String name) {
        return scala.jdk.javaapi.CollectionConverters.asScala(List.of(name)).toSeq();
    }
}

package dev.sluice.media;

import dev.sluice.extract.Counts;
import dev.sluice.extract.Items;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.SplitCount;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.JobLines.Line;
import dev.sluice.media.table.RecordParser;
import dev.sluice.settings.Doc;
import dev.sluice.settings.Location;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The kind {@code manifest-jobs}: the jobs of published manifests, a row and an item each. An item's id is the job's key
 * and its size that of the job's input. Where a later generation has a job for the same input and profile, the earlier one
 * is none any more. Rows come by falling cost, each in a task of its own where there are not too many, so that what a step
 * does with them ends on all executors at about the same time. Columns: job_key STRING, shard INT, input STRING, bytes
 * BIGINT, line STRING (the job as the manifest has it), _item BIGINT.
 */
@Doc("the jobs of published manifests, an item each; those that take longest come first")
public record JobsSource(@Doc("the folder of the manifests") Location path) implements Sliceable {
    static final String LINE = "line";

    /** In the metadata of the column of lines: CPU seconds that the costliest job is expected to take. */
    static final String MOST = "most-cpu-seconds";

    private static final StructType SCHEMA = new StructType()
            .add("job_key", DataTypes.StringType, false)
            .add("shard", DataTypes.IntegerType, false)
            .add("input", DataTypes.StringType, false)
            .add("bytes", DataTypes.LongType, false)
            .add(LINE, DataTypes.StringType, false)
            .add("_item", DataTypes.LongType, false);

    /** More than so many Spark's driver would rather not hold. */
    private static final int MOST_TASKS = 10_000;

    /**
     * Throws {@link Fault} INPUT_MISSING where nothing was published.
     */
    @Override
    public Items items(SparkSession spark, Scope asked) {
        Generations generations =
                Generations.in(path.uri(), spark.sessionState().newHadoopConf());
        if (generations.directories().isEmpty()) {
            throw new Fault(Code.INPUT_MISSING, "Cannot find any manifest in " + path + " (run the plan first)");
        }
        return new Items(JobLines.items(spark, generations.files()), List.of());
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        if (slice.items().isEmpty()) {
            return Map.of("", spark.createDataFrame(List.of(), SCHEMA));
        }
        List<Asked> jobs = slice.items().stream()
                .map(Asked::of)
                .sorted(Comparator.comparingDouble((Asked job) -> job.line().cpuSeconds())
                        .reversed()
                        .thenComparing(Asked::id))
                .toList();
        tally.plan(jobs.stream().map(Asked::split).toList());
        List<List<Asked>> tasks = dealt(jobs);
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sessionState().newHadoopConf());
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(tasks, tasks.size())
                .flatMap(
                        task -> task.stream().map(job -> job.row(hadoop, tally)).iterator());
        return Map.of("", spark.createDataFrame(rows, schema(jobs.get(0).line().cpuSeconds())));
    }

    private static StructType schema(double most) {
        Metadata metadata = new MetadataBuilder().putDouble(MOST, most).build();
        StructField[] fields = Arrays.stream(SCHEMA.fields())
                .map(field -> field.name().equals(LINE)
                        ? new StructField(field.name(), field.dataType(), field.nullable(), metadata)
                        : field)
                .toArray(StructField[]::new);
        return new StructType(fields);
    }

    /** As cards are: each task gets one of the costliest, then one of the next. */
    private static List<List<Asked>> dealt(List<Asked> jobs) {
        List<List<Asked>> tasks = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            if (i < MOST_TASKS) {
                tasks.add(new ArrayList<>());
            }
            tasks.get(i % MOST_TASKS).add(jobs.get(i));
        }
        return tasks;
    }

    /** An item on its way to an executor. */
    private record Asked(String id, long key, long bytes, Line line) implements Serializable {
        static Asked of(Item item) {
            return new Asked(
                    item.id(), item.key(), item.bytes(), RecordParser.parse(Line.class, item.detail(), Set.of()));
        }

        String split() {
            return id + "#0";
        }

        Row row(SerializableConfiguration hadoop, Tally tally) {
            JobLines.Found found = JobLines.read(line, hadoop.value());
            if (!found.job().jobKey().equals(id)) {
                throw new Fault(
                        Code.INPUT_CHANGED, "Cannot read job " + id + " as planned: " + line.file() + " has changed");
            }
            Counts one = new Counts(1, 1, 0, 0, 0, 0, bytes);
            tally.add(new SplitCount(split(), id, 0, true, one, List.of(), Map.of(), ""));
            return RowFactory.create(
                    id, found.job().shard(), found.job().input().path(), bytes, found.text(), key);
        }
    }

    @Override
    public String describe() {
        return path.uri();
    }
}

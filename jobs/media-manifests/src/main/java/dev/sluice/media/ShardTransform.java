package dev.sluice.media;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.shard.Caps;
import dev.sluice.media.table.Records;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Size;
import dev.sluice.transform.StepScope;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Adds who does each job: {@code shard} INT, {@code class} STRING (hdr, large-memory or ordinary) and {@code chunked}
 * BOOLEAN, true for a job that is more than a shard may hold and alone in one. Reads {@code job_key} STRING, {@code bytes}
 * BIGINT, {@code probe} and {@code estimate}; rows with the same key are one job. Rows without an estimate get null. As
 * many rows come out as go in, and the same rows in whatever order get the same shards.
 *
 * <p>Spark sorts keys and costs by falling cost, with spilling, into one task, which packs them as they stream by ({@link
 * dev.sluice.media.shard.Packer}); it holds an entry for each shard and none for a job.
 */
@Doc("packs jobs into shards of about equal cost")
public record ShardTransform(
        @Doc("the name of the table that the step makes") String name,
        @Doc("the table to look at") String from,

        @Doc("CPU time of a shard at most, by P50; a job above it is chunked") @Preset("4h")
        Duration maxCost,

        @Doc("input of a shard at most; a job above it is chunked")
        Optional<Size> maxBytes,

        @Doc("jobs of a shard at most") @Preset("10000") int maxItems,

        @Doc("a job whose memory may be above this, by P90, is of the class large-memory") @Preset("4 GB")
        Size largeMemory,

        @Doc(
                "a table of live jobs with a column shard INT: numbers begin after the last one; without it they begin at 0")
        Optional<String> live,

        @Doc("slice: packing the jobs of one slice alone is meant")
        Optional<StepScope> scope)
        implements Transform {
    private static final List<String> ADDED = List.of("shard", "class", "chunked");
    private static final StructType PLACED = new StructType()
            .add("job_key", DataTypes.StringType)
            .add("shard", DataTypes.IntegerType)
            .add("class", DataTypes.StringType)
            .add("chunked", DataTypes.BooleanType);
    private static final int MICRO = 1_000_000;

    public ShardTransform {
        if (maxCost.toMillis() < 1) {
            throw new InvalidSetting("max-cost", "is " + maxCost.toMillis() + " ms; 1 ms or more is wanted");
        }
        if (maxBytes.filter(size -> size.bytes() < 1).isPresent()) {
            throw new InvalidSetting("max-bytes", "is 0; 1 byte or more is wanted");
        }
        if (maxItems < 1) {
            throw new InvalidSetting("max-items", "is " + maxItems + "; 1 or more is wanted");
        }
    }

    @Override
    public List<String> inputs() {
        return Stream.concat(Stream.of(from), live.stream()).toList();
    }

    @Override
    public boolean combinesRows() {
        return true;
    }

    @Override
    public boolean sliceScoped() {
        return scope.isPresent();
    }

    /** The caps that the settings say. */
    public Caps caps() {
        return new Caps(maxCost.toNanos() / 1000, maxBytes.map(Size::bytes).orElse(Long.MAX_VALUE / 2), maxItems);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        InputColumns.require(name, table, "job_key", DataTypes.StringType);
        InputColumns.require(name, table, "bytes", DataTypes.LongType);
        InputColumns.require(name, table, "probe", Records.schema(Probe.class));
        InputColumns.require(name, table, EstimateTransform.COLUMN, Records.schema(Estimate.class));
        InputColumns.refuse(name, table, ADDED);
        live.ifPresent(taken -> InputColumns.require(name, in.table(taken), "shard", DataTypes.IntegerType));
        Dataset<Row> jobs = withLoads(jobs(table)).crossJoin(broadcast(first(spark, in)));
        Dataset<Row> placed = jobs.repartition(1)
                .sortWithinPartitions(col("class"), col("cost").desc(), col("job_key"))
                .mapPartitions(new ShardRows(caps()), Encoders.row(PLACED));
        Dataset<Row> joined = table.join(placed, table.col("job_key").equalTo(placed.col("job_key")), "left")
                .drop(placed.col("job_key"));
        return in.with(name, InputColumns.itemLast(joined));
    }

    private Dataset<Row> jobs(Dataset<Row> table) {
        String hdr = "probe.video.dolby_vision IS NOT NULL"
                + " OR coalesce(probe.video.color_transfer IN ('smpte2084', 'arib-std-b67'), false)";
        String shardClass = "CASE WHEN %s THEN 'hdr' WHEN estimate.memory_bytes.p90 > %dL THEN 'large-memory'"
                + " ELSE 'ordinary' END";
        return table.where("job_key IS NOT NULL AND estimate IS NOT NULL")
                .select(
                        col("job_key"),
                        expr("cast(round(estimate.cpu_seconds.p50 * " + MICRO + ") AS BIGINT)")
                                .as("cost"),
                        col("bytes"),
                        expr(shardClass.formatted(hdr, largeMemory.bytes())).as("class"))
                .groupBy("job_key")
                .agg(
                        expr("max(cost)").as("cost"),
                        expr("coalesce(max(bytes), 0)").as("bytes"),
                        expr("min(class)").as("class"));
    }

    /** What is in each class beside the jobs that exceed the caps, on each of its rows. */
    private Dataset<Row> withLoads(Dataset<Row> jobs) {
        String sum = "sum(CASE WHEN cost <= %dL AND bytes <= %dL THEN %%s ELSE 0L END) OVER (PARTITION BY class)"
                .formatted(caps().cost(), caps().bytes());
        return jobs.withColumns(Map.of(
                "all_items", expr(sum.formatted("1L")),
                "all_cost", expr(sum.formatted("cost")),
                "all_bytes", expr(sum.formatted("bytes"))));
    }

    private Dataset<Row> first(SparkSession spark, Tables in) {
        return live.map(taken -> in.table(taken).selectExpr("coalesce(max(shard) + 1, 0) AS first"))
                .orElseGet(() -> spark.range(1).select(lit(0).as("first")));
    }
}

package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.extract.TableSource;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Target;
import dev.sluice.media.estimate.Doubt;
import dev.sluice.media.estimate.Estimator;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.report.Amount;
import dev.sluice.media.report.DecidedFiles;
import dev.sluice.media.report.PlannedJob;
import dev.sluice.media.table.Records;
import dev.sluice.run.SparkFaults;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a plan has published, read through Spark. Nothing is written. */
final class PublishedPlan {
    /** What Spark calls a table, or a folder of files, that is not there. */
    private static final Set<String> NOT_THERE =
            Set.of("TABLE_OR_VIEW_NOT_FOUND", "SCHEMA_NOT_FOUND", "PATH_NOT_FOUND", "UNABLE_TO_INFER_SCHEMA");

    private static final Set<String> OF_A_LINE =
            Set.of("job_key", "asset", "shard", "shard_class", "chunked", "rule", "input", "target", "estimate");
    private static final String LENGTH =
            "coalesce(probe.video.duration_us, probe.duration_us, probe.audio.duration_us)";
    private static final String AMOUNT = "named_struct('files', count(*), 'bytes', coalesce(sum(bytes), 0L), 'hours',"
            + " coalesce(sum(" + LENGTH + "), 0L) / 3.6e9D, 'without_length', count_if(" + LENGTH + " IS NULL))";

    private final SparkSession spark;
    private final PlanSteps steps;
    private final Dataset<Row> decided;

    private PublishedPlan(SparkSession spark, PlanSteps steps, Dataset<Row> decided) {
        this.spark = spark;
        this.steps = steps;
        this.decided = decided;
    }

    /** @throws Fault INPUT_MISSING when nothing was decided yet */
    static PublishedPlan of(SparkSession spark, PlanSteps steps) {
        String relation = steps.decisions().sink().relation();
        try {
            return new PublishedPlan(
                    spark, steps, spark.sql("SELECT path, bytes, asset, probe, decision FROM " + relation));
        } catch (Exception e) {
            if (e instanceof AnalysisException missing && NOT_THERE.contains(missing.getCondition())) {
                throw new Fault(
                        Code.INPUT_MISSING,
                        "Cannot find decisions: " + steps.decisions().sink().describe() + " (run "
                                + steps.job().file() + " first)",
                        e);
            }
            throw e;
        }
    }

    /** How much there is in the table that the plan is made over, where that is a table of assets. */
    Optional<Amount> inventory() {
        if (!(steps.job().drivingSource() instanceof TableSource source)) {
            return Optional.empty();
        }
        Dataset<Row> assets = spark.table(source.table());
        return Set.of(assets.columns()).containsAll(Set.of("bytes", "probe"))
                ? Optional.of(Records.record(
                        Amount.class,
                        assets.selectExpr(AMOUNT + " AS amount").first().getStruct(0)))
                : Optional.empty();
    }

    /** Decisions by rule, action and code; the example is the largest file. */
    List<DecidedFiles> decided() {
        return decided
                .groupBy("decision.rule", "decision.action", "decision.code")
                .agg(
                        expr(AMOUNT).as("amount"),
                        expr("max(named_struct('bytes', bytes, 'path', path, 'why', decision.reason))")
                                .as("largest"))
                .selectExpr("rule", "action", "code", "amount", "largest.path AS example", "largest.why AS why")
                .collectAsList()
                .stream()
                .map(row -> Records.record(DecidedFiles.class, row))
                .toList();
    }

    /** The jobs of all generations, those of one asset after each other. One partition is in memory at a time. */
    Iterator<PlannedJob> jobs(Generations generations, Estimator estimator) {
        Dataset<Row> lines = generations.lines(spark, lineColumns());
        lines = generations.directories().isEmpty()
                ? lines.withColumn("generation", lit(""))
                : lines.withColumn("generation", col("_metadata.file_path"));
        Dataset<Row> probes = decided.select("asset", "probe").dropDuplicates("asset");
        Iterator<Row> rows = lines.join(probes, lines.col("asset").equalTo(probes.col("asset")), "left")
                .drop(probes.col("asset"))
                .withColumn(
                        "doubt",
                        udf(new Doubting(estimator), Records.schema(Doubt.class))
                                .apply(col("probe"), col("input.bytes"), col("target")))
                .selectExpr(jobColumns())
                .sort("asset", "job_key")
                .toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return rows.hasNext();
                } catch (Exception e) {
                    throw SparkFaults.translate(e, Code.INPUT_DAMAGED);
                }
            }

            @Override
            public PlannedJob next() {
                return Records.record(PlannedJob.class, rows.next());
            }
        };
    }

    private static StructType lineColumns() {
        return new StructType(Arrays.stream(Records.schema(ManifestJob.class).fields())
                .filter(field -> OF_A_LINE.contains(field.name()))
                .toArray(StructField[]::new));
    }

    private static String[] jobColumns() {
        return new String[] {
            "job_key",
            "asset",
            // The name of its directory, as the file system has it.
            "url_decode(regexp_extract(generation, '/(slice=[^/]*)/', 1)) AS generation",
            "shard",
            "shard_class",
            "chunked",
            "rule",
            "coalesce(target.video.encoder, '') AS encoder",
            "coalesce(probe.video.codec, '') AS codec",
            "input.path AS path",
            "input.bytes AS bytes",
            "estimate.cpu_seconds_p50 AS cpu_seconds_p50",
            "estimate.cpu_seconds_p90 AS cpu_seconds_p90",
            "estimate.output_bytes_p50 AS output_bytes_p50",
            "estimate.output_bytes_p90 AS output_bytes_p90",
            "estimate.memory_bytes AS memory_bytes",
            "doubt.own_cpu AS own_cpu",
            "doubt.own_output AS own_output",
            "doubt.assumed AS assumed"
        };
    }

    /** How the doubt of each job is made up; of an input that the inventory does not know any more, all is shared. */
    private record Doubting(Estimator estimator) implements UDF3<Row, Long, Row, Row> {
        @Override
        public Row call(Row probe, Long bytes, Row target) {
            Doubt doubt = probe == null
                    ? new Doubt(1, 1, List.of())
                    : estimator.doubt(Records.record(Probe.class, probe), bytes, Records.record(Target.class, target));
            return Records.row(doubt);
        }
    }
}

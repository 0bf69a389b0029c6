package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.media.decide.Target;
import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.estimate.Estimator;
import dev.sluice.media.estimate.Speed;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.table.Records;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;

/**
 * Adds what the encode of each row costs: the column {@code estimate}, a STRUCT of {@link Estimate}; null where there is
 * no target. Reads the columns {@code probe} (STRUCT of {@link Probe}), {@code bytes} (BIGINT) and {@code target} (STRUCT
 * of {@link Target}). As many rows come out as go in; a row depends on itself alone.
 *
 * <p>Building the plan reads the calibration; it fails with INPUT_OUTPUT or NOT_ALLOWED when that cannot be read, and with
 * SETTINGS and the lines of all that is wrong when it is no table of speeds. One that is not there yet is none.
 */
@Doc("CPU time, bytes and memory of an encode, as P10, P50 and P90")
public record EstimateTransform(
        @Doc("the name of the table that the step makes") String name,
        @Doc("the table to look at") String from,

        @Doc("the file that sluice media calibrate writes; until then the shipped figures hold, with wider ranges")
        Optional<Location> calibration,

        @Doc("threads of an encoder; its memory depends on them") @Preset("2")
        int threads,

        @Doc("scratch space has to hold the input as well, as where it comes from an object store") @Preset("false")
        boolean inputCopied)
        implements Transform {
    static final String COLUMN = "estimate";
    private static final int MAX_THREADS = 1024;

    public EstimateTransform {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new InvalidSetting("threads", "is " + threads + "; must be from 1 to " + MAX_THREADS);
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        InputColumns.require(name, table, "probe", Records.schema(Probe.class));
        InputColumns.require(name, table, "bytes", DataTypes.LongType);
        InputColumns.require(name, table, "target", Records.schema(Target.class));
        InputColumns.refuse(name, table, List.of(COLUMN));
        Estimator estimator = estimator(spark.sessionState().newHadoopConf());
        var estimate = udf(new Estimating(estimator), Records.schema(Estimate.class))
                .withName("estimate")
                .apply(col("probe"), col("bytes"), col("target"));
        return in.with(name, InputColumns.itemLast(table.withColumn(COLUMN, estimate)));
    }

    @Override
    public Optional<String> note(SparkSession spark) {
        return Optional.of("by " + speeds(spark.sessionState().newHadoopConf()));
    }

    /** What rows are estimated by. */
    Estimator estimator(Configuration hadoop) {
        Estimator estimator = Estimator.of(measured(hadoop), threads);
        return inputCopied ? estimator.withInputCopied() : estimator;
    }

    /** The speeds of the calibration; none before there is one. */
    List<Speed> measured(Configuration hadoop) {
        return calibration.map(file -> new CalibrationFile(file).read(hadoop)).orElse(List.of());
    }

    /** Which speeds these are, in words. */
    String speeds(Configuration hadoop) {
        return calibration
                .map(file -> new CalibrationFile(file).describe(hadoop))
                .orElse("shipped speeds; the step names no calibration");
    }

    /** Runs in Spark's tasks. */
    private record Estimating(Estimator estimator) implements UDF3<Row, Long, Row, Row> {
        @Override
        public Row call(Row probe, Long bytes, Row target) {
            if (probe == null || bytes == null || target == null) {
                return null;
            }
            return Records.row(estimator.estimate(
                    Records.record(Probe.class, probe), bytes, Records.record(Target.class, target)));
        }
    }
}

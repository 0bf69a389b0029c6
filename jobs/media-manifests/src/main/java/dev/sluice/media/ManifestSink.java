package dev.sluice.media;

import dev.sluice.load.Guarantee;
import dev.sluice.load.Sink;
import dev.sluice.load.Target;
import dev.sluice.load.files.FilesSink;
import dev.sluice.load.files.Format;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import dev.sluice.settings.Doc;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.slice.LoadId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The kind {@code manifest}: planned jobs written down for executors, a line of JSON each ({@link
 * dev.sluice.media.manifest.ManifestJob}). Each publish is a generation: {@code slice=...} directories with a directory
 * {@code part=NUMBER} for each shard, in which lines are sorted by their key. A generation stays as it is when there is a
 * later one, also where that is of the same items, because executors may be at work on it.
 *
 * <p>Rows have the columns of {@link dev.sluice.media.decide.Job} and {@link dev.sluice.media.decide.Asset}, {@code
 * estimate} STRUCT, {@code shard} INT, {@code class} STRING and {@code chunked} BOOLEAN; one row a job key.
 */
@Doc("jobs written down for executors, a line of JSON each; generations stay")
public record ManifestSink(
        @Doc("the folder of the manifests; local or hdfs") Location path,
        @Doc("the folder of all outputs") Location output,

        @Doc("folders below which the inputs lie: outputs keep the rest of the path")
        List<Location> inputs,

        @Doc("times that a job is tried; one that ran out of time is not tried again") @Preset("2")
        int attempts,

        @Doc("wall time of one attempt, at least") @Preset("10m")
        Duration leastTime,

        @Doc("wall time of one attempt, as a multiple of the CPU seconds by P90") @Preset("4")
        int timeFactor)
        implements Sink {
    /** The column that becomes directories. */
    static final String PART = "part";

    // Checks that both hold.
    public ManifestSink {
        inputs = List.copyOf(inputs);
        names(output, inputs);
        new Patience(attempts, leastTime, timeFactor);
    }

    private static Names names(Location output, List<Location> inputs) {
        return new Names(output.uri(), inputs.stream().map(Location::uri).toList());
    }

    Names names() {
        return names(output, inputs);
    }

    Patience patience() {
        return new Patience(attempts, leastTime, timeFactor);
    }

    private FilesSink files() {
        Map<String, String> moments = Map.of("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", "timeZone", "UTC");
        return new FilesSink(path, Format.JSON, List.of(PART), List.of("job_key"), moments);
    }

    /** @throws dev.sluice.fault.Fault SETTINGS for an object store, which cannot keep the promise */
    @Override
    public Target open(SparkSession spark, LoadId load) {
        return new ManifestTarget(files().open(spark, load), new ManifestRows(this));
    }

    @Override
    public Guarantee guarantee() {
        return files().guarantee();
    }

    @Override
    public String describe() {
        return files().describe();
    }

    @Override
    public Dataset<Row> stored(SparkSession spark, StructType columns) {
        return files().stored(spark, columns);
    }

    @Override
    public String relation() {
        return files().relation();
    }
}

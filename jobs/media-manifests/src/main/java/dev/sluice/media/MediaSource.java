package dev.sluice.media;

import dev.sluice.extract.Counts;
import dev.sluice.extract.FilePin;
import dev.sluice.extract.FileSet;
import dev.sluice.extract.Items;
import dev.sluice.extract.ListedFiles;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.SplitCount;
import dev.sluice.extract.Tally;
import dev.sluice.settings.Doc;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The kind {@code media}: files by their listing, one row each; none is opened. What they hold is told by the transform
 * {@code probe}. An item is a file: its id is the path, its version size and time of modification. Columns: path STRING
 * (percent-encoded URI), bytes BIGINT, modified TIMESTAMP, _item BIGINT.
 */
@Doc("files by their listing, a row each; none is opened")
public record MediaSource(
        @Doc("files, folders or globs") List<Location> paths,
        @Doc("globs of what is left out") @Preset("[]") List<String> exclude,

        @Doc("files that changed later than this wait for the next run") @Preset("10m")
        Duration settle)
        implements Sliceable {
    static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType, false)
            .add("bytes", DataTypes.LongType, false)
            .add("modified", DataTypes.TimestampType, false)
            .add("_item", DataTypes.LongType, false);

    /** Files of a task: enough that a step which starts a process for each task does so seldom. */
    private static final int TASK = 1024;

    public MediaSource {
        paths = List.copyOf(paths);
        exclude = List.copyOf(exclude);
        new FileSet(paths, exclude, settle);
    }

    @Override
    public Items items(SparkSession spark, Scope asked) {
        return ListedFiles.list(spark, new FileSet(paths, exclude, settle), asked);
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        List<Item> items = slice.items();
        if (items.isEmpty()) {
            return Map.of("", spark.createDataFrame(List.of(), SCHEMA));
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int tasks = Math.min(items.size(), Math.max(context.defaultParallelism(), items.size() / TASK));
        List<Listed> files = items.stream().map(Listed::of).toList();
        tally.plan(files.stream().map(Listed::split).toList());
        JavaRDD<Row> rows = context.parallelize(files, tasks).map(file -> file.row(tally));
        return Map.of("", spark.createDataFrame(rows, SCHEMA));
    }

    /** An item on its way to an executor. */
    private record Listed(String id, long key, String path, long bytes, long modified) implements Serializable {
        static Listed of(Item item) {
            FilePin pin = FilePin.read(item.detail());
            return new Listed(item.id(), item.key(), pin.path(), pin.size(), pin.modified());
        }

        String split() {
            return id + "#0";
        }

        /** Its row, counted: Spark takes the counts of those tasks alone that succeeded. */
        Row row(Tally tally) {
            Counts one = new Counts(1, 1, 0, 0, 0, 0, 0);
            tally.add(new SplitCount(split(), id, 0, true, one, List.of(), Map.of(), ""));
            return RowFactory.create(path, bytes, new Timestamp(modified), key);
        }
    }

    @Override
    public String describe() {
        return paths.stream().map(Location::uri).collect(Collectors.joining(", "));
    }
}

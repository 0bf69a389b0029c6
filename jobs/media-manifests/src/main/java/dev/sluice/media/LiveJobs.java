package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.extract.Items;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Doc;
import dev.sluice.settings.Location;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The kind {@code manifest} as a source: the jobs that published generations hold, columns {@code job_key} STRING, {@code
 * shard} INT. It is read whole, beside the driving source, so that a plan leaves out what is given out and numbers shards
 * on; a folder with no generation has no rows.
 */
@Doc("the jobs that published manifests hold; read whole")
public record LiveJobs(@Doc("the folder of the manifests") Location path) implements Sliceable {
    private static final String ALL = "all";
    private static final StructType COLUMNS =
            new StructType().add("job_key", DataTypes.StringType).add("shard", DataTypes.IntegerType);

    @Override
    public Items items(SparkSession spark, Scope asked) {
        Item item = new Item(ALL, Optional.of(version(directories(spark))), 0, ALL, "{}");
        return new Items(spark.createDataFrame(List.of(item.toRow()), Item.SCHEMA), List.of());
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        List<String> directories = directories(spark);
        Optional<Item> item = slice.items().stream().findFirst();
        boolean same =
                item.flatMap(Item::version).map(version(directories)::equals).orElse(true);
        if (!same) {
            throw new Fault(
                    Code.INPUT_CHANGED, "Cannot read manifests as planned: " + path + " has another generation");
        }
        Dataset<Row> jobs = lines(spark, item.isEmpty() ? List.of() : directories, COLUMNS);
        long key = item.map(Item::key).orElse(0L);
        return Map.of("", jobs.select(col("job_key"), col("shard"), lit(key).as("_item")));
    }

    @Override
    public String describe() {
        return path.uri();
    }

    private List<String> directories(SparkSession spark) {
        return readable(path, spark.sessionState().newHadoopConf());
    }

    /** The directories of generations with a glob's signs escaped, since Spark's reader takes a path for one. */
    static List<String> readable(Location path, Configuration hadoop) {
        return Generations.in(path.uri(), hadoop).directories().stream()
                .map(directory -> directory.toString().replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1"))
                .toList();
    }

    /**
     * The lines of generations.
     *
     * @param directories as {@link #readable} gives them
     */
    static Dataset<Row> lines(SparkSession spark, List<String> directories, StructType columns) {
        if (directories.isEmpty()) {
            return spark.createDataFrame(List.of(), columns);
        }
        return spark.read()
                .schema(columns)
                .option("mode", "FAILFAST")
                // Else Spark takes the names of directories for columns, and of several generations it can make none.
                .option("recursiveFileLookup", "true")
                .json(directories.toArray(String[]::new));
    }

    private static String version(List<String> directories) {
        try {
            byte[] names =
                    directories.stream().collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(names), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new Fault(Code.INTERNAL, "Cannot hash names: SHA-256", e);
        }
    }
}

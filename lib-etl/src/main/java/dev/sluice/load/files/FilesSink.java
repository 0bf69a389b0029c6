package dev.sluice.load.files;

import dev.sluice.load.Guarantee;
import dev.sluice.load.Sink;
import dev.sluice.load.Target;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.slice.LoadId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Directories of files on local disk or HDFS, published exactly once without a catalog.
 *
 * <p>Under the path, {@code slice=<slice>-<attempt>.<job>.<load>/} directories hold the rows and
 * {@code _sluice/<job>.<load>/head-<n>} the receipts, which Spark does not see as data. Rows carry {@code _item} as
 * their last column; {@code partitionBy} columns are directories inside a slice's. A slice appears whole; while one
 * is replaced, it may be absent for a moment, never half there.
 *
 * @param path an absolute local path, or an hdfs URI; taken literally
 * @param format of the files
 * @param partitionBy columns that become directories
 * @param sortBy order of the rows within each file
 * @param options passed to Spark's writer (and to its reader when rows are read back)
 */
@Doc("directories of files on local disk or HDFS")
public record FilesSink(
        @Doc("the folder; local or hdfs") Location path,

        @Doc("parquet, orc, avro, csv or json") @Preset("parquet")
        Format format,

        @Doc("columns that become directories") @Preset("[]")
        List<String> partitionBy,

        @Doc("order of the rows within each file") @Preset("[]")
        List<String> sortBy,

        @Doc("options of Spark's writer for this format") @Preset("{}")
        Map<String, String> options)
        implements Sink {
    public FilesSink {
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
        options = Map.copyOf(options);
        refuseReserved("partition-by", partitionBy);
        refuseReserved("sort-by", sortBy);
    }

    private static void refuseReserved(String key, List<String> columns) {
        HashSet<String> seen = new HashSet<>();
        for (String column : columns) {
            String name = column.toLowerCase(Locale.ROOT);
            if (key.equals("partition-by") && (name.equals(Stager.ITEM) || name.equals(Names.SLICE))) {
                throw new InvalidSetting(key, "\"" + column + "\" is a column of Sluice's own; name another");
            }
            if (!seen.add(name)) {
                throw new InvalidSetting(key, "\"" + column + "\" is named twice; name it once");
            }
        }
    }

    /** @throws dev.sluice.fault.Fault SETTINGS for an object store or any other store without exclusive renames */
    @Override
    public Target open(SparkSession spark, LoadId load) {
        Place place = Place.of(path.uri(), spark.sessionState().newHadoopConf());
        return new FilesTarget(this, spark, place, load);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public String describe() {
        return path.uri();
    }

    @Override
    public Map<String, List<String>> columns() {
        return Map.of("partition-by", partitionBy, "sort-by", sortBy);
    }

    @Override
    public Dataset<Row> stored(SparkSession spark, StructType columns) {
        return spark.read()
                .format(format.spark())
                .schema(format.held(columns))
                .options(format.reading(options))
                .option("mode", "FAILFAST")
                .load(Format.literal(path.uri()))
                .select(Stream.of(columns.fields())
                        .map(field -> Stager.column(field.name())
                                .cast(field.dataType().asNullable())
                                .as(field.name()))
                        .toArray(Column[]::new));
    }

    @Override
    public String relation() {
        return "(SELECT * EXCEPT (" + Stager.ITEM + ", " + Names.SLICE + ") FROM " + format.relation(path.uri()) + ")";
    }
}

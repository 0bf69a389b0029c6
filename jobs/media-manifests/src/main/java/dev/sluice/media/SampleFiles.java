package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.sluice.media.estimate.Sample;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.table.Records;
import dev.sluice.transform.Tables;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/** Files of an inventory that stand for others: some of each kind, the same each time. */
final class SampleFiles {
    private SampleFiles() {}

    /**
     * Those on local disks. Only they are sampled: to read films out of a store for a try is a cost that nobody asked for.
     *
     * @param each files of a kind at most
     */
    static List<Sample> of(Tables tables, String name, int each) {
        Dataset<Row> assets = tables.table(name);
        InputColumns.require("samples", assets, "path", DataTypes.StringType);
        InputColumns.require("samples", assets, "asset", DataTypes.StringType);
        InputColumns.require("samples", assets, "probe", Records.schema(Probe.class));
        var kind =
                udf((UDF1<Row, String>) SampleFiles::kind, DataTypes.StringType).apply(col("probe"));
        var place = row_number().over(Window.partitionBy("_kind").orderBy(xxhash64(col("asset")), col("path")));
        return assets
                .where("path LIKE 'file:/%'")
                .select(col("path"), col("asset"), col("probe"), kind.as("_kind"))
                .where("_kind IS NOT NULL")
                .withColumn("_place", place)
                .where(col("_place").leq(each))
                .orderBy("_kind", "_place")
                .select("path", "probe")
                .collectAsList()
                .stream()
                .map(row -> new Sample(
                        Path.of(URI.create(row.getString(0)).getPath()), Records.record(Probe.class, row.getStruct(1))))
                .toList();
    }

    private static String kind(Row probe) {
        return Sample.Stratum.of(Records.record(Probe.class, probe))
                .map(Sample.Stratum::toString)
                .orElse(null);
    }
}

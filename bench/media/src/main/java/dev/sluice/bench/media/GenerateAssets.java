package dev.sluice.bench.media;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.table.Records;
import java.io.IOException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes what an inventory would have found, with no file behind it: rows of {@link Asset} as Parquet. */
final class GenerateAssets {
    private static final int PARTS = 2;

    private GenerateAssets() {}

    /**
     * Writes.
     *
     * @param arguments a folder that is not there yet, and the number of files
     */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("assets")
                .config("spark.sql.datetime.java8API.enabled", true)
                .getOrCreate()) {
            spark.range(0, Long.parseLong(arguments[1]), 1, PARTS)
                    .map(
                            (MapFunction<Long, Row>) number -> Records.row(InventedFile.numbered(number)),
                            Encoders.row(Asset.COLUMNS))
                    .write()
                    .parquet(arguments[0]);
        }
    }
}

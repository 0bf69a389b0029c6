package dev.sluice.bench.stores;

import dev.sluice.extract.JdbcSource;
import dev.sluice.extract.Tally;
import dev.sluice.jdbc.Server;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What the benchmarks of stores share. */
final class Bench {
    private Bench() {}

    static SparkSession spark(Path folder) {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", folder.resolve("spark").toString())
                .config("spark.sql.parquet.compression.codec", "zstd")
                .getOrCreate();
    }

    /** Reads a table into Parquet by Sluice; answers how many rows it had. */
    static long extract(SparkSession spark, Server server, String table, Path parquet) {
        JdbcSource source = new JdbcSource(
                server, Optional.of(table), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Tally tally = Tally.register(spark);
        Item all = new Item(JdbcSource.ALL, Optional.of("1"), 0, "all", "{}");
        Slice slice = new Slice("s", 1, List.of(all), List.of("load"));
        try {
            source.read(spark, slice, tally)
                    .get("")
                    .drop("_item")
                    .write()
                    .mode("overwrite")
                    .parquet(parquet.toString());
        } finally {
            tally.release();
        }
        return tally.counts().rows();
    }
}

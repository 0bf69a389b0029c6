package dev.sluice.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A read by Spark on two cores, and what becomes of its rows. */
record SparkPeer(Job job) implements Peer {
    /** What is run on a session. */
    interface Job {
        void run(SparkSession spark, List<Path> files, Path out);
    }

    static Job parquet(BiFunction<SparkSession, List<Path>, Dataset<Row>> read) {
        return (spark, files, out) ->
                read.apply(spark, files).write().option("compression", "zstd").parquet(out.toString());
    }

    static Job noop(BiFunction<SparkSession, List<Path>, Dataset<Row>> read) {
        return (spark, files, out) -> read.apply(spark, files)
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
    }

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("bench")
                .config("spark.ui.enabled", false)
                .config("spark.ui.showConsoleProgress", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    @Override
    public void run(List<Path> files, Path out) {
        job.run(session(), files, out);
    }
}

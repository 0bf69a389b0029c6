package dev.sluice.run;

import dev.sluice.extract.Tally;
import dev.sluice.slice.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The driver of a cluster: runs the jobs that it is given, one after the other, and writes of each what it saw into
 * {@code <conf>.seen}. When the first scan of a slice is through, it makes the file {@code <conf>.mapped}.
 */
public final class ClusterDriver {
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong speculative = new AtomicLong();
    private volatile Optional<Path> mapped = Optional.empty();

    private ClusterDriver() {}

    public static void main(String[] arguments) throws IOException {
        ClusterDriver driver = new ClusterDriver();
        SparkSession spark = SparkSession.builder().appName("cluster").getOrCreate();
        spark.sparkContext().addSparkListener(driver.new Watch());
        for (String conf : arguments) {
            driver.run(spark, Path.of(conf));
        }
        spark.stop();
    }

    private void run(SparkSession spark, Path conf) throws IOException {
        Job job = JobFile.read(conf, BuiltIn.kinds(), Map.of());
        Request request = new Request("r1", Instant.now(), Optional.empty(), Optional.empty(), "test");
        RunListener listener = new RunListener() {
            @Override
            public void sliceStarted(Slice slice, int of, Tally tally) {
                read.set(0);
                failed.set(0);
                speculative.set(0);
                mapped = Optional.of(Path.of(conf + ".mapped"));
            }
        };
        Report report = new Runner(spark, job, request, job.runFolder("r1"), listener).run();
        mapped = Optional.empty();
        if (report.exitStatus() != 0) {
            Files.writeString(Path.of(conf + ".seen"), report.exitStatus() + " " + report.problem());
            return;
        }
        Dataset<Row> rows =
                spark.read().parquet(job.loads().get(0).sink().describe()).select("id");
        Files.writeString(
                Path.of(conf + ".seen"),
                "problem=%s lines=%d staged=%d rows=%d distinct=%d read=%d failed=%d speculative=%d"
                        .formatted(
                                report.problem(),
                                report.read().lines(),
                                report.loads().get(0).rows(),
                                rows.count(),
                                rows.distinct().count(),
                                read.get(),
                                failed.get(),
                                speculative.get()));
    }

    private final class Watch extends SparkListener {
        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.taskInfo().successful()) {
                read.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
            } else if (!end.taskInfo().killed()) {
                failed.incrementAndGet();
            }
            if (end.taskInfo().speculative()) {
                speculative.incrementAndGet();
            }
        }

        @Override
        public void onStageCompleted(SparkListenerStageCompleted completed) {
            long records = completed.stageInfo().taskMetrics().inputMetrics().recordsRead();
            if (records > 0) {
                mapped.ifPresent(file -> {
                    try {
                        Files.writeString(file, "");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                mapped = Optional.empty();
            }
        }
    }
}

package dev.sluice.media;

import dev.sluice.media.decide.Target;
import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.estimate.Estimator;
import dev.sluice.media.estimate.PlanRows;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.table.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows as the step that decides gives them. */
final class PlanTables {
    static final StructType INPUT = new StructType()
            .add("job_key", DataTypes.StringType)
            .add("bytes", DataTypes.LongType)
            .add("probe", Records.schema(Probe.class))
            .add("target", Records.schema(Target.class))
            .add("_item", DataTypes.LongType);

    private PlanTables() {}

    static Row row(String key, int seconds) {
        return row(key, seconds, "", 1000);
    }

    private static Row row(String key, int seconds, String transfer, long bytes) {
        return RowFactory.create(
                key,
                bytes,
                Records.row(PlanRows.probe("h264", seconds, transfer)),
                Records.row(bytes % 7 == 0 ? PlanRows.largeTarget() : PlanRows.target()),
                7L);
    }

    static List<Row> many(int count) {
        Random random = new Random(count);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int seconds = 1 + (int) Math.round(Math.exp(random.nextGaussian()) * 60);
            rows.add(row("k%05d".formatted(i), seconds, i % 9 == 0 ? "smpte2084" : "bt709", 1 + random.nextInt(1000)));
        }
        return rows;
    }

    /** What the shipped figures say, for two threads, of {@link #row}. */
    static Estimate expected(int seconds) {
        return Estimator.of(List.of(), 2).estimate(PlanRows.probe("h264", seconds, ""), 1000, PlanRows.target());
    }

    static Dataset<Row> input(SparkSession spark, List<Row> rows) {
        return spark.createDataFrame(rows, INPUT);
    }

    static double seconds(Dataset<Row> estimates) {
        return estimates.selectExpr("estimate.encode_seconds").first().getDouble(0);
    }
}

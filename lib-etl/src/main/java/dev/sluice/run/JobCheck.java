package dev.sluice.run;

import dev.sluice.extract.Source;
import dev.sluice.extract.Tally;
import dev.sluice.slice.Slice;
import dev.sluice.transform.Tables;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Looks at a job from the stores' side without running it. */
public final class JobCheck {
    private JobCheck() {}

    /**
     * Opens every target and analyses every step on a slice with no items.
     *
     * @throws dev.sluice.fault.Fault with what is wrong and what to do
     */
    public static void connect(SparkSession spark, Job job) {
        for (Load load : job.loads()) {
            load.sink().open(spark, load.id()).receipts();
        }
        SparkSession session = spark.newSession();
        Slice empty = new Slice("check", 0, List.of(), List.of());
        Tables tables = Tables.none();
        for (Map.Entry<String, Source> source : job.sources().entrySet()) {
            Tally tally = Tally.register(session, "check");
            for (Map.Entry<String, Dataset<Row>> table :
                    source.getValue().read(session, empty, tally).entrySet()) {
                String name = source.getKey() + (table.getKey().isEmpty() ? "" : "." + table.getKey());
                tables = tables.with(name, table.getValue());
            }
        }
        Tables made = SliceRun.transformed(session, job, tables);
        job.loads().forEach(load -> made.table(load.from()).schema());
    }
}

package dev.sluice.bench.stores;

import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** One load by Sluice: staged, then published on the head that is there. */
record SluiceLoad(SparkSession spark, JdbcSink sink) {
    private static final LoadId LOAD = LoadId.of("bench", "load");

    /** Answers how many rows it loaded. */
    long run(Dataset<Row> from) {
        String attempt = UUID.randomUUID().toString();
        Item all = new Item("all-" + attempt, Optional.of("1"), 0, "all", "{}");
        Slice slice = new Slice("s", 1, List.of(all), List.of("load"));
        Target target = sink.open(spark, LOAD);
        Head head = target.receipts().head();
        Staged staged = target.stage(
                spark,
                from.withColumn("_item", functions.lit(all.key())),
                new Publication(LOAD, slice, attempt, Set.of()));
        long rows = staged.rowCount();
        Published published = staged.publish(new Receipt(
                LOAD,
                head.number() + 1,
                UUID.randomUUID().toString(),
                head.receipt(),
                Receipt.Kind.PUBLISH,
                "s",
                attempt,
                List.of(new Receipt.Entry(all.id(), "1", "{}")),
                rows,
                new Receipt.Provenance("bench", "1", "-", List.of(), Instant.now()),
                List.of(),
                List.of()));
        if (!(published instanceof Published.Done)) {
            throw new IllegalStateException("not published: " + published);
        }
        return rows;
    }
}

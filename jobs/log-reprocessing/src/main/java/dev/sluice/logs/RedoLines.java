package dev.sluice.logs;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Reads rejects, as {@link PublishedRejects#lines}, again: rows as {@link PlainRow}. */
final class RedoLines implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final ReadPlan plan;
    private final HashMap<Long, Planned> items;
    private final Broadcast<SerializableConfiguration> hadoop;

    /**
     * An item that is to be read.
     *
     * @param version that the plan saw
     */
    record Planned(String id, String version) implements java.io.Serializable {}

    /** @param items by their keys */
    RedoLines(ReadPlan plan, Map<Long, Planned> items, Broadcast<SerializableConfiguration> hadoop) {
        this.plan = plan;
        this.items = new HashMap<>(items);
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rejects) {
        return new RedoReader(plan, items, rejects, hadoop.value().value());
    }
}

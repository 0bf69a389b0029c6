package dev.sluice.logs;

import dev.sluice.logs.line.LineParser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** Reads splits for their rejects alone, for people without a tally: {@code option("table", "rejects")}. */
final class RejectReader implements PartitionReader<InternalRow> {
    private final Iterator<LogSplit> splits;
    private final ReadPlan plan;
    private final Configuration hadoop;
    private final RowMaker rows;
    private final LineParser parser;
    private final Queue<Reject> waiting = new ArrayDeque<>();
    private SplitReader current;
    private InternalRow row;

    RejectReader(LogPartition partition, ReadPlan plan, Configuration hadoop) {
        StructType nothing = new StructType();
        this.splits = partition.splits().iterator();
        this.plan = plan;
        this.hadoop = hadoop;
        this.rows = new RowMaker(nothing, Raw.NEVER);
        this.parser = plan.format().parser(nothing);
    }

    @Override
    public boolean next() throws IOException {
        while (waiting.isEmpty() && (current != null || splits.hasNext())) {
            if (current == null) {
                current = new SplitReader(splits.next(), plan, parser, rows, hadoop);
            }
            if (!current.next(waiting::add)) {
                close();
            }
        }
        if (waiting.isEmpty()) {
            return false;
        }
        row = waiting.remove().row(null);
        return true;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}

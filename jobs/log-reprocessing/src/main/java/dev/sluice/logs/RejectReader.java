package dev.sluice.logs;

import dev.sluice.logs.format.LineParser;
import java.io.IOException;
import java.util.Iterator;
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
    private SplitReader current;

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
        while (current != null || splits.hasNext()) {
            if (current == null) {
                current = new SplitReader(splits.next(), plan, parser, rows, hadoop);
            }
            SplitReader.Event event = current.next();
            if (event == SplitReader.Event.REJECT) {
                return true;
            }
            if (event == SplitReader.Event.END) {
                close();
            }
        }
        return false;
    }

    @Override
    public InternalRow get() {
        return current.reject().row(null);
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}

package dev.sluice.logs;

import dev.sluice.logs.format.LineParser;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the splits of a task. In a slice each split is told to the tally once, at its end, and its rejects go to a file
 * of this attempt; a split that is left before its end is told as incomplete.
 */
final class LogReader implements PartitionReader<InternalRow> {
    private final Iterator<LogSplit> splits;
    private final ReadPlan plan;
    private final Configuration hadoop;
    private final RowMaker rows;
    private final LineParser parser;
    private SplitReader current;
    private RejectFile rejects;

    LogReader(LogPartition partition, ReadPlan plan, StructType wanted, Configuration hadoop) {
        this.splits = partition.splits().iterator();
        this.plan = plan;
        this.hadoop = hadoop;
        StructType filled = plan.filled(wanted);
        this.rows = new RowMaker(filled, plan.raw());
        this.parser = plan.format().parser(filled);
    }

    @Override
    public boolean next() throws IOException {
        while (current != null || open()) {
            SplitReader.Event event = current.next();
            if (event == SplitReader.Event.ROW) {
                return true;
            }
            if (event == SplitReader.Event.END) {
                finish();
            } else if (rejects != null) {
                rejects.add(current.reject());
            }
        }
        return false;
    }

    private boolean open() throws IOException {
        if (!splits.hasNext()) {
            return false;
        }
        LogSplit split = splits.next();
        plan.slice().ifPresent(slice -> rejects = new RejectFile(slice.scratch(), split, attempt(), hadoop));
        current = new SplitReader(split, plan, parser, rows, hadoop);
        return true;
    }

    private static long attempt() {
        TaskContext task = TaskContext.get();
        return task == null ? 0 : task.taskAttemptId();
    }

    private void finish() throws IOException {
        current.close();
        if (plan.slice().isPresent()) {
            plan.slice().get().tally().add(current.count(true, rejects.finish()));
        }
        current = null;
        rejects = null;
    }

    @Override
    public InternalRow get() {
        return current.row();
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            plan.slice().ifPresent(slice -> slice.tally().add(current.count(false, "")));
            current.close();
            current = null;
        }
        if (rejects != null) {
            rejects.drop();
            rejects = null;
        }
    }
}

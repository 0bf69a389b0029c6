package dev.sluice.logs;

import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.naming.Shape;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Reads the splits of a task, batch by batch. In a slice each split is told to the tally once, at its end, and its
 * rejects go to a file of this attempt; a split that is left before its end is told as incomplete. The end comes after
 * the last batch was taken, so whoever does not ask again has left before it.
 */
final class LogReader implements PartitionReader<ColumnarBatch> {
    private final Iterator<LogSplit> splits;
    private final ReadPlan plan;
    private final Configuration hadoop;
    private final RowMaker rows;
    private final LineParser parser;
    private final ColumnVector[] views;
    private final String only;
    private SplitReader current;
    private RejectFile rejects;

    /** @param only the format of the files that are wanted, empty for all; others are left to whoever wants those */
    LogReader(LogPartition partition, ReadPlan plan, StructType wanted, String only, Configuration hadoop) {
        this.only = only;
        this.splits = partition.splits().iterator();
        this.plan = plan;
        this.hadoop = hadoop;
        Shape shape = plan.shape();
        StructType filled = plan.filled(shape.flat(wanted));
        this.rows = new RowMaker(filled, plan.raw());
        this.views = shape.views(wanted, filled, rows.columns());
        this.parser = plan.format().parser(filled);
    }

    @Override
    public boolean next() throws IOException {
        while (current != null || open()) {
            if (!current.next(this::reject)) {
                finish();
            } else if (rows.columns().row() > 0) {
                return true;
            }
        }
        return false;
    }

    private void reject(Reject reject) throws IOException {
        if (rejects != null) {
            rejects.add(reject);
        }
    }

    private boolean open() throws IOException {
        while (splits.hasNext()) {
            LogSplit split = splits.next();
            SplitReader next = new SplitReader(split, plan, parser, rows, hadoop);
            if (only.isEmpty() || next.mayHave(only)) {
                plan.slice()
                        .ifPresent(slice -> rejects = new RejectFile(
                                slice.scratch(), split.key(), split.file().key(), attempt(), hadoop));
                current = next;
                return true;
            }
            next.close();
        }
        return false;
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
    public ColumnarBatch get() {
        return new ColumnarBatch(views.clone(), rows.columns().row());
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

package dev.sluice.media;

import dev.sluice.media.probe.Limits;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.Wish;
import dev.sluice.media.table.Records;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Looks into the files of a task's rows, with one process for all of them. Runs in Spark's tasks. */
final class ProbeRows implements MapPartitionsFunction<Row, Row> {
    /** Columns: asset STRING, probe STRUCT, refusal STRUCT (code STRING, message STRING); the last two exclude another. */
    static final StructType ADDED = new StructType()
            .add("asset", DataTypes.StringType, true)
            .add("probe", Records.schema(Probe.class), true)
            .add(
                    "refusal",
                    new StructType()
                            .add("code", DataTypes.StringType, false)
                            .add("message", DataTypes.StringType, false),
                    true);

    private static final long serialVersionUID = 1L;

    private final Order order;

    ProbeRows(Order order) {
        this.order = order;
    }

    /**
     * What a task is told.
     *
     * @param path index of the column of paths
     * @param bytes index of the column of lengths, -1 for none
     * @param scratch folder for answers
     */
    record Order(Wish wish, Limits limits, int path, int bytes, String scratch, SerializableConfiguration configuration)
            implements Serializable {}

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
        TaskContext task = TaskContext.get();
        FileProbes probes = FileProbes.open(order, task.partitionId(), task.taskAttemptId());
        task.addTaskCompletionListener((TaskCompletionListener) done -> probes.close());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = rows.hasNext();
                if (!more) {
                    probes.keep();
                }
                return more;
            }

            @Override
            public Row next() {
                Row row = rows.next();
                long length = order.bytes < 0 || row.isNullAt(order.bytes) ? -1 : row.getLong(order.bytes);
                return with(row, probes.of(row.getString(order.path), length));
            }
        };
    }

    private static Row with(Row row, FileProbes.Answer answer) {
        Object[] cells = new Object[row.size() + ADDED.size()];
        for (int i = 0; i < row.size(); i++) {
            cells[i] = row.get(i);
        }
        cells[row.size()] = answer.asset().orElse(null);
        cells[row.size() + 1] = answer.probe().map(Records::row).orElse(null);
        cells[row.size() + 2] = answer.code()
                .map(code -> RowFactory.create(code, answer.message().orElse("")))
                .orElse(null);
        return RowFactory.create(cells);
    }
}

package dev.sluice.run;

import dev.sluice.table.RowHash;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.util.AccumulatorV2;

/**
 * The fingerprint of rows, taken in the pass that they are in for another reason. Each task's sum stands under its stage and
 * partition, so that a repeated task puts the same again; of a plan that was worked through several times the last
 * counts.
 */
final class RowSums extends AccumulatorV2<RowSums.Part, Map<RowSums.Place, Fingerprint>> {
    private static final long serialVersionUID = 1L;

    /** Where a sum was taken. */
    record Place(int stage, int partition) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** A task's sum. */
    record Part(Place place, long rows, long sum) {}

    private final Map<Place, Fingerprint> parts = new HashMap<>();

    /** Sums that the session's tasks can add to. */
    static RowSums register(SparkSession spark) {
        RowSums sums = new RowSums();
        spark.sparkContext().register(sums);
        return sums;
    }

    /**
     * The same rows, which are summed when they are next gone through to their end.
     *
     * @param hashed columns that the sum is taken over; none for the number of rows alone
     */
    Dataset<Row> watch(Dataset<Row> rows, List<StructField> hashed) {
        Column hash = hashed.isEmpty() ? functions.lit(0L) : RowHash.of(hashed);
        return rows.where(functions
                .udf(new Summing(this), DataTypes.BooleanType)
                .asNondeterministic()
                .apply(hash));
    }

    /** The sum of the last pass. */
    synchronized Fingerprint total() {
        int last = parts.keySet().stream().mapToInt(Place::stage).max().orElse(-1);
        return parts.entrySet().stream()
                .filter(part -> part.getKey().stage() == last)
                .map(Map.Entry::getValue)
                .reduce(Fingerprint.NONE, Fingerprint::plus);
    }

    @Override
    public synchronized boolean isZero() {
        return parts.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<Part, Map<Place, Fingerprint>> copy() {
        RowSums copy = new RowSums();
        copy.parts.putAll(parts);
        return copy;
    }

    @Override
    public synchronized void reset() {
        parts.clear();
    }

    @Override
    public synchronized void add(Part part) {
        parts.put(part.place(), new Fingerprint(part.rows(), part.sum()));
    }

    @Override
    public void merge(AccumulatorV2<Part, Map<Place, Fingerprint>> other) {
        Map<Place, Fingerprint> more = other.value();
        synchronized (this) {
            parts.putAll(more);
        }
    }

    @Override
    public synchronized Map<Place, Fingerprint> value() {
        return Map.copyOf(parts);
    }

    /** A condition that is always true. One object serves one task at a time, for each reads its own from the plan. */
    private static final class Summing implements UDF1<Long, Boolean> {
        private static final long serialVersionUID = 1L;

        private final RowSums sums;
        private transient boolean listening;
        private transient long rows;
        private transient long sum;

        Summing(RowSums sums) {
            this.sums = sums;
        }

        @Override
        public Boolean call(Long hash) {
            if (!listening) {
                listening = true;
                TaskContext task = TaskContext.get();
                task.addTaskCompletionListener(done -> {
                    if (!done.isFailed() && !done.isInterrupted()) {
                        sums.add(new Part(new Place(done.stageId(), done.partitionId()), rows, sum));
                    }
                });
            }
            rows++;
            sum += hash;
            return true;
        }
    }
}

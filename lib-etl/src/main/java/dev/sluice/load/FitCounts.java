package dev.sluice.load;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * Exact counts of the rows that a contract divided, made while they are staged. Keyed by partition and merged by put:
 * a second attempt of a task overwrites the first instead of adding to it. Of one plan that is run once; the
 * partitions of two would be mixed up.
 */
public final class FitCounts extends AccumulatorV2<BitSet, Map<Integer, long[]>> {
    private static final long serialVersionUID = 1L;

    /** Where the counts of the misfits begin; before them stand the rows that fit and the rows that do not. */
    static final int MISFITS = 2;

    /** The place of a row that is a reject. */
    static final int REJECTED = 1;

    private final int rules;

    private final Map<Integer, long[]> parts = new HashMap<>();

    FitCounts(int rules) {
        this.rules = rules;
    }

    /** Counts a row by the rules that its values do not fit; {@link #REJECTED} besides when it is a reject. */
    @Override
    public synchronized void add(BitSet misfits) {
        long[] counts = parts.computeIfAbsent(TaskContext.getPartitionId(), part -> new long[MISFITS + rules]);
        counts[misfits.get(REJECTED) ? 1 : 0]++;
        for (int i = 0; i < rules; i++) {
            counts[MISFITS + i] += misfits.get(MISFITS + i) ? 1 : 0;
        }
    }

    /** Rows that fit. */
    public long fitting() {
        return sum(0);
    }

    /** Rows that do not: its rejects. */
    public long rejected() {
        return sum(1);
    }

    /** Values that do not fit by a rule, of rows that do and of such that do not. */
    long misfits(int rule) {
        return sum(MISFITS + rule);
    }

    private synchronized long sum(int at) {
        return parts.values().stream().mapToLong(counts -> counts[at]).sum();
    }

    @Override
    public synchronized boolean isZero() {
        return parts.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<BitSet, Map<Integer, long[]>> copy() {
        FitCounts copy = new FitCounts(rules);
        copy.merge(this);
        return copy;
    }

    @Override
    public synchronized void reset() {
        parts.clear();
    }

    @Override
    public synchronized void merge(AccumulatorV2<BitSet, Map<Integer, long[]>> other) {
        parts.putAll(other.value());
    }

    @Override
    public synchronized Map<Integer, long[]> value() {
        return new HashMap<>(parts);
    }
}

package dev.sluice.extract;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.AccumulatorV2;

/**
 * Exact counts of what a slice's readers saw, whatever Spark ran twice: an accumulator keyed by input split and
 * merged by put, so that a second attempt of a split overwrites the first instead of adding to it. Readers add a
 * split once, at its end; the driver says which splits it planned and asks for the sums. Executors use it as Spark
 * uses accumulators; the rest is for the driver's thread.
 */
public final class Tally extends AccumulatorV2<SplitCount, Map<String, SplitCount>> {
    /**
     * A session setting: not empty while a slice's rows are read once more for the count alone, of which a source may
     * leave out what is not {@link #unfinished}.
     */
    public static final String REST = "sluice.count-the-rest";

    private static final long serialVersionUID = 1L;

    private final Map<String, SplitCount> splits = new HashMap<>();
    private final Set<String> planned = new LinkedHashSet<>();
    private final transient List<AutoCloseable> holds = new ArrayList<>();
    private transient LongSupplier store;
    private String disagreement = "";

    /**
     * A tally that the session's tasks can add to. It has no name: of a named one Spark keeps the whole value with each
     * task that ended, for its UI, which is more than a heap holds where a slice has many files.
     */
    public static Tally register(SparkSession spark) {
        Tally tally = new Tally();
        spark.sparkContext().register(tally);
        return tally;
    }

    /** Says, on the driver, which splits a scan will read. Repeated scans of the same splits are welcome. */
    public synchronized void plan(List<String> keys) {
        planned.addAll(keys);
    }

    /** Keeps something open for as long as the slice may be read again, such as a database's snapshot. */
    public synchronized void hold(AutoCloseable held) {
        holds.add(held);
    }

    /** Closes what was held. */
    public synchronized void release() {
        for (AutoCloseable held : holds) {
            try {
                held.close();
            } catch (Exception e) {
                // The slice has been read: an end that fails takes nothing away from it.
            }
        }
        holds.clear();
    }

    /** Gives, on the driver, the store's own way of counting what is read, at the same moment. */
    public synchronized void compareWith(LongSupplier count) {
        store = count;
    }

    /** What the store itself counts; empty where it cannot at the same moment. */
    public synchronized OptionalLong countedByStore() {
        return store == null ? OptionalLong.empty() : OptionalLong.of(store.getAsLong());
    }

    /** Planned splits that nobody has read: Spark never opened them, as for the empty side of a join. */
    public synchronized List<String> unread() {
        return planned.stream().filter(key -> !splits.containsKey(key)).toList();
    }

    /** Splits that nobody has read to their end, opened or not: reading all rows once more makes up for them. */
    public synchronized List<String> unfinished() {
        List<String> left = new ArrayList<>(unread());
        splits.values().stream()
                .filter(split -> !split.complete())
                .map(SplitCount::split)
                .forEach(left::add);
        return left;
    }

    /**
     * The sums.
     *
     * @throws Fault UNBALANCED when a split was not read, not read to its end, read twice with different results, or
     *     does not balance
     */
    public synchronized Counts counts() {
        if (!disagreement.isEmpty()) {
            throw new Fault(Code.UNBALANCED, "Cannot trust the read: " + disagreement);
        }
        if (!unread().isEmpty()) {
            throw new Fault(Code.UNBALANCED, "Cannot account for the input: never read " + unread());
        }
        Counts sum = Counts.NONE;
        for (SplitCount split : splits.values()) {
            if (!split.complete()) {
                throw new Fault(
                        Code.UNBALANCED,
                        "Cannot account for the input: " + split.split()
                                + " was not read to its end (a LIMIT or a join that stops early?)");
            }
            if (!split.counts().balanced()) {
                throw new Fault(
                        Code.UNBALANCED,
                        "Cannot account for " + split.split() + ": it does not add up, " + split.counts());
            }
            sum = sum.plus(split.counts());
        }
        return sum;
    }

    /** What reading told of each item, by item id, in the order of their offsets. */
    public synchronized Map<String, List<SplitCount>> byItem() {
        return splits.values().stream()
                .sorted(Comparator.comparingLong(SplitCount::start).thenComparing(SplitCount::split))
                .collect(Collectors.groupingBy(SplitCount::item, TreeMap::new, Collectors.toList()));
    }

    /** Versions of the items whose splits were hashed, by item id. */
    public synchronized Map<String, String> versions() {
        Map<String, String> found = new TreeMap<>();
        byItem().forEach((item, parts) -> {
            List<String> chunks = new ArrayList<>();
            parts.forEach(part -> chunks.addAll(part.chunks()));
            if (!chunks.isEmpty()) {
                long length =
                        parts.stream().mapToLong(part -> part.counts().bytes()).sum();
                found.put(item, ContentHash.combine(length, chunks));
            }
        });
        return found;
    }

    /** Rejects by code. */
    public synchronized Map<String, Long> reasons() {
        Map<String, Long> sum = new TreeMap<>();
        splits.values().forEach(split -> split.reasons().forEach((code, n) -> sum.merge(code, n, Long::sum)));
        return sum;
    }

    /** The side files of the attempts that count. */
    public synchronized List<String> sideFiles() {
        return splits.values().stream()
                .map(SplitCount::side)
                .filter(side -> !side.isEmpty())
                .sorted()
                .toList();
    }

    @Override
    public synchronized boolean isZero() {
        return splits.isEmpty() && disagreement.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<SplitCount, Map<String, SplitCount>> copy() {
        Tally copy = new Tally();
        copy.splits.putAll(splits);
        copy.disagreement = disagreement;
        return copy;
    }

    @Override
    public synchronized void reset() {
        splits.clear();
        disagreement = "";
    }

    @Override
    public synchronized void add(SplitCount split) {
        // The first complete count stays: its side file is the one that may already have been read.
        SplitCount before = splits.putIfAbsent(split.split(), split);
        if (before == null || !split.complete()) {
            return;
        }
        if (!before.complete()) {
            splits.put(split.split(), split);
        } else if (!before.sameAs(split)) {
            disagreement = split.split() + " gave " + before.counts() + " and then " + split.counts();
        }
    }

    @Override
    public void merge(AccumulatorV2<SplitCount, Map<String, SplitCount>> other) {
        Tally more = (Tally) other;
        more.value().values().forEach(this::add);
        synchronized (this) {
            if (!more.disagreement.isEmpty()) {
                disagreement = more.disagreement;
            }
        }
    }

    @Override
    public synchronized Map<String, SplitCount> value() {
        return Map.copyOf(splits);
    }
}

package dev.sluice.extract;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Tells a {@link Tally} what was read of a database, part by part.
 *
 * @param items ids by the keys of rows
 * @param strict what a source is called that may have no rejects, because nothing counts them: one that is read whole
 *     beside the driving one; else empty
 */
record TallyWatch(Tally tally, Map<Long, String> items, String strict) implements Scan.Watch {
    private static final long serialVersionUID = 1L;

    static TallyWatch of(Tally tally, Slice slice, String name) {
        Map<Long, String> items = new HashMap<>();
        for (Item item : slice.items()) {
            items.put(item.key(), item.id());
        }
        return new TallyWatch(tally, items, slice.loads().isEmpty() ? name : "");
    }

    @Override
    public void planned(List<Scan.Part> parts) {
        tally.plan(parts.stream().map(Scan.Part::key).toList());
    }

    @Override
    public boolean wanted(Scan.Part part, ScanTable.What what) {
        if (what == ScanTable.What.REJECTS) {
            SplitCount count = tally.value().get(part.key());
            return count != null && count.counts().rejected() > 0;
        }
        boolean rest = !SparkSession.active().conf().get(Tally.REST, "").isEmpty();
        return !rest || Set.copyOf(tally.unfinished()).contains(part.key());
    }

    @Override
    public void read(Scan.Part part, long rows, long unreadable, boolean complete) {
        if (unreadable > 0 && !strict.isEmpty()) {
            throw new Fault(
                    Code.INPUT_DAMAGED,
                    "Cannot read all of %s: %,d rows have values that their column's type cannot hold (leave them out"
                                    .formatted(strict, unreadable)
                            + " by where, or cast the column in a query)");
        }
        Counts counts = new Counts(rows, rows - unreadable, unreadable, 0, 0, 0, 0);
        Map<String, Long> reasons = unreadable == 0 ? Map.of() : Map.of(Scan.UNREADABLE, unreadable);
        tally.add(new SplitCount(
                part.key(), items.getOrDefault(part.item(), ""), 0, complete, counts, List.of(), reasons, ""));
    }
}

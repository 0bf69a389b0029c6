package dev.sluice.extract;

import dev.sluice.jdbc.Purpose;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.slice.Item;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Tells a {@link Tally} what was read of a database, part by part.
 *
 * @param items ids by the keys of rows
 */
record TallyWatch(Tally tally, Map<Long, String> items) implements Purpose.Watch {
    private static final long serialVersionUID = 1L;

    static TallyWatch of(Tally tally, List<Item> items) {
        return new TallyWatch(tally, items.stream().collect(Collectors.toMap(Item::key, Item::id)));
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
        Counts counts = new Counts(rows, rows - unreadable, unreadable, 0, 0, 0, 0);
        Map<String, Long> reasons = unreadable == 0 ? Map.of() : Map.of(Scan.UNREADABLE, unreadable);
        tally.add(new SplitCount(
                part.key(), items.getOrDefault(part.item(), ""), 0, complete, counts, List.of(), reasons, ""));
    }
}

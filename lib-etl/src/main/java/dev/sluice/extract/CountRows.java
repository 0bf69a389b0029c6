package dev.sluice.extract;

import dev.sluice.slice.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A condition that is always true and counts, in the same pass, the rows that it sees: by item, file and start of
 * the split, told to the {@link Tally} when the task has succeeded, so that a failed attempt counts nothing and a
 * repeated one the same. It is not deterministic for Spark, which therefore neither moves nor repeats it and pushes no
 * condition below it. One object serves one task at a time, for each task reads its own from the plan.
 *
 * <p>Limit: a task that stops early (a LIMIT above) cannot be told from one that read to the end.
 */
final class CountRows implements UDF3<Long, Boolean, Boolean, Boolean> {
    private static final long serialVersionUID = 1L;

    private final Tally tally;
    private final Map<Long, String> items;
    private final String reason;

    private transient Map<String, Map<Long, long[]>> counts;
    private transient Map<Long, long[]> block;
    private transient UTF8String file;
    private transient long start;

    private CountRows(Tally tally, Map<Long, String> items, String reason) {
        this.tally = tally;
        this.items = items;
        this.reason = reason;
    }

    /**
     * The condition.
     *
     * @param rejected true where the row is none but a reject
     * @param used an expression over the columns that no query of these rows may leave unread
     * @param reason the rejects' code
     */
    static Column condition(Tally tally, List<Item> items, Column rejected, Column used, String reason) {
        Map<Long, String> ids = items.stream().collect(Collectors.toMap(Item::key, Item::id));
        return functions
                .udf(new CountRows(tally, new HashMap<>(ids), reason), DataTypes.BooleanType)
                .asNondeterministic()
                .apply(functions.col("_item"), rejected, used);
    }

    @Override
    public Boolean call(Long key, Boolean rejected, Boolean used) {
        UTF8String now = InputFileBlockHolder.getInputFilePath();
        long at = InputFileBlockHolder.getStartOffset();
        if (block == null || at != start || !now.equals(file)) {
            enter(now, at);
        }
        block.computeIfAbsent(key, any -> new long[2])[rejected ? 1 : 0]++;
        return true;
    }

    private void enter(UTF8String now, long at) {
        TaskContext task = TaskContext.get();
        if (counts == null) {
            counts = new HashMap<>();
            if (task != null) {
                task.addTaskCompletionListener(done -> {
                    if (!done.isFailed() && !done.isInterrupted()) {
                        tell();
                    }
                });
            }
        }
        file = now.copy();
        start = at;
        boolean named = now.numBytes() > 0;
        String split = named ? now + "#" + at : "partition#" + (task == null ? 0 : task.partitionId());
        block = counts.computeIfAbsent(split, any -> new HashMap<>());
    }

    private void tell() {
        counts.forEach((split, byItem) -> byItem.forEach((key, seen) -> {
            Counts sum = new Counts(seen[0] + seen[1], seen[0], seen[1], 0, 0, 0, 0);
            Map<String, Long> reasons = seen[1] == 0 ? Map.of() : Map.of(reason, seen[1]);
            String item = items.getOrDefault(key, "");
            tally.add(new SplitCount(
                    item + "@" + split, item, Math.max(0, offset(split)), true, sum, List.of(), reasons, ""));
        }));
    }

    private static long offset(String split) {
        return Long.parseLong(split.substring(split.lastIndexOf('#') + 1));
    }
}

package dev.sluice.run;

import dev.sluice.extract.Items;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The slices that a run will do. Of many items only a slice's own are ever in memory.
 *
 * @param items with {@link Item#SCHEMA} and slice INT, lacks ARRAY of STRING, known ARRAY of STRING
 * @param slices in order
 * @param done items that every load holds already
 * @param remarks what the source saw besides
 * @param pinned the slices of the sources that are read whole, by source name
 */
record Plan(
        Dataset<Row> items, List<Outline> slices, long done, List<Items.Remark> remarks, Map<String, Slice> pinned) {
    /** A slice without its items. */
    record Outline(String id, int number, long count, long bytes, List<String> loads) {}

    /**
     * A slice with its items.
     *
     * @param known by load name the ids of items of which the load may hold rows
     */
    record Loaded(Slice slice, Map<String, Set<String>> known) {}

    Loaded load(Outline outline) {
        Dataset<Row> rows = items.where(functions.col("slice").equalTo(outline.number()));
        List<Row> found = rows.collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.<String>getAs("place"))
                        .thenComparing(row -> row.<String>getAs("id")))
                .toList();
        Map<String, Set<String>> known = new java.util.HashMap<>();
        for (Row row : found) {
            int at = row.fieldIndex("known");
            List<String> loads = row.isNullAt(at) ? List.of() : row.getList(at);
            loads.forEach(
                    load -> known.computeIfAbsent(load, name -> new HashSet<>()).add(row.getAs("id")));
        }
        List<Item> list = found.stream().map(Item::of).toList();
        return new Loaded(new Slice(outline.id(), outline.number(), list, outline.loads()), known);
    }

    long bytes() {
        return slices.stream().mapToLong(Outline::bytes).sum();
    }

    long count() {
        return slices.stream().mapToLong(Outline::count).sum();
    }
}

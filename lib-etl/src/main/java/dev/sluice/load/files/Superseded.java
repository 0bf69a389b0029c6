package dev.sluice.load.files;

import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The visible directories that hold rows of superseded items, and the rows in them that stay.
 *
 * <p>The receipts name the candidates: a directory may hold the items of the receipt that added it and those of the
 * directories that the same receipt removed. Only the candidates' {@code _item} columns are then read.
 *
 * @param removed directories with a row that goes
 * @param kept the rows in them that stay; empty when there are none
 */
record Superseded(List<String> removed, Optional<Dataset<Row>> kept) {
    private static final Superseded NOTHING = new Superseded(List.of(), Optional.empty());

    static Superseded find(SparkSession spark, Place place, Chain chain, long last, Publication what)
            throws IOException {
        if (what.superseded().isEmpty()) {
            return NOTHING;
        }
        LinkedHashMap<String, Dataset<Row>> directories = new LinkedHashMap<>();
        for (String name : candidates(chain, last, what.superseded())) {
            // One that someone deleted by hand has no rows to take out.
            if (place.exists(name)) {
                Note note = Note.parse(place.read(name + "/" + Note.FILE));
                directories.put(name, note.read(spark, place.hadoop(name)));
            }
        }
        if (directories.isEmpty()) {
            return NOTHING;
        }
        return split(directories, keys(what));
    }

    private static List<String> candidates(Chain chain, long last, Set<String> ids) throws IOException {
        LinkedHashMap<String, Boolean> live = new LinkedHashMap<>();
        chain.walk(last, receipt -> {
            boolean hit = receipt.items().stream().map(Receipt.Entry::id).anyMatch(ids::contains);
            for (String removed : receipt.removed()) {
                hit |= Boolean.TRUE.equals(live.remove(removed));
            }
            for (String added : receipt.added()) {
                live.put(added, hit);
            }
        });
        return live.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the superseded items' rows carry, under every name that the load has had. */
    private static List<Long> keys(Publication what) {
        ArrayList<Long> keys = new ArrayList<>();
        for (LoadId name : Chain.names(what.load())) {
            for (String id : what.superseded()) {
                keys.add(Item.loadKey(name, new Item(id, Optional.empty(), 0, "", "").key()));
            }
        }
        return keys;
    }

    private static Superseded split(Map<String, Dataset<Row>> directories, List<Long> keys) {
        ArrayList<String> removed = new ArrayList<>();
        Optional<Dataset<Row>> kept = Optional.empty();
        Dataset<Row> found = directories.entrySet().stream()
                .map(each -> each.getValue()
                        .select(
                                functions.lit(each.getKey()).as("directory"),
                                Note.of(keys).as("goes"))
                        .groupBy("directory", "goes")
                        .count())
                .reduce(Dataset::union)
                .orElseThrow();
        List<Row> groups = found.collectAsList();
        for (Map.Entry<String, Dataset<Row>> each : directories.entrySet()) {
            boolean mixed = false;
            boolean goes = false;
            for (Row group : groups) {
                if (group.getString(0).equals(each.getKey())) {
                    goes |= group.getBoolean(1);
                    mixed |= !group.getBoolean(1);
                }
            }
            if (goes) {
                removed.add(each.getKey());
            }
            if (goes && mixed) {
                Dataset<Row> rest = each.getValue().where(functions.not(Note.of(keys)));
                kept = Optional.of(
                        kept.map(others -> others.unionByName(rest, true)).orElse(rest));
            }
        }
        return new Superseded(removed, kept);
    }
}

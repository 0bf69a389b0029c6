package dev.sluice.run;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import dev.sluice.extract.Items;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Scratch;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.Slicing;
import dev.sluice.extract.Source;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds what is not yet done and packs it into slices. Items stay in Spark: per load the done ones are joined away,
 * what is left is sorted by the loads that lack it and by place, and cut by {@link Packing}.
 */
record Planner(SparkSession spark, Job job, Request request, Path folder) {
    /** Plans against the pinned heads of the loads. */
    Plan plan(List<OpenLoad> loads, String attempt) {
        Path place = folder.resolve("plan-" + attempt);
        Dataset<Row> entries;
        try (Scratch scratch = Scratch.open(spark, place)) {
            entries = scratch.keep("entries", entries(loads));
        }
        Items items = job.drivingSource().items(spark, scope(entries, job.slicing(), attempt));
        List<Items.Remark> told = new ArrayList<>(items.remarks());
        Map<String, Slice> pinned = pinned(entries, attempt, told);
        try (Scratch scratch = Scratch.open(spark, place)) {
            // Kept, so that what was seen is pinned and no listing or hashing happens twice.
            Dataset<Row> seen = scratch.keep("seen", items.table());
            Dataset<Row> packed = scratch.keep("packed", packed(undone(seen, entries, loads)));
            List<Plan.Outline> slices = outlines(packed, attempt);
            long left = slices.stream().mapToLong(Plan.Outline::count).sum();
            List<Items.Remark> remarks = remarks(told, scratch, entries, seen, items.held(), loads);
            return new Plan(packed, slices, scratch.count(seen) - left, remarks, pinned);
        }
    }

    private List<Items.Remark> remarks(
            List<Items.Remark> seen,
            Scratch scratch,
            Dataset<Row> entries,
            Dataset<Row> table,
            Optional<Dataset<Row>> held,
            List<OpenLoad> loads) {
        boolean part = request.from().isPresent() || request.to().isPresent();
        List<Items.Remark> all =
                new ArrayList<>(part ? List.of() : Behind.remarks(scratch, entries, table, held, loads));
        all.addAll(seen);
        return all;
    }

    private Dataset<Row> packed(Dataset<Row> undone) {
        Slicing slicing = job.slicing();
        return undone.repartition(1)
                .sortWithinPartitions(concat_ws(",", col("lacks")), col("place"), col("id"))
                .mapPartitions(
                        new Packing(slicing.maxSize().bytes(), slicing.maxCount()),
                        Encoders.row(undone.schema().add("slice", DataTypes.IntegerType)));
    }

    private Scope scope(Dataset<Row> entries, Slicing slicing, String attempt) {
        return new Scope(
                entries.drop("load"),
                slicing,
                request.now(),
                request.from(),
                request.to(),
                job.state().resolve("memory"),
                folder.resolve("scratch-" + attempt));
    }

    /** The entries of every load, with the load's name as first column. */
    private Dataset<Row> entries(List<OpenLoad> loads) {
        return loads.stream()
                .map(load -> load.receipts()
                        .entries()
                        .withColumn("load", lit(load.load().name())))
                .reduce(Dataset::unionByName)
                .orElseGet(() -> spark.createDataFrame(List.of(), Receipts.ENTRIES.add("load", DataTypes.StringType)));
    }

    private Dataset<Row> undone(Dataset<Row> items, Dataset<Row> entries, List<OpenLoad> loads) {
        Dataset<Row> latest = entries.groupBy("id", "load")
                .agg(
                        max_by(col("version"), col("number")).as("held"),
                        max_by(col("kind"), col("number")).as("kind"));
        Dataset<Row> states = items.as("i")
                .join(latest.as("e"), col("i.id").equalTo(col("e.id")), "left_outer")
                .select(
                        col("i.*"),
                        col("e.load"),
                        coalesce(
                                        col("e.kind")
                                                .equalTo(Receipt.Kind.PUBLISH.name())
                                                .and(col("e.held").equalTo(col("i.version"))),
                                        lit(false))
                                .as("is_done"));
        List<String> names = loads.stream().map(load -> load.load().name()).toList();
        return states.groupBy("id")
                .agg(
                        first("version").as("version"),
                        first("bytes").as("bytes"),
                        first("place").as("place"),
                        first("detail").as("detail"),
                        array_sort(collect_set(col("load"))).as("known"),
                        collect_set(whenDone()).as("done"))
                .withColumn(
                        "lacks",
                        filter(
                                array(names.stream()
                                        .map(org.apache.spark.sql.functions::lit)
                                        .toArray(org.apache.spark.sql.Column[]::new)),
                                name -> not(array_contains(col("done"), name))))
                .drop("done")
                .where(size(col("lacks")).gt(0));
    }

    private static org.apache.spark.sql.Column whenDone() {
        return org.apache.spark.sql.functions.when(col("is_done"), col("load"));
    }

    private static List<Plan.Outline> outlines(Dataset<Row> packed, String attempt) {
        return packed
                .groupBy("slice")
                .agg(
                        count(lit(1)).as("count"),
                        sum("bytes").as("bytes"),
                        first("lacks").as("lacks"))
                .orderBy("slice")
                .collectAsList()
                .stream()
                .map(row -> new Plan.Outline(
                        attempt + "-" + row.<Integer>getAs("slice"),
                        row.<Integer>getAs("slice"),
                        row.<Long>getAs("count"),
                        row.<Long>getAs("bytes"),
                        row.getList(row.fieldIndex("lacks"))))
                .toList();
    }

    /** Sources that do not drive the job are read whole, at the version that is seen now. */
    private Map<String, Slice> pinned(Dataset<Row> entries, String attempt, List<Items.Remark> told) {
        Map<String, Slice> pinned = new LinkedHashMap<>();
        for (Map.Entry<String, Source> source : job.sources().entrySet()) {
            if (!source.getKey().equals(job.driving())) {
                pinned.put(source.getKey(), whole(source.getKey(), source.getValue(), entries, attempt, told));
            }
        }
        return pinned;
    }

    private Slice whole(String name, Source source, Dataset<Row> entries, String attempt, List<Items.Remark> told) {
        if (!(source instanceof Sliceable sliceable)) {
            return new Slice(attempt + "-" + name, 0, List.of(), List.of());
        }
        Slicing all = new Slicing(
                Optional.of(name),
                Slicing.By.WHOLE,
                Optional.empty(),
                job.slicing().maxSize(),
                job.slicing().maxCount(),
                job.slicing().late());
        Dataset<Row> none = entries.drop("load").limit(0);
        Items found = sliceable.items(spark, scope(none, all, attempt + "-" + name));
        told.addAll(found.remarks());
        List<Item> items = found.table().collectAsList().stream().map(Item::of).toList();
        if (items.isEmpty()) {
            throw new Fault(
                    Code.INPUT_MISSING, "Cannot find anything to read in extract." + name + ": " + source.describe());
        }
        return new Slice(attempt + "-" + name, 0, items, List.of());
    }
}

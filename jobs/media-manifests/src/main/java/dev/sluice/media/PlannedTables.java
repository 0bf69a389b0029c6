package dev.sluice.media;

import dev.sluice.cli.RunFolder;
import dev.sluice.extract.Items;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.Slicing;
import dev.sluice.extract.Source;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.Job;
import dev.sluice.slice.Item;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.Slice;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A job's tables over the whole of its input, done or not; nothing is published. */
record PlannedTables(SparkSession session, Job job, Path scratch) implements AutoCloseable {
    private static final String ITEM = "_item";

    /** @param what for names of working folders */
    static PlannedTables open(SparkSession spark, Job job, String what) {
        Path scratch = job.runFolder(what + "-" + UUID.randomUUID().toString().substring(0, 8));
        SparkSession session = spark.newSession();
        session.conf().set("sluice.scratch", scratch.resolve("scratch").toString());
        return new PlannedTables(session, job, scratch);
    }

    /**
     * The tables that one is made of, and itself.
     *
     * @throws Fault INPUT_MISSING when a source has nothing, SETTINGS when a step does not fit
     */
    Tables upTo(String table) {
        Set<String> needed = new HashSet<>(Set.of(table));
        List<Transform> steps = new ArrayList<>(job.transforms());
        Collections.reverse(steps);
        List<Transform> wanted = new ArrayList<>();
        for (Transform step : steps) {
            if (step.tables().stream().anyMatch(needed::contains)) {
                wanted.add(0, step);
                needed.addAll(step.inputs());
            }
        }
        Tables all = Tables.none();
        for (Map.Entry<String, Source> source : job.sources().entrySet()) {
            String name = source.getKey();
            if (needed.stream().anyMatch(one -> one.equals(name) || one.startsWith(name + "."))) {
                all = with(all, name, source.getValue());
            }
        }
        all.registerViews();
        for (Transform step : wanted) {
            all = step.apply(session, all);
            all.registerViews();
        }
        return all;
    }

    private Tables with(Tables before, String name, Source source) {
        Tables all = before;
        Map<String, Dataset<Row>> read = source.read(session, whole(name, source), Tally.register(session));
        for (Map.Entry<String, Dataset<Row>> table : read.entrySet()) {
            String full = table.getKey().isEmpty() ? name : name + "." + table.getKey();
            Dataset<Row> rows = table.getValue();
            all = all.with(full, name.equals(job.driving()) ? rows : rows.drop(ITEM));
        }
        return all;
    }

    private Slice whole(String name, Source source) {
        if (!(source instanceof Sliceable sliceable)) {
            return new Slice(name, 0, List.of(), List.of());
        }
        Slicing given = job.slicing();
        Slicing all = new Slicing(
                Optional.of(name), Slicing.By.WHOLE, Optional.empty(), given.maxSize(), given.maxCount(), given.late());
        Scope scope = new Scope(
                session.createDataFrame(List.of(), Receipts.ENTRIES),
                name.equals(job.driving()) ? given : all,
                Instant.now(),
                Optional.empty(),
                Optional.empty(),
                scratch.resolve("memory"),
                scratch.resolve("scratch"));
        Items items = sliceable.items(session, scope);
        List<Item> found = items.table().collectAsList().stream().map(Item::of).toList();
        if (found.isEmpty()) {
            throw new Fault(
                    Code.INPUT_MISSING,
                    "Cannot find anything to read in extract." + name + ": " + source.describe()
                            + " (run the inventory first)");
        }
        return new Slice(name, 0, found, List.of());
    }

    /** Deletes the working files. */
    @Override
    public void close() {
        RunFolder.remove(scratch);
    }
}

package dev.sluice.run;

import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Fitting;
import dev.sluice.load.Staged;
import dev.sluice.slice.Item;
import dev.sluice.slice.Reconcile;
import dev.sluice.slice.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Holds what was read of a slice against its store's own count, and what each load was given against what was staged and,
 * once it is published, against what readers see. Each load's rows are counted, and summed up, in the pass that stages them.
 */
final class Reconciliation {
    private final SparkSession session;
    private final Reconcile how;
    private final Map<OpenLoad, Given> given = new HashMap<>();
    private final Map<String, Report.Reconciled> equal = new LinkedHashMap<>();

    /** What a load was given: sums of its rows, and its columns but {@code _item}, which each load keeps in its own way. */
    private record Given(RowSums sums, StructType columns) {}

    Reconciliation(SparkSession session, Reconcile how) {
        this.session = session;
        this.how = how;
        if (how != Reconcile.NONE) {
            Fitting.keepInTasks(session);
        }
    }

    /** A load's rows, watched on their way to it. */
    Dataset<Row> watched(OpenLoad load, Dataset<Row> rows) {
        if (how == Reconcile.NONE) {
            return rows;
        }
        // Targets know nothing of columns that are never null.
        StructType columns =
                new StructType(Arrays.stream(rows.schema().asNullable().fields())
                        .filter(field -> !field.name().equals(SliceRules.ITEM))
                        .toArray(StructField[]::new));
        RowSums sums = RowSums.register(session);
        given.put(load, new Given(sums, columns));
        return sums.watch(rows, hashed(columns));
    }

    /**
     * What was read of a source against the store's own count at the same moment, where it has one.
     *
     * @throws Fault UNBALANCED
     */
    void read(String source, Tally tally) {
        OptionalLong store = how == Reconcile.NONE ? OptionalLong.empty() : tally.countedByStore();
        long read = tally.counts().lines();
        if (store.isPresent() && store.getAsLong() != read) {
            throw new Fault(
                    Code.UNBALANCED,
                    "Cannot account for the input: %,d rows were read, the store itself counts %,d at the same moment"
                            .formatted(read, store.getAsLong()));
        }
        store.ifPresent(rows -> equal("extract." + source, "source", Reconcile.COUNT, rows));
    }

    /**
     * What lies staged against what the load was given.
     *
     * @throws Fault UNBALANCED
     */
    void staged(OpenLoad load, Staged staged) {
        if (how != Reconcile.NONE) {
            Fingerprint lies = sum(staged.rows(), given.get(load).columns());
            Fingerprint was = given.get(load).sums().total();
            if (!lies.equals(was)) {
                throw new Fault(
                        Code.UNBALANCED,
                        "Cannot publish to load \"%s\": it was given %s; read back from where it is staged: %s"
                                        .formatted(load.load().name(), was, lies)
                                + " (the target changes values; cast them in a sql step to what it holds)");
            }
            equal("load." + load.load().name(), "staged", how, was.rows());
        }
    }

    /** How what readers see differs from what the load was given; empty where it does not, or nothing tells. */
    Optional<String> published(OpenLoad load, Slice slice) {
        if (how == Reconcile.NONE || !load.load().sink().keepsItems()) {
            return Optional.empty();
        }
        Set<Long> items = slice.items().stream()
                .map(item -> Item.loadKey(load.load().id(), item.key()))
                .collect(Collectors.toSet());
        StructType columns = given.get(load).columns();
        Dataset<Row> rows = load.load().sink().stored(session, columns.add(SliceRules.ITEM, DataTypes.LongType), items);
        Fingerprint seen = sum(rows, columns);
        Fingerprint was = given.get(load).sums().total();
        if (seen.equals(was)) {
            equal("load." + load.load().name(), "published", how, was.rows());
            return Optional.empty();
        }
        return Optional.of("load \"%s\" was given %s; in %s are %s"
                .formatted(load.load().name(), was, load.load().sink().describe(), seen));
    }

    /** What was compared so far and found equal. */
    List<Report.Reconciled> equal() {
        return List.copyOf(equal.values());
    }

    /** A load that is staged again is compared again. */
    private void equal(String what, String with, Reconcile by, long rows) {
        equal.put(what + " " + with, new Report.Reconciled(what, with, by.name().toLowerCase(Locale.ROOT), rows));
    }

    /** Of rows by these columns, whatever types they are in now. */
    private Fingerprint sum(Dataset<Row> rows, StructType columns) {
        RowSums sums = RowSums.register(session);
        Column[] asked = Arrays.stream(columns.fields())
                .map(field -> named(rows, field).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new);
        sums.watch(rows.select(asked), hashed(columns))
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        return sums.total();
    }

    /** A column by its name, in capitals or not, for a table may have it so. */
    private static Column named(Dataset<Row> rows, StructField field) {
        return Arrays.stream(rows.columns())
                .filter(field.name()::equalsIgnoreCase)
                .findFirst()
                .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
                .orElseGet(() -> functions.lit(null));
    }

    private List<StructField> hashed(StructType columns) {
        return how == Reconcile.CHECKSUM ? List.of(columns.fields()) : List.of();
    }
}

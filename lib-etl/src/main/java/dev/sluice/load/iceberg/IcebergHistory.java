package dev.sluice.load.iceberg;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The states of rows over time (slowly changing dimension, type 2). A row of the table is a state: it holds from
 * {@code valid_from}, the version, up to {@code valid_to}, the next state's version, null for the present one;
 * {@code _hash} tells states apart. A staged state that is not newer than the present one, or no other, is left out. A
 * deleted row is in no state, and has no hash: it ends the present one, and is not written.
 */
record IcebergHistory(IcebergSink sink) implements IcebergByKey {
    static final String FROM = "valid_from";
    static final String TO = "valid_to";
    static final String HASH = "_hash";

    private static final String SINCE = "_sluice_since";
    private static final String PRESENT = "_sluice_present";
    private static final String BEFORE = "_sluice_before";
    private static final String NEXT = "_sluice_next";
    private static final String STATES = "_sluice_states";
    /** For a hash of a deleted row among others: that of a state is none of these texts. */
    private static final String NONE = "none";

    /** True of a column that is a history's own. */
    static boolean adds(String column) {
        return Stream.of(FROM, TO, HASH).anyMatch(column::equalsIgnoreCase);
    }

    @Override
    public Expression looksAt(IcebergKeys keys) {
        // Of a row that was deleted only states that have ended tell since when.
        return sink.deleted().isPresent() ? keys.filter() : Expressions.and(keys.filter(), Expressions.isNull(TO));
    }

    @Override
    public IcebergChange change(IcebergMerge merge) {
        refuseAmbiguous(merge);
        if (merge.near().isEmpty()) {
            return merge.keys().unique() && sink.deleted().isEmpty()
                    ? merge.added()
                    : change(merge, merge.rows().where(lit(false)));
        }
        try (IcebergStagedFiles.Reading near = merge.read(merge.near())) {
            return change(merge, near.rows());
        }
    }

    private IcebergChange change(IcebergMerge merge, Dataset<Row> near) {
        Dataset<Row> present = present(merge, near).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> begun = begun(merge, present).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return change(merge, present, begun);
        } finally {
            begun.unpersist();
            present.unpersist();
        }
    }

    /** A state without a version has no place among the others, and of two at once nobody could tell which held. */
    private void refuseAmbiguous(IcebergMerge merge) {
        Dataset<Row> states = merge.rows();
        List<Row> untold = states.where(col(FROM).isNull())
                .select(merge.keys().aliased())
                .limit(1)
                .collectAsList();
        if (!untold.isEmpty()) {
            throw new Fault(
                    Code.CHECK_FAILED,
                    "Cannot load into " + sink.table() + ": " + sink.version().orElseThrow()
                            + ", by which states follow each other, is null where "
                            + merge.keys().describe(untold.get(0)) + " (leave such rows out in a sql step)");
        }
        Column[] moment = Stream.concat(Stream.of(merge.keys().aliased()), Stream.of(col(FROM)))
                .toArray(Column[]::new);
        List<Row> several = merge.keys().unique()
                ? List.of()
                : states.groupBy(moment)
                        .agg(count_distinct(coalesce(col(HASH).cast("string"), lit(NONE)))
                                .as(STATES))
                        .where(col(STATES).gt(1))
                        .limit(1)
                        .collectAsList();
        if (!several.isEmpty()) {
            Row one = several.get(0);
            throw new Fault(
                    Code.CHECK_FAILED,
                    "Cannot load into " + sink.table() + ": "
                            + merge.keys().describe(one) + " has two states with the same "
                            + sink.version().orElseThrow() + ", " + one.get(moment.length - 1)
                            + " (take a version that grows with each change, or keep one by a dedupe step)");
        }
    }

    /**
     * A row for each staged key that the table has: since when it has been as it is, what it is, in which files; no state
     * and no file where it was deleted.
     */
    private Dataset<Row> present(IcebergMerge merge, Dataset<Row> near) {
        IcebergKeys keys = merge.keys();
        Column[] open = Stream.concat(
                        Stream.of(keys.aliased()),
                        Stream.of(
                                col(TO),
                                when(col(TO).isNull(), col(IcebergMerge.FILE)).as(IcebergMerge.FILE),
                                when(col(TO).isNull(), col(FROM)).as(FROM),
                                when(col(TO).isNull(), col(HASH)).as(HASH)))
                .toArray(Column[]::new);
        Dataset<Row> asked = merge.rows().select(keys.aliased()).distinct();
        Dataset<Row> told = sink.deleted().isPresent() ? near : near.where(col(TO).isNull());
        return told.select(open)
                .join(asked, keys.aliases())
                .groupBy(Stream.of(keys.aliases()).map(functions::col).toArray(Column[]::new))
                .agg(
                        greatest(max(FROM), max(TO)).as(SINCE),
                        max_by(col(HASH), col(FROM)).as(PRESENT),
                        IcebergMerge.files());
    }

    /** The staged rows that are new states. */
    private static Dataset<Row> states(IcebergMerge merge, Dataset<Row> present) {
        return IcebergMarked.unmarked(changes(merge, present).where(col(HASH).isNotNull()));
    }

    /** The staged rows that are new states, each with its span, or that end one. */
    private static Dataset<Row> changes(IcebergMerge merge, Dataset<Row> present) {
        WindowSpec order = Window.partitionBy(merge.keys().columns()).orderBy(col(FROM));
        Column[] columns = Arrays.stream(merge.rows().columns())
                .map(name -> name.equalsIgnoreCase(TO)
                        ? lead(col(FROM), 1).over(order).as(TO)
                        : col(IcebergPlace.quoted(name)))
                .toArray(Column[]::new);
        return merge.rows()
                .join(present, merge.keys().same(), "left_outer")
                .where(col(SINCE).isNull().or(col(FROM).gt(col(SINCE))))
                .withColumn(
                        BEFORE,
                        when(lag(col(FROM), 1).over(order).isNull(), col(PRESENT))
                                .otherwise(lag(col(HASH), 1).over(order)))
                .where(not(col(BEFORE).eqNullSafe(col(HASH))))
                .select(columns);
    }

    /** A row for each key that changes: when first, how many states begin, in which files the present one is. */
    private static Dataset<Row> begun(IcebergMerge merge, Dataset<Row> present) {
        IcebergKeys keys = merge.keys();
        return changes(merge, present)
                .groupBy(keys.aliased())
                .agg(min(FROM).as(NEXT), count(col(HASH)).as(STATES))
                .join(present, keys.aliases(), "left_outer");
    }

    private static IcebergChange change(IcebergMerge merge, Dataset<Row> present, Dataset<Row> begun) {
        List<FileScanTask> files = merge.named(begun);
        long states = begun.agg(coalesce(sum(STATES), lit(0L))).first().getLong(0);
        boolean asTheyAre = merge.keys().unique() && states == merge.staged().rowCount();
        if (files.isEmpty()) {
            return asTheyAre ? merge.added() : merge.replaced(files, states(merge, present));
        }
        try (IcebergStagedFiles.Reading reading = merge.read(files)) {
            Dataset<Row> ended = ended(merge, reading.rows(), begun);
            return asTheyAre
                    ? merge.addedBeside(files, ended)
                    : merge.replaced(files, ended.unionByName(states(merge, present)));
        }
    }

    /** Rows of the table; the present states of keys that have new ones end. */
    private static Dataset<Row> ended(IcebergMerge merge, Dataset<Row> rows, Dataset<Row> begun) {
        Column[] columns = Arrays.stream(rows.columns())
                .map(name -> name.equalsIgnoreCase(TO)
                        ? when(col(TO).isNull(), col(NEXT)).otherwise(col(TO)).as(TO)
                        : col(IcebergPlace.quoted(name)))
                .toArray(Column[]::new);
        return rows.join(begun, merge.keys().same(), "left_outer").select(columns);
    }
}

package dev.sluice.load.iceberg;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.expressions.Expression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The row with the same key is updated, as a database does it: of staged rows with one key the newest comes in, unless
 * the table has one that is as new or newer. Columns that the staged rows do not have keep their values.
 *
 * @param given the columns that staged rows have, in small letters
 */
record IcebergUpsert(IcebergSink sink, Set<String> given) implements IcebergByKey {
    private static final String GONE = "_sluice_deletes";
    private static final String HELD = "_sluice_held";
    private static final String KEPT = "_sluice_kept";
    private static final String LOST = "_sluice_lost";
    private static final String NEWEST = "_sluice_newest";
    private static final String PLACE = "_sluice_place";

    IcebergUpsert {
        given = Set.copyOf(given);
    }

    @Override
    public Expression looksAt(IcebergKeys keys) {
        return keys.filter();
    }

    @Override
    public IcebergChange change(IcebergMerge merge) {
        refuseAmbiguous(merge);
        return merged(merge);
    }

    /** The change by rows of which the newest of each key is known; deleted ones take out, and do not come in. */
    IcebergChange merged(IcebergMerge merge) {
        if (merge.near().isEmpty()) {
            return merge.keys().unique() ? merge.added() : merge.replaced(List.of(), live(merge));
        }
        try (IcebergStagedFiles.Reading near = merge.read(merge.near())) {
            Dataset<Row> met = met(merge, near.rows()).persist(StorageLevel.MEMORY_AND_DISK());
            try {
                return change(merge, met);
            } finally {
                met.unpersist();
            }
        }
    }

    void refuseAmbiguous(IcebergMerge merge) {
        if (!merge.keys().unique() && sink.version().isEmpty()) {
            throw new Fault(
                    Code.CHECK_FAILED,
                    "Cannot upsert into " + sink.table() + ": "
                            + merge.keys().describe(merge.keys().twice(merge.rows()))
                            + " comes more than once, and nothing tells which row is the newest (set version, or keep"
                            + " one by a dedupe step)");
        }
    }

    /**
     * A row for each key that is both staged and in the table: whether the staged row loses, what the table's row keeps, in
     * which files it is.
     */
    private Dataset<Row> met(IcebergMerge merge, Dataset<Row> near) {
        IcebergKeys keys = merge.keys();
        Column nothing = lit(null).cast("int");
        Column version = version(merge).orElse(nothing);
        Dataset<Row> asked = merge.rows()
                .groupBy(keys.aliased())
                .agg(max(struct(
                                version.as(HELD),
                                IcebergMarked.gone(merge.rows()).as(GONE)))
                        .as(NEWEST));
        List<Column> there = new ArrayList<>(List.of(keys.aliased()));
        there.add(col(IcebergMerge.FILE));
        there.add(version.as(HELD));
        there.add((lacking(merge).length == 0 ? nothing : struct(lacking(merge))).as(KEPT));
        Column newest = col(NEWEST).getField(HELD);
        Column newer = newest.gt(col(HELD)).or(col(NEWEST).getField(GONE).and(newest.equalTo(col(HELD))));
        Column lost = col(HELD).isNotNull().and(not(coalesce(newer, lit(false))));
        return near.select(there.toArray(Column[]::new))
                .join(asked, keys.aliases())
                .groupBy(Stream.of(keys.aliases()).map(functions::col).toArray(Column[]::new))
                .agg(max(lost).as(LOST), first(KEPT).as(KEPT), IcebergMerge.files());
    }

    private IcebergChange change(IcebergMerge merge, Dataset<Row> met) {
        Dataset<Row> lost = met.where(LOST);
        Dataset<Row> overwritten = met.where(not(col(LOST)));
        List<FileScanTask> files = merge.named(overwritten);
        boolean whole = files.isEmpty() || lacking(merge).length == 0;
        boolean asTheyAre = merge.keys().unique() && whole && lost.isEmpty();
        if (files.isEmpty()) {
            return asTheyAre ? merge.added() : merge.replaced(files, winners(merge, lost, overwritten));
        }
        try (IcebergStagedFiles.Reading reading = merge.read(files)) {
            Dataset<Row> survivors =
                    reading.rows().join(overwritten, merge.keys().same(), "left_anti");
            return asTheyAre
                    ? merge.addedBeside(files, survivors)
                    : merge.replaced(files, survivors.unionByName(winners(merge, lost, overwritten)));
        }
    }

    /** The staged rows that come in, with what they do not have from the rows that they overwrite. */
    private Dataset<Row> winners(IcebergMerge merge, Dataset<Row> lost, Dataset<Row> overwritten) {
        Dataset<Row> winners = live(merge).join(lost, merge.keys().same(), "left_anti");
        if (lacking(merge).length == 0) {
            return winners;
        }
        Dataset<Row> filled = winners.join(overwritten, merge.keys().same(), "left_outer");
        Column[] columns = Arrays.stream(winners.columns())
                .map(name -> given(name)
                        ? col(IcebergPlace.quoted(name))
                        : col(KEPT).getField(name).as(name))
                .toArray(Column[]::new);
        return filled.select(columns);
    }

    /** The newest row of each key, where it was not deleted. */
    private Dataset<Row> live(IcebergMerge merge) {
        Dataset<Row> newest = newest(merge);
        return IcebergMarked.unmarked(newest.where(not(IcebergMarked.gone(newest))));
    }

    /** The newest row of each key; of a deletion and a state with one version the deletion. */
    Dataset<Row> newest(IcebergMerge merge) {
        if (merge.keys().unique() || sink.version().isEmpty()) {
            return merge.rows();
        }
        Column[] order = {
            version(merge).orElseThrow().desc_nulls_last(),
            IcebergMarked.gone(merge.rows()).desc()
        };
        return merge.rows()
                .withColumn(
                        PLACE,
                        row_number()
                                .over(Window.partitionBy(merge.keys().columns()).orderBy(order)))
                .where(col(PLACE).equalTo(1))
                .drop(PLACE);
    }

    Optional<Column> version(IcebergMerge merge) {
        return sink.version()
                .map(name -> col(IcebergPlace.quoted(
                        IcebergRows.named(sink, merge.table().schema(), name))));
    }

    /** Columns of the table that staged rows do not have. */
    private Column[] lacking(IcebergMerge merge) {
        return Stream.of(merge.rows().columns())
                .filter(name -> !given(name))
                .map(name -> col(IcebergPlace.quoted(name)))
                .toArray(Column[]::new);
    }

    private boolean given(String name) {
        return given.contains(name.toLowerCase(Locale.ROOT));
    }
}

package dev.sluice.load.iceberg;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Mode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An upsert of rows of which some say that they were deleted where they come from. The table's row goes. With a version,
 * the key and the version of the deletion stay as {@link IcebergTombstones}, so that an older state which comes later is left
 * out. Of a deletion and a state with one version the deletion counts, whichever comes first.
 */
record IcebergDeletes(IcebergUpsert upsert) implements IcebergByKey {
    /** From how many small files of deletions on a change writes them as one. */
    private static final int MANY_FILES = 16;

    private static final String TOMBSTONE = "_sluice_tombstone";

    @Override
    public Expression looksAt(IcebergKeys keys) {
        return upsert.looksAt(keys);
    }

    /**
     * Refuses a table in which a key and a version alone are no row.
     *
     * @throws Fault SETTINGS
     */
    static void check(IcebergSink sink, Schema table) {
        if (sink.deleted().isEmpty()
                || sink.mode() != Mode.UPSERT
                || sink.version().isEmpty()) {
            return;
        }
        String mandatory = table.columns().stream()
                .filter(Types.NestedField::isRequired)
                .map(Types.NestedField::name)
                .filter(name -> Stream.concat(sink.key().stream(), sink.version().stream())
                        .noneMatch(name::equalsIgnoreCase))
                .collect(Collectors.joining(", "));
        if (!mandatory.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe()
                            + ": deletions are kept in a branch of the table, by key and version"
                            + " alone, and the table wants a value in " + mandatory
                            + " (ALTER TABLE … ALTER COLUMN … DROP NOT NULL)");
        }
    }

    @Override
    public IcebergChange change(IcebergMerge merge) {
        upsert.refuseAmbiguous(merge);
        if (upsert.sink().version().isEmpty()) {
            boolean gone = !merge.rows().where(IcebergMarked.gone(merge.rows())).isEmpty();
            return upsert.merged(gone ? merge.some(merge.rows()) : merge);
        }
        List<FileScanTask> near = IcebergTombstones.near(merge.table(), merge.keys());
        if (near.isEmpty()) {
            return change(merge, merge.rows().where(lit(false)), near);
        }
        try (IcebergStagedFiles.Reading reading = merge.read(near)) {
            return change(merge, reading.rows(), near);
        }
    }

    private IcebergChange change(IcebergMerge merge, Dataset<Row> deletions, List<FileScanTask> near) {
        Dataset<Row> tombstones = tombstones(merge, deletions);
        Column gone = IcebergMarked.gone(merge.rows());
        Column buried = merge.keys()
                .same()
                .and(not(gone))
                .and(asNew(merge).or(version(merge).isNull()));
        Dataset<Row> rows = near.isEmpty() ? merge.rows() : merge.rows().join(tombstones, buried, "left_anti");
        Row counted = rows.agg(
                        count(lit(1)),
                        count_if(gone),
                        count_if(gone.and(version(merge).isNull())))
                .first();
        refuseTimeless(counted.getLong(2));
        boolean all = counted.getLong(0) == merge.staged().rowCount() && counted.getLong(1) == 0;
        IcebergTombstones told = IcebergTombstones.in(merge.table());
        if (counted.getLong(1) > 0) {
            Dataset<Row> fresh = upsert.newest(merge.some(rows))
                    .where(gone)
                    .join(tombstones, merge.keys().same().and(asNew(merge)), "left_anti");
            told = near.size() < MANY_FILES
                    ? new IcebergTombstones(told.at(), List.of(), merge.written(tombstone(merge, fresh)))
                    : new IcebergTombstones(
                            told.at(),
                            near.stream().map(FileScanTask::file).toList(),
                            merge.written(
                                    newest(merge, tombstone(merge, fresh).unionByName(tombstone(merge, deletions)))));
        }
        return upsert.merged(all ? merge : merge.some(rows)).beside(told);
    }

    /** A row for each key: the newest deletion. */
    private Dataset<Row> tombstones(IcebergMerge merge, Dataset<Row> deletions) {
        return deletions.groupBy(merge.keys().aliased()).agg(max(version(merge)).as(TOMBSTONE));
    }

    private Column asNew(IcebergMerge merge) {
        return col(TOMBSTONE).geq(version(merge));
    }

    private Column version(IcebergMerge merge) {
        return upsert.version(merge).orElseThrow();
    }

    /** What is kept of deleted rows. */
    private Dataset<Row> tombstone(IcebergMerge merge, Dataset<Row> rows) {
        return rows.select(Stream.concat(Stream.of(merge.keys().columns()), Stream.of(version(merge)))
                .toArray(Column[]::new));
    }

    private Dataset<Row> newest(IcebergMerge merge, Dataset<Row> tombstones) {
        String version = tombstones.columns()[tombstones.columns().length - 1];
        return tombstones
                .groupBy(merge.keys().columns())
                .agg(max(version(merge)).as(version));
    }

    private void refuseTimeless(long deletions) {
        if (deletions > 0) {
            throw new Fault(
                    Code.CHECK_FAILED,
                    "Cannot delete from %s: %,d deleted rows have no %s, by which one would know whether a state is older (give them one in a sql step)"
                            .formatted(
                                    upsert.sink().describe(),
                                    deletions,
                                    upsert.sink().version().orElseThrow()));
        }
    }
}

package dev.sluice.load.iceberg;

import dev.sluice.slice.Publication;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Staged rows and the files of the table that may hold rows with their keys. A merge looks which of them do, and writes
 * those anew with what else is in them.
 *
 * @param keys of the staged rows
 * @param rows the staged rows
 * @param staged the files that they are in
 * @param snapshot that the table is looked at; empty when it has none
 * @param near the files that may hold such rows
 */
record IcebergMerge(
        SparkSession spark,
        BaseTable table,
        Publication what,
        IcebergKeys keys,
        Dataset<Row> rows,
        IcebergStagedFiles staged,
        Optional<IcebergSnapshot> snapshot,
        List<FileScanTask> near) {
    /** The metadata column of the file that a row is in. */
    static final String FILE = "_file";

    private static final String FILES = "_sluice_files";

    IcebergMerge {
        near = List.copyOf(near);
    }

    /** Merges by key; no staged rows, nothing to merge. */
    static IcebergChange of(
            SparkSession spark,
            BaseTable table,
            Publication what,
            IcebergSink sink,
            IcebergByKey way,
            IcebergStagedFiles staged) {
        if (staged.files().isEmpty()) {
            return IcebergChange.NOTHING;
        }
        BaseTable staging = IcebergMarked.staging(sink, table);
        try (IcebergStagedFiles.Reading reading =
                new IcebergStagedFiles.Reading(spark, staging, staged.tasks(staging))) {
            IcebergKeys keys = IcebergKeys.of(sink, table, reading.rows());
            Optional<IcebergSnapshot> snapshot = IcebergSnapshot.of(table);
            List<FileScanTask> near =
                    snapshot.map(now -> now.files(way.looksAt(keys), Set.of())).orElse(List.of());
            return way.change(new IcebergMerge(spark, table, what, keys, reading.rows(), staged, snapshot, near));
        }
    }

    /** A merge of these rows alone, which do not come in by the files that they were staged in. */
    IcebergMerge some(Dataset<Row> rows) {
        return new IcebergMerge(spark, table, what, keys.several(), rows, staged, snapshot, near);
    }

    /** Files of rows, for the change alone. */
    IcebergStagedFiles written(Dataset<Row> rows) {
        return IcebergStagedFiles.write(spark, rows, table, what);
    }

    /** The rows of some files of the table. Cannot be run once the reading is closed. */
    IcebergStagedFiles.Reading read(List<FileScanTask> files) {
        return new IcebergStagedFiles.Reading(spark, table, files);
    }

    /** For an aggregate by key: the files that hold its rows. */
    static Column files() {
        return functions.collect_set(FILE).as(FILES);
    }

    /** Those of the near files that rows with the column {@link #files} name. */
    List<FileScanTask> named(Dataset<Row> byKey) {
        Set<String> names = new HashSet<>();
        byKey.select(functions.explode(functions.col(FILES)))
                .distinct()
                .collectAsList()
                .forEach(row -> names.add(row.getString(0)));
        return near.stream()
                .filter(task -> names.contains(task.file().location()))
                .toList();
    }

    /** Staged rows come in as they are, and nothing is there that they touch. */
    IcebergChange added() {
        return changed(List.of(), staged, IcebergStagedFiles.NONE);
    }

    /** Rows come in by new files, and these go. */
    IcebergChange replaced(List<FileScanTask> files, Dataset<Row> written) {
        return changed(files, IcebergStagedFiles.NONE, written(written));
    }

    /** Staged rows come in as they are; these files go, and what else was in them is written anew. */
    IcebergChange addedBeside(List<FileScanTask> files, Dataset<Row> survivors) {
        return changed(files, staged, written(survivors));
    }

    private IcebergChange changed(List<FileScanTask> files, IcebergStagedFiles asTheyAre, IcebergStagedFiles written) {
        return new IcebergChange(
                snapshot.map(IcebergSnapshot::id),
                files.stream().map(FileScanTask::file).toList(),
                asTheyAre,
                written,
                Optional.of(keys.filter()),
                Optional.empty());
    }
}

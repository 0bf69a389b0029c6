package dev.sluice.load.iceberg;

import dev.sluice.slice.Publication;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.BaseFileScanTask;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.ScanTask;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.ResidualEvaluator;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Data files that no snapshot names, written and read by the way that the runtime's own {@code rewrite_data_files}
 * takes. Its classes are public but internals of the runtime: they are used here and nowhere else. The other way is
 * a branch, at three more commits a publish.
 *
 * @param files the files
 */
record IcebergStagedFiles(List<DataFile> files) {
    IcebergStagedFiles {
        files = List.copyOf(files);
    }

    static final IcebergStagedFiles NONE = new IcebergStagedFiles(List.of());

    /** Writes rows, fitted to the table and laid out as it is, into the attempt's folder. */
    static IcebergStagedFiles write(SparkSession spark, Dataset<Row> rows, BaseTable table, Publication what) {
        Dataset<Row> laid = IcebergLayout.arrange(spark, IcebergColumns.fitted(rows, table), table);
        Table within = IcebergFolder.within(table, IcebergFolder.name(what.load(), what.attempt()));
        String key = "sluice-" + UUID.randomUUID();
        SparkTableCache.get().add(key, within);
        try {
            laid.write()
                    .format("iceberg")
                    .option("use-table-distribution-and-ordering", "false")
                    .option("fanout-enabled", "true")
                    .mode("append")
                    .save(key);
            List<DataFile> written = FileRewriteCoordinator.get().fetchNewFiles(within, key).stream()
                    .sorted(Comparator.comparing(DataFile::location))
                    .toList();
            return new IcebergStagedFiles(written);
        } finally {
            SparkTableCache.get().remove(key);
            FileRewriteCoordinator.get().clearRewrite(within, key);
        }
    }

    long rowCount() {
        return files.stream().mapToLong(DataFile::recordCount).sum();
    }

    long bytes() {
        return files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    }

    /** These files as tasks of a scan. */
    List<FileScanTask> tasks(Table table) {
        String schema = SchemaParser.toJson(table.schema());
        return files.stream()
                .map(file -> (FileScanTask) new BaseFileScanTask(
                        file,
                        new DeleteFile[0],
                        schema,
                        PartitionSpecParser.toJson(table.specs().get(file.specId())),
                        ResidualEvaluator.unpartitioned(Expressions.alwaysTrue())))
                .toList();
    }

    void delete(Table table) {
        CatalogUtil.deleteFiles(
                table.io(), files.stream().map(DataFile::location).toList(), "staged");
    }

    /** The rows of some files of a table, read under a key that {@link #close()} gives up. */
    static final class Reading implements AutoCloseable {
        private final Table table;
        private final String key = "sluice-" + UUID.randomUUID();
        private final Dataset<Row> rows;

        Reading(SparkSession spark, Table table, List<FileScanTask> tasks) {
            this.table = table;
            SparkTableCache.get().add(key, table);
            ScanTaskSetManager.get().<ScanTask>stageTasks(table, key, List.copyOf(tasks));
            this.rows = spark.read().format("iceberg").load(key);
        }

        /** With the metadata column {@code _file}, on request. Cannot be run once this is closed. */
        Dataset<Row> rows() {
            return rows;
        }

        @Override
        public void close() {
            SparkTableCache.get().remove(key);
            ScanTaskSetManager.get().removeTasks(table, key);
        }
    }
}

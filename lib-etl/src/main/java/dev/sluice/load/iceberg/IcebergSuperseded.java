package dev.sluice.load.iceberg;

import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What a publish takes out: whole files, and for files that also hold rows of other items new files with those rows.
 * Found at one snapshot; a file that is gone when the publish commits makes it a conflict.
 *
 * @param snapshot the snapshot that was looked at
 * @param removed files to take out
 * @param kept the surviving rows of those files, written anew
 */
record IcebergSuperseded(long snapshot, List<DataFile> removed, IcebergStagedFiles kept) {
    static final IcebergSuperseded NOTHING = new IcebergSuperseded(-1, List.of(), IcebergStagedFiles.NONE);

    /** Iceberg looks at a file's bounds only for so many values of an IN. */
    private static final int MAX_VALUES = 200;

    static IcebergSuperseded find(SparkSession spark, BaseTable table, Publication what) {
        if (what.superseded().isEmpty()
                || table.currentSnapshot() == null
                || table.schema().findField(IcebergColumns.ITEM) == null) {
            return NOTHING;
        }
        long snapshot = table.currentSnapshot().snapshotId();
        TreeSet<Long> keys = keys(what);
        List<DataFile> removed = new ArrayList<>();
        List<FileScanTask> unsure = new ArrayList<>();
        for (FileScanTask task : tasks(table, snapshot, keys)) {
            switch (share(table, task.file(), keys)) {
                case ALL -> removed.add(task.file());
                case PERHAPS -> unsure.add(task);
                case NONE -> {}
            }
        }
        IcebergStagedFiles kept =
                unsure.isEmpty() ? IcebergStagedFiles.NONE : rewrite(spark, table, what, unsure, keys, removed);
        return removed.isEmpty() ? NOTHING : new IcebergSuperseded(snapshot, List.copyOf(removed), kept);
    }

    private enum Share {
        ALL,
        PERHAPS,
        NONE
    }

    private static TreeSet<Long> keys(Publication what) {
        TreeSet<Long> keys = new TreeSet<>();
        List<LoadId> loads = new ArrayList<>(List.of(what.load()));
        for (String name : what.load().was()) {
            String[] parts = name.split("/", 2);
            loads.add(LoadId.of(parts[0], parts[1]));
        }
        for (String id : what.superseded()) {
            long key = new Item(id, java.util.Optional.empty(), 0, "", "").key();
            loads.forEach(load -> keys.add(Item.loadKey(load, key)));
        }
        return keys;
    }

    private static List<FileScanTask> tasks(BaseTable table, long snapshot, Set<Long> keys) {
        // Residuals would make a reader skip the row groups that survive.
        TableScan scan = table.newScan()
                .useSnapshot(snapshot)
                .includeColumnStats(Set.of(IcebergColumns.ITEM))
                .ignoreResiduals();
        if (keys.size() <= MAX_VALUES) {
            scan = scan.filter(Expressions.in(IcebergColumns.ITEM, keys.toArray()));
        }
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            List<FileScanTask> all = new ArrayList<>();
            tasks.forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Share share(BaseTable table, DataFile file, TreeSet<Long> keys) {
        int id = table.schema().findField(IcebergColumns.ITEM).fieldId();
        Long low = bound(file.lowerBounds(), id);
        Long high = bound(file.upperBounds(), id);
        if (low == null || high == null) {
            return Share.PERHAPS;
        }
        Long nearest = keys.ceiling(low);
        if (nearest == null || nearest > high) {
            return Share.NONE;
        }
        boolean nulls = file.nullValueCounts() == null || file.nullValueCounts().getOrDefault(id, 1L) > 0;
        return low.equals(high) && !nulls ? Share.ALL : Share.PERHAPS;
    }

    private static Long bound(Map<Integer, ByteBuffer> bounds, int id) {
        ByteBuffer bound = bounds == null ? null : bounds.get(id);
        return bound == null ? null : Conversions.fromByteBuffer(Types.LongType.get(), bound);
    }

    /** Looks into files; adds those with superseded rows to {@code removed} and writes what else they hold. */
    private static IcebergStagedFiles rewrite(
            SparkSession spark,
            BaseTable table,
            Publication what,
            List<FileScanTask> unsure,
            Set<Long> keys,
            List<DataFile> removed) {
        Column superseded =
                functions.coalesce(functions.col(IcebergColumns.ITEM).isInCollection(keys), functions.lit(false));
        Map<String, Boolean> mixed = look(spark, table, unsure, superseded);
        Set<String> gone = new HashSet<>();
        List<FileScanTask> surviving = new ArrayList<>();
        for (FileScanTask task : unsure) {
            String place = task.file().location();
            if (mixed.containsKey(place)) {
                if (gone.add(place)) {
                    removed.add(task.file());
                }
                if (mixed.get(place)) {
                    surviving.add(task);
                }
            }
        }
        if (surviving.isEmpty()) {
            return IcebergStagedFiles.NONE;
        }
        try (IcebergStagedFiles.Reading reading = new IcebergStagedFiles.Reading(spark, table, surviving)) {
            Dataset<Row> rows = IcebergColumns.fitted(reading.rows().where(functions.not(superseded)), table);
            return IcebergStagedFiles.write(
                    IcebergLayout.arrange(spark, rows, table), table, what.load(), what.attempt());
        }
    }

    /** The files that hold superseded rows, and whether they hold others, too. */
    private static Map<String, Boolean> look(
            SparkSession spark, BaseTable table, List<FileScanTask> unsure, Column superseded) {
        Map<String, Boolean> mixed = new HashMap<>();
        try (IcebergStagedFiles.Reading reading = new IcebergStagedFiles.Reading(spark, table, unsure)) {
            reading
                    .rows()
                    .select(functions.col("_file"), superseded.as("superseded"))
                    .groupBy("_file")
                    .agg(functions.max("superseded"), functions.min("superseded"))
                    .collectAsList()
                    .stream()
                    .filter(row -> row.getBoolean(1))
                    .forEach(row -> mixed.put(row.getString(0), !row.getBoolean(2)));
        }
        return mixed;
    }
}

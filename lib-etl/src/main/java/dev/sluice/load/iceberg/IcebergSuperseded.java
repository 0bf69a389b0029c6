package dev.sluice.load.iceberg;

import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What the newer version of items takes out: whole files, and for files that also hold rows of other items new files with
 * those rows.
 */
final class IcebergSuperseded {
    /** Iceberg looks at a file's bounds only for so many values of an IN. */
    private static final int MAX_VALUES = 200;

    private IcebergSuperseded() {}

    static IcebergChange find(SparkSession spark, BaseTable table, Publication what, IcebergStagedFiles staged) {
        Optional<IcebergSnapshot> snapshot = IcebergSnapshot.of(table);
        if (what.superseded().isEmpty()
                || snapshot.isEmpty()
                || table.schema().findField(IcebergColumns.ITEM) == null) {
            return IcebergChange.adding(staged);
        }
        NavigableSet<Long> keys = keys(what);
        List<DataFile> removed = new ArrayList<>();
        List<FileScanTask> unsure = new ArrayList<>();
        for (FileScanTask task : snapshot.get().files(filter(keys), Set.of(IcebergColumns.ITEM))) {
            switch (share(table, task.file(), keys)) {
                case ALL -> removed.add(task.file());
                case PERHAPS -> unsure.add(task);
                case NONE -> {}
            }
        }
        IcebergStagedFiles kept =
                unsure.isEmpty() ? IcebergStagedFiles.NONE : rewrite(spark, table, what, unsure, keys, removed);
        return removed.isEmpty()
                ? IcebergChange.adding(staged)
                : new IcebergChange(
                        snapshot.map(IcebergSnapshot::id), removed, staged, kept, Optional.empty(), Optional.empty());
    }

    private enum Share {
        ALL,
        PERHAPS,
        NONE
    }

    private static NavigableSet<Long> keys(Publication what) {
        NavigableSet<Long> keys = new TreeSet<>();
        List<LoadId> loads = new ArrayList<>(List.of(what.load()));
        for (String name : what.load().was()) {
            String[] parts = name.split("/", 2);
            loads.add(LoadId.of(parts[0], parts[1]));
        }
        for (String id : what.superseded()) {
            long key = new Item(id, Optional.empty(), 0, "", "").key();
            loads.forEach(load -> keys.add(Item.loadKey(load, key)));
        }
        return keys;
    }

    private static Expression filter(Set<Long> keys) {
        return keys.size() <= MAX_VALUES
                ? Expressions.in(IcebergColumns.ITEM, keys.toArray())
                : Expressions.alwaysTrue();
    }

    private static Share share(BaseTable table, DataFile file, NavigableSet<Long> keys) {
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
            Dataset<Row> rows = reading.rows().where(functions.not(superseded));
            return IcebergStagedFiles.write(spark, rows, table, what);
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

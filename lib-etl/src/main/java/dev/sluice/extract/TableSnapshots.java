package dev.sluice.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.min;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The snapshots of an Iceberg table's main branch, cut into stretches: those that receipts name, which some load may
 * lack, and one from the last of them to what is there now. The first is the whole table.
 *
 * @param source whose table it is
 */
record TableSnapshots(TableSource source, Table table) {
    static TableSnapshots of(SparkSession spark, TableSource source) {
        String name = Sql.table(source.table());
        try {
            spark.catalog().refreshTable(name);
            Table found = Spark3Util.loadIcebergTable(spark, name);
            if (!(found instanceof HasTableOperations)) {
                throw new IllegalArgumentException("metadata");
            }
            TableSnapshots snapshots = new TableSnapshots(source, found);
            snapshots.refuseBranch();
            return snapshots;
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot take " + source.table() + " by snapshots: it is not an Iceberg table (leave out cursor)",
                    e);
        } catch (Fault e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new Fault(
                        Code.INPUT_MISSING,
                        "Cannot find table: " + source.table() + " (correct the name, or define its catalog)",
                        e);
            }
            throw new Fault(Code.STORE_DOWN, "Cannot reach table: " + source.table() + " (" + e.getMessage() + ")", e);
        }
    }

    /** A name such as t.branch_b is t's; nothing of it would say so. */
    private void refuseBranch() {
        String last = source.table().substring(source.table().lastIndexOf('.') + 1);
        if (!table.name().toLowerCase(Locale.ROOT).endsWith(last.toLowerCase(Locale.ROOT))) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot take " + source.table() + " by snapshots: it is a branch, a tag or a moment of "
                            + table.name() + " (name the table itself, whose main branch is followed, or set slice.by ="
                            + " whole)");
        }
    }

    Items items(SparkSession spark, Scope asked) {
        List<SnapshotStretch> known = known(asked);
        Optional<SnapshotStretch> last = known.stream().reduce((one, other) -> other);
        List<Row> rows = new ArrayList<>();
        // Those that are done may have expired, so that only the whole table's size can be told.
        known.forEach(stretch -> rows.add(row(stretch, stretch.after().isEmpty() ? whole(stretch) : 0, rows.size())));
        next(last)
                .ifPresent(stretch -> rows.add(
                        row(stretch, stretch.after().isEmpty() ? whole(stretch) : added(stretch), rows.size())));
        return new Items(spark.createDataFrame(rows, Item.SCHEMA), List.of());
    }

    /** Its version never changes, for snapshots do not. */
    private static Row row(SnapshotStretch stretch, long bytes, int number) {
        String place = "%08d".formatted(number) + " " + stretch.id();
        return new Item(stretch.id(), Optional.of("1"), bytes, place, stretch.json()).toRow();
    }

    /** In the order in which they were cut. */
    private static List<SnapshotStretch> known(Scope asked) {
        return asked
                .known()
                .where(col("detail").startsWith(SnapshotStretch.MARK))
                .groupBy("id")
                .agg(min("written_at").as("first"), first("detail").as("detail"))
                .orderBy("first", "id")
                .select("detail")
                .collectAsList()
                .stream()
                .map(row -> SnapshotStretch.read(row.getString(0)))
                .toList();
    }

    private Optional<SnapshotStretch> next(Optional<SnapshotStretch> last) {
        Snapshot now = table.currentSnapshot();
        String uuid = table.uuid().toString();
        if (last.isPresent() && !last.get().table().equals(uuid)) {
            throw replaced(last.get().upTo(), "it is another table since");
        }
        if (now == null) {
            last.ifPresent(one -> {
                throw replaced(one.upTo(), "it has no rows and no history any more");
            });
            return Optional.empty();
        }
        if (last.isPresent() && last.get().upTo() == now.snapshotId()) {
            return Optional.empty();
        }
        SnapshotStretch next = new SnapshotStretch(uuid, last.map(SnapshotStretch::upTo), now.snapshotId());
        List<Snapshot> added = between(next);
        if (last.isPresent() && source.removals() == TableSource.Removals.REFUSE) {
            added.stream().filter(this::removes).findFirst().ifPresent(this::refuse);
        }
        return Optional.of(next);
    }

    private void refuse(Snapshot snapshot) {
        throw new Fault(
                Code.CHECK_FAILED,
                "Cannot take what was added to " + source.table() + ": snapshot " + snapshot.snapshotId() + " of "
                        + Instant.ofEpochMilli(snapshot.timestampMillis()) + " (" + snapshot.operation()
                        + ") removes or changes rows, which added rows do not tell (set removals = ignore where changed"
                        + " rows are to come as they are then, and removed ones to stay where they were loaded; or take"
                        + " the table whole, slice.by = whole)");
    }

    /**
     * The snapshots of a stretch, oldest first; of the first stretch, the one that it ends with.
     *
     * @throws Fault INPUT_MISSING when some have expired, INPUT_CHANGED when they are not the table's history
     */
    List<Snapshot> between(SnapshotStretch stretch) {
        Snapshot end = table.snapshot(stretch.upTo());
        if (end == null) {
            throw expired(stretch.upTo());
        }
        if (stretch.after().isEmpty()) {
            return List.of(end);
        }
        long after = stretch.after().get();
        List<Snapshot> found = new ArrayList<>();
        for (Snapshot one : SnapshotUtil.ancestorsOf(end.snapshotId(), table::snapshot)) {
            if (one.snapshotId() == after) {
                return found;
            }
            found.add(0, one);
            if (one.parentId() != null && one.parentId() == after) {
                return found;
            }
        }
        throw table.snapshot(after) == null && found.get(0).parentId() != null
                ? expired(after)
                : replaced(after, "its history does not hold that");
    }

    private Fault expired(long snapshot) {
        return new Fault(
                Code.INPUT_MISSING,
                "Cannot go on with " + source.table() + ": of snapshots that are to be read some have expired, near "
                        + snapshot + " (keep them for longer than runs are apart; to go on, load the whole table anew:"
                        + " under another job name, into a new table or by mode = upsert)");
    }

    private Fault replaced(long snapshot, String why) {
        return new Fault(
                Code.INPUT_CHANGED,
                "Cannot go on with " + source.table() + ": it was read up to snapshot " + snapshot + ", and " + why
                        + " (rolled back or replaced; set main to a snapshot after that one, or load the whole table"
                        + " anew: under another job name, into a new table or by mode = upsert)");
    }

    /** True of a snapshot in which rows went or changed: one that only rewrites files has all of them. */
    boolean removes(Snapshot snapshot) {
        return switch (snapshot.operation()) {
            case DataOperations.APPEND, DataOperations.REPLACE -> false;
            default -> {
                SnapshotChanges changes =
                        SnapshotChanges.builderFor(table).snapshot(snapshot).build();
                yield changes.removedDataFiles().iterator().hasNext()
                        || changes.addedDeleteFiles().iterator().hasNext();
            }
        };
    }

    private long whole(SnapshotStretch stretch) {
        return width()
                * Optional.ofNullable(table.snapshot(stretch.upTo()))
                        .map(end -> records(end, "total-records"))
                        .orElse(0L);
    }

    private long added(SnapshotStretch stretch) {
        return width()
                * between(stretch).stream()
                        .filter(one -> !one.operation().equals(DataOperations.REPLACE))
                        .mapToLong(one -> records(one, "added-records"))
                        .sum();
    }

    private long width() {
        return SparkSchemaUtil.convert(table.schema()).defaultSize();
    }

    private static long records(Snapshot snapshot, String which) {
        return Long.parseLong(snapshot.summary().getOrDefault(which, "0"));
    }
}

package dev.sluice.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Kind {@code table}: a table of a catalog, cut into days ({@link TableDays}), taken whole, or, of an Iceberg table, what
 * was added to it ({@link TableSnapshots}). The versions and the read of days and of all come from one snapshot of an
 * Iceberg table; of another table what is read must still have the planned version, or the read is a fault
 * INPUT_CHANGED.
 *
 * @param table its name
 * @param cursor by what new rows are told; by nothing, the table is cut by day or taken whole
 * @param removals what becomes of a snapshot that removes or changes rows
 */
@Doc("a table of a catalog: what was added to it, cut into days, or whole")
public record TableSource(
        @Doc("the table's name, such as lake.web.requests") String table,

        @Doc("snapshots: of an Iceberg table take what was added since the last run, at first the whole table")
        Optional<Cursor> cursor,

        @Doc(
                "for cursor = snapshots: refuse (an error when rows were removed or changed) or ignore (a changed row comes"
                        + " as it is then; a removed one stays where it was loaded)")
        @Preset("refuse")
        Removals removals)
        implements Sliceable {
    /** The id of the one item of a table that is taken whole. */
    public static final String ALL = "all";

    /** By what new rows are told. */
    public enum Cursor {
        /** By the snapshots of an Iceberg table. */
        SNAPSHOTS
    }

    /** What becomes of a snapshot that removes or changes rows. */
    public enum Removals {
        /** It is an error. */
        REFUSE,
        /** What it added is taken, and what it removed is passed over. */
        IGNORE
    }

    /** A table that is cut into days or taken whole. */
    public TableSource(String table) {
        this(table, Optional.empty(), Removals.REFUSE);
    }

    public TableSource {
        if (removals == Removals.IGNORE && cursor.isEmpty()) {
            throw new InvalidSetting("removals", "is only for cursor = snapshots");
        }
        if (table.isBlank() || List.of(table.split("\\.", -1)).contains("")) {
            throw new InvalidSetting("table", "must be a name such as lake.web.requests");
        }
    }

    @Override
    public Items items(SparkSession spark, Scope asked) {
        Optional<Long> snapshot = snapshot(spark);
        if (cursor.isPresent() && asked.slicing().by() != Slicing.By.WHOLE) {
            if (asked.slicing().by() == Slicing.By.DAY) {
                throw new Fault(
                        Code.SETTINGS, "Cannot cut a table by day and by snapshots (leave out slice.by, or cursor)");
            }
            return TableSnapshots.of(spark, this).items(spark, asked);
        }
        return switch (asked.slicing().by()) {
            case DAY -> new TableDays(rows(spark, snapshot), dayColumn(asked.slicing()), snapshot).items(spark, asked);
            case WHOLE -> whole(spark, snapshot);
            case ITEM ->
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot cut a table into items (set slice.by to day or whole, or cursor = snapshots)");
        };
    }

    private static String dayColumn(Slicing slicing) {
        return slicing.column()
                .orElseThrow(() ->
                        new Fault(Code.SETTINGS, "Cannot cut a table into days without a column (set slice.column)"));
    }

    private Items whole(SparkSession spark, Optional<Long> snapshot) {
        Dataset<Row> rows = rows(spark, snapshot);
        String version;
        long records;
        if (snapshot.isPresent()) {
            version = snapshot.get().toString();
            records = rows.count();
        } else {
            Row sum = TableDays.hashes(rows, List.of()).first();
            version = sum.getAs("version");
            records = sum.getAs("records");
        }
        long bytes = records * rows.schema().defaultSize();
        Item item = new Item(ALL, Optional.of(version), bytes, ALL, new TablePin(snapshot, "").toJson());
        return new Items(spark.createDataFrame(List.of(item.toRow()), Item.SCHEMA), List.of());
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        List<Item> items = slice.items();
        if (items.isEmpty()) {
            return Map.of("", Sql.none(cursor.isPresent() ? now(spark) : rows(spark, snapshot(spark))));
        }
        if (items.get(0).detail().startsWith(SnapshotStretch.MARK)) {
            Dataset<Row> added = new SnapshotRows(spark, TableSnapshots.of(spark, this)).of(items);
            return Map.of("", added.where(CountRows.condition(tally, items, lit(false), lit(false), "")));
        }
        TablePin pin = TablePin.read(items.get(0).detail());
        if (!items.stream().allMatch(item -> TablePin.read(item.detail()).equals(pin))) {
            throw new Fault(Code.INTERNAL, "Cannot read one slice from several snapshots: " + slice.id());
        }
        Dataset<Row> rows = rows(spark, pin.snapshot());
        Dataset<Row> chosen = rows.withColumn("_item", key(items, pin)).where("_item IS NOT NULL");
        if (pin.snapshot().isEmpty()) {
            verify(rows, items, pin);
        }
        List<Column> columns = new ArrayList<>(Sql.columns(rows.columns()));
        columns.add(col("_item"));
        Column none = lit(false);
        return Map.of(
                "",
                chosen.select(columns.toArray(new Column[0])).where(CountRows.condition(tally, items, none, none, "")));
    }

    private static Column key(List<Item> items, TablePin pin) {
        if (pin.column().isEmpty()) {
            return lit(items.get(0).key());
        }
        HashMap<String, Long> keys = new HashMap<>();
        items.forEach(item -> keys.put(item.id(), item.key()));
        UDF1<String, Long> key = keys::get;
        Column day = TableDays.day(pin.column());
        Column wanted = day.isin(
                items.stream().map(item -> java.sql.Date.valueOf(item.id())).toArray());
        return org.apache.spark.sql.functions.when(
                wanted, udf(key, DataTypes.LongType).apply(day.cast("string")));
    }

    private void verify(Dataset<Row> rows, List<Item> items, TablePin pin) {
        Map<String, String> now = new HashMap<>();
        if (pin.column().isEmpty()) {
            now.put(ALL, TableDays.hashes(rows, List.of()).first().getAs("version"));
        } else {
            Object[] days =
                    items.stream().map(item -> java.sql.Date.valueOf(item.id())).toArray();
            Dataset<Row> wanted = rows.where(TableDays.day(pin.column()).isin(days));
            TableDays.hashes(wanted, List.of(TableDays.day(pin.column()).as("day")))
                    .select(col("day").cast("string"), col("version"))
                    .collectAsList()
                    .forEach(row -> now.put(row.getString(0), row.getString(1)));
        }
        for (Item item : items) {
            if (!item.version().equals(Optional.ofNullable(now.get(item.id())))) {
                throw new Fault(
                        Code.INPUT_CHANGED,
                        "Cannot read " + table + " as planned: " + item.id() + " has changed (run again)");
            }
        }
    }

    private Dataset<Row> rows(SparkSession spark, Optional<Long> snapshot) {
        return snapshot.map(id -> spark.sql("SELECT * FROM " + Sql.table(table) + " VERSION AS OF " + id))
                .orElseGet(() -> now(spark));
    }

    private Dataset<Row> now(SparkSession spark) {
        return spark.table(Sql.table(table));
    }

    /** The current snapshot of an Iceberg table; none for an empty one or a table of another kind. */
    private Optional<Long> snapshot(SparkSession spark) {
        if (!spark.catalog().tableExists(Sql.table(table))) {
            throw new Fault(
                    Code.INPUT_MISSING,
                    "Cannot find table: " + table + " (correct the name, or define its catalog under spark)");
        }
        try {
            return spark
                    .sql("SELECT snapshot_id FROM " + Sql.table(table + ".refs") + " WHERE name = 'main'")
                    .collectAsList()
                    .stream()
                    .map(row -> row.getLong(0))
                    .findFirst();
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public String describe() {
        return "table " + table;
    }
}

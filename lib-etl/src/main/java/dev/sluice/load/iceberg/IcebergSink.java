package dev.sluice.load.iceberg;

import dev.sluice.load.Contract;
import dev.sluice.load.DeletedColumn;
import dev.sluice.load.Fitted;
import dev.sluice.load.Guarantee;
import dev.sluice.load.Mode;
import dev.sluice.load.Sink;
import dev.sluice.load.Target;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Loads into an Iceberg table. The head is a property of the table; receipts are rows of {@code sluice_receipts} in
 * the same namespace; a publish is one Iceberg transaction. The table is made by the first slice: the rows' columns
 * in their order, all nullable; in mode replace then {@code _item} BIGINT ({@link dev.sluice.slice.Item#loadKey}), in
 * mode history then {@code _hash} BIGINT, {@code valid_from} and {@code valid_to} of the version's type. New columns are
 * added and types widened as Iceberg can, unless the contract says otherwise; missing columns are null, and of a row that
 * an upsert overwrites they stay as they are. Of a table that exists, its own partitioning and sort order hold.
 *
 * @param table catalog.namespace.table, as Spark resolves it
 * @param mode what becomes of rows that are there
 * @param key columns that tell rows apart, for upsert and history
 * @param version a column of which a lower or equal value never overwrites a higher one, for upsert and history
 * @param deleted a boolean column that says that the row was deleted at its source, for upsert and history
 * @param partitionBy Iceberg transforms of columns
 * @param sortBy columns that files are sorted by, each with an optional " desc"
 * @param properties of the table when it is made
 * @param contract what happens when rows and table are not of one shape
 */
@Doc("an Iceberg table in any catalog of the session: exactly once, readers see old or new")
public record IcebergSink(
        @Doc("catalog.namespace.table") String table,

        @Doc("replace (an item's rows by its newer version's, by the column _item), append (rows are only added),"
                + " upsert (the row with the same key is updated) or history (it ends, and another one begins)")
        @Preset("replace")
        Mode mode,

        @Doc("for upsert and history: the columns that tell rows apart") @Preset("[]")
        List<String> key,

        @Doc(
                "for upsert and history: a column that grows with each change of a row; an older row never overwrites a newer one")
        Optional<String> version,

        @Doc(
                "for upsert and history: a boolean column of the rows that says that the row was deleted at its source; the"
                        + " table's row goes, or its last state ends, and an older state that comes later does not bring it back")
        Optional<String> deleted,

        @Doc("Iceberg transforms, such as day, days(ts), bucket(16, id), truncate(4, name)") @Preset("[]")
        List<String> partitionBy,

        @Doc("columns to sort by inside files, each with an optional \" desc\"") @Preset("[]")
        List<String> sortBy,

        @Doc("Iceberg table properties, used when the table is made") @Preset("{}")
        Map<String, String> properties,

        @Doc("what happens when rows and table are not of one shape: a word for all, or a block")
        @Preset("{ tables = evolve, columns = evolve, types = evolve }")
        Contract contract)
        implements Sink {
    /** A sink that replaces items, whose table follows the rows. */
    public IcebergSink(String table, List<String> partitionBy, List<String> sortBy, Map<String, String> properties) {
        this(table, Mode.REPLACE, List.of(), Optional.empty(), partitionBy, sortBy, properties, Contract.USUAL);
    }

    /** A sink of rows none of which says that it was deleted. */
    public IcebergSink(
            String table,
            Mode mode,
            List<String> key,
            Optional<String> version,
            List<String> partitionBy,
            List<String> sortBy,
            Map<String, String> properties,
            Contract contract) {
        this(table, mode, key, version, Optional.empty(), partitionBy, sortBy, properties, contract);
    }

    public IcebergSink {
        contract = contract.otherwise(Contract.EVOLVE);
        key = List.copyOf(key);
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
        properties = Map.copyOf(properties);
        if (table.isBlank()) {
            throw new InvalidSetting("table", "Cannot load into a table without a name (catalog.namespace.table)");
        }
        if (mode == Mode.REFRESH) {
            throw new InvalidSetting(
                    "mode",
                    "refresh is for databases: in Iceberg, replace does the same for a source that is read whole");
        }
        mode.require(key, version);
        DeletedColumn.require(deleted, mode, key, version);
        for (String text : partitionBy) {
            if (!IcebergLayout.isTransform(text)) {
                throw new InvalidSetting(
                        "partition-by",
                        "Cannot read transform: " + text
                                + " (a column, or one of years, months, days, hours, identity(column),"
                                + " bucket(n, column), truncate(n, column))");
            }
        }
    }

    @Override
    public Target open(SparkSession spark, LoadId load) {
        IcebergPlace place = IcebergPlace.reach(spark, table);
        return new IcebergTarget(spark, this, place, load);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public boolean keepsNewest() {
        return mode.keepsNewest(version);
    }

    @Override
    public boolean keepsLast() {
        return mode.keepsLast(version);
    }

    @Override
    public String manner() {
        return mode.manner(key, deleted);
    }

    @Override
    public boolean keepsItems() {
        return mode == Mode.REPLACE;
    }

    @Override
    public String describe() {
        return table;
    }

    @Override
    public Map<String, List<String>> columns() {
        return Map.of(
                "key", key,
                "version", version.stream().toList(),
                "deleted", deleted.stream().toList(),
                "partition-by", named(partitionBy),
                "sort-by", named(sortBy),
                "contract", List.copyOf(contract.only().keySet()));
    }

    /** The columns of rows that these texts name; those that a history adds are none of them. */
    private List<String> named(List<String> texts) {
        return texts.stream()
                .map(IcebergLayout::column)
                .filter(column -> mode != Mode.HISTORY || !IcebergHistory.adds(column))
                .toList();
    }

    @Override
    public boolean discardsRows() {
        return contract.discardsRows();
    }

    @Override
    public Fitted fit(SparkSession spark, Dataset<Row> rows, LoadId load) {
        Optional<BaseTable> there = IcebergPlace.reach(spark, table).table();
        return new IcebergContract(this).fit(spark, rows, there, load.load());
    }

    @Override
    public void check(SparkSession spark, Dataset<Row> rows, LoadId load) {
        IcebergRows.check(this, rows.schema());
        IcebergContract fitting = new IcebergContract(this);
        Optional<BaseTable> there = IcebergPlace.reach(spark, table).table();
        if (there.isEmpty()) {
            fitting.requireMayMake();
        } else {
            IcebergDeletes.check(this, there.get().schema());
            Dataset<Row> fitted = fitting.fit(spark, rows, there, load.load()).rows();
            Dataset<Row> loaded = IcebergMarked.unmarked(IcebergMarked.marked(this, fitted));
            IcebergColumns.evolving(
                    there.get(), loaded.drop(IcebergColumns.ITEM).schema(), fitting);
        }
    }

    @Override
    public Optional<Shape> shape(SparkSession spark) {
        return IcebergPlace.reach(spark, table).table().map(IcebergContract::shape);
    }

    @Override
    public Dataset<Row> stored(SparkSession spark, StructType columns) {
        return IcebergColumns.asked(spark.table(table), columns);
    }

    @Override
    public String relation() {
        return table;
    }
}

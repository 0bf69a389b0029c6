package dev.sluice.load.iceberg;

import dev.sluice.load.Contract;
import dev.sluice.load.Fitted;
import dev.sluice.load.Guarantee;
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
 * in their order, all nullable, then {@code _item} BIGINT ({@link dev.sluice.slice.Item#loadKey}). New columns are
 * added and types widened as Iceberg can, unless the contract says otherwise; missing columns are null. Of a table that exists, its own partitioning and sort order hold.
 *
 * @param table catalog.namespace.table, as Spark resolves it
 * @param partitionBy Iceberg transforms of columns
 * @param sortBy columns that files are sorted by, each with an optional " desc"
 * @param properties of the table when it is made
 * @param contract what happens when rows and table are not of one shape
 */
@Doc("an Iceberg table in any catalog of the session: exactly once, readers see old or new")
public record IcebergSink(
        @Doc("catalog.namespace.table") String table,

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
    /** A sink whose table follows the rows. */
    public IcebergSink(String table, List<String> partitionBy, List<String> sortBy, Map<String, String> properties) {
        this(table, partitionBy, sortBy, properties, Contract.USUAL);
    }

    public IcebergSink {
        contract = contract.otherwise(Contract.EVOLVE);
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
        properties = Map.copyOf(properties);
        if (table.isBlank()) {
            throw new InvalidSetting("table", "Cannot load into a table without a name (catalog.namespace.table)");
        }
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
    public String describe() {
        return table;
    }

    @Override
    public Map<String, List<String>> columns() {
        return Map.of(
                "partition-by", partitionBy.stream().map(IcebergLayout::column).toList(),
                "sort-by", sortBy.stream().map(IcebergLayout::column).toList(),
                "contract", List.copyOf(contract.only().keySet()));
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
        IcebergContract fitting = new IcebergContract(this);
        Optional<BaseTable> there = IcebergPlace.reach(spark, table).table();
        if (there.isEmpty()) {
            fitting.requireMayMake();
        } else {
            Dataset<Row> fitted =
                    fitting.fit(spark, rows, there, load.load()).rows().drop(IcebergColumns.ITEM);
            IcebergColumns.evolving(there.get(), fitted.schema(), fitting);
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

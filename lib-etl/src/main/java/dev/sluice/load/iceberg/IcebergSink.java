package dev.sluice.load.iceberg;

import dev.sluice.load.Guarantee;
import dev.sluice.load.Sink;
import dev.sluice.load.Target;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.slice.LoadId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Loads into an Iceberg table. The head is a property of the table; receipts are rows of {@code sluice_receipts} in
 * the same namespace; a publish is one Iceberg transaction. The table is made by the first slice: the rows' columns
 * in their order, all nullable, then {@code _item} BIGINT ({@link dev.sluice.slice.Item#loadKey}). New columns are
 * added, missing ones are null. Of a table that exists, its own partitioning and sort order hold.
 *
 * @param table catalog.namespace.table, as Spark resolves it
 * @param partitionBy Iceberg transforms of columns
 * @param sortBy columns that files are sorted by, each with an optional " desc"
 * @param properties of the table when it is made
 */
@Doc("an Iceberg table in any catalog of the session: exactly once, readers see old or new")
public record IcebergSink(
        @Doc("catalog.namespace.table") String table,

        @Doc("Iceberg transforms, such as day, days(ts), bucket(16, id), truncate(4, name)") @Preset("[]")
        List<String> partitionBy,

        @Doc("columns to sort by inside files, each with an optional \" desc\"") @Preset("[]")
        List<String> sortBy,

        @Doc("Iceberg table properties, used when the table is made") @Preset("{}")
        Map<String, String> properties)
        implements Sink {
    public IcebergSink {
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
                "sort-by", sortBy.stream().map(IcebergLayout::column).toList());
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

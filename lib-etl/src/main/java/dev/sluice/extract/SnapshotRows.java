package dev.sluice.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.sluice.slice.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructField;

/**
 * The rows of stretches of snapshots, with the columns that the table has now. Where a stretch only adds, they are those of
 * the added files. Where it removes as well, files were written anew with rows that stayed: then they are the rows of its
 * end less those of its beginning, as often as each is there.
 */
record SnapshotRows(SparkSession spark, TableSnapshots snapshots) {
    private static final String CHANGE = "_sluice_change";
    private static final String HASH = "_sluice_hash";
    private static final String NET = "_sluice_net";
    private static final String PLACE = "_sluice_place";

    /** About as many bytes go into one partition where rows must be brought together. */
    private static final long PARTITION = 128L << 20;

    private static final long MOST_PARTITIONS = 2000;

    /** With {@code _item} as the last column. */
    Dataset<Row> of(List<Item> items) {
        return items.stream()
                .map(item -> rows(item).withColumn("_item", lit(item.key())))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    private Dataset<Row> rows(Item item) {
        SnapshotStretch stretch = SnapshotStretch.read(item.detail());
        List<Snapshot> added = snapshots.between(stretch);
        if (stretch.after().isEmpty()) {
            return at(stretch.upTo());
        }
        long after = stretch.after().get();
        if (added.stream().noneMatch(snapshots::removes)) {
            return known(between("", after, stretch.upTo()));
        }
        // Iceberg tells changes from whole files alone, not from lists of deleted rows.
        boolean files =
                added.stream().allMatch(one -> one.deleteManifests(table().io()).isEmpty());
        Dataset<Row> changes = files
                ? changed(between(".changes", after, stretch.upTo()))
                : at(stretch.upTo())
                        .withColumn(CHANGE, lit(1))
                        .unionByName(at(after).withColumn(CHANGE, lit(-1)));
        return net(changes, item.bytes());
    }

    private Table table() {
        return snapshots.table();
    }

    private Dataset<Row> between(String metadata, long after, long upTo) {
        return spark.read()
                .option(SparkReadOptions.START_SNAPSHOT_ID, after)
                .option(SparkReadOptions.END_SNAPSHOT_ID, upTo)
                .table(Sql.table(snapshots.source().table() + metadata));
    }

    private static Dataset<Row> known(Dataset<Row> rows) {
        return rows.select(Sql.columns(rows.columns()).toArray(Column[]::new));
    }

    /** Changes as Iceberg tells them, with 1 or -1. */
    private Dataset<Row> changed(Dataset<Row> changes) {
        List<Column> columns = new ArrayList<>(
                Sql.columns(SparkSchemaUtil.convert(table().schema()).fieldNames()));
        columns.add(when(col("_change_type").equalTo("INSERT"), 1).otherwise(-1).as(CHANGE));
        return changes.select(columns.toArray(Column[]::new));
    }

    /** The whole table at a snapshot, by the names that its columns have now. */
    private Dataset<Row> at(long snapshot) {
        Dataset<Row> rows =
                spark.sql("SELECT * FROM " + Sql.table(snapshots.source().table()) + " VERSION AS OF " + snapshot);
        Schema then = table().schemas().get(table().snapshot(snapshot).schemaId());
        List<Column> columns = new ArrayList<>();
        for (StructField field : SparkSchemaUtil.convert(table().schema()).fields()) {
            Types.NestedField old =
                    then.findField(table().schema().findField(field.name()).fieldId());
            Column value = old == null ? lit(null) : Sql.column(old.name());
            columns.add(value.cast(field.dataType()).as(field.name()));
        }
        return known(rows.select(columns.toArray(Column[]::new)));
    }

    /**
     * What came more often than it went. The partitions are the same each time that it is read, so that what is counted in
     * them is; adaptive execution does not merge those whose number is given.
     */
    private static Dataset<Row> net(Dataset<Row> changes, long bytes) {
        List<StructField> fields = Arrays.stream(changes.schema().fields())
                .filter(field -> !field.name().equals(CHANGE))
                .toList();
        List<Column> same = new ArrayList<>();
        fields.forEach(field -> same.add(TableDays.hashable(Sql.column(field.name()), field.dataType())));
        int partitions = (int) Math.min(MOST_PARTITIONS, 1 + bytes / PARTITION);
        Dataset<Row> together =
                changes.withColumn(HASH, xxhash64(same.toArray(Column[]::new))).repartition(partitions, col(HASH));
        same.add(0, col(HASH));
        WindowSpec alike = Window.partitionBy(same.toArray(Column[]::new));
        return together.withColumn(NET, sum(CHANGE).over(alike))
                .withColumn(PLACE, row_number().over(alike.orderBy(col(CHANGE).desc())))
                .where(col(CHANGE).equalTo(1).and(col(PLACE).leq(col(NET))))
                .select(Sql.columns(fields.stream().map(StructField::name).toArray(String[]::new))
                        .toArray(Column[]::new));
    }
}

package dev.sluice.extract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The days of a table. A day's id is its ISO date in the session's time zone; its version tells the rows of the day,
 * whatever their order. A day that changed too late after its first receipt stays as it is, with the remark LATE,
 * until {@code reprocess} retires it; rows without a day are the remark NO_DAY.
 *
 * @param rows of one snapshot
 * @param column that days are taken from
 */
record TableDays(Dataset<Row> rows, String column, Optional<Long> snapshot) {
    /** The day that a row belongs to. */
    static Column day(String column) {
        return to_date(Sql.column(column));
    }

    /**
     * Columns: those of {@code by}, records BIGINT, version STRING: "records-sum", the sum of a hash of each row over
     * all columns but {@code _item}.
     */
    static Dataset<Row> hashes(Dataset<Row> rows, List<Column> by) {
        List<Column> parts = new ArrayList<>();
        List<Column> present = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            if (!field.name().equalsIgnoreCase("_item")) {
                Column value = Sql.column(field.name());
                parts.add(hashable(value, field.dataType()));
                present.add(value.isNull());
            }
        }
        // Spark's hash passes over nulls, so that (null, 1) and (1, null) would be the same.
        parts.add(array(present.toArray(new Column[0])));
        Column total = sum(xxhash64(parts.toArray(new Column[0])).cast("decimal(20,0)"));
        return rows.groupBy(by.toArray(new Column[0]))
                .agg(count("*").as("records"), total.as("total"))
                .withColumn(
                        "version",
                        concat_ws(
                                "-", col("records"), expr("coalesce(total, 0)").cast("string")))
                .drop("total");
    }

    /** Spark hashes no maps, because equal ones may differ in the order of their entries: these become sorted arrays. */
    static Column hashable(Column value, DataType type) {
        if (!type.existsRecursively(MapType.class::isInstance)) {
            return value;
        }
        if (type instanceof StructType struct) {
            Column[] fields = Arrays.stream(struct.fields())
                    .map(field -> hashable(value.getField(field.name()), field.dataType()))
                    .toArray(Column[]::new);
            return when(value.isNotNull(), struct(fields));
        }
        if (type instanceof ArrayType array) {
            return transform(value, element -> hashable(element, array.elementType()));
        }
        Column entries = array_sort(map_entries(value));
        DataType inside = ((MapType) type).valueType();
        return transform(entries, entry -> struct(entry.getField("key"), hashable(entry.getField("value"), inside)));
    }

    Items items(SparkSession spark, Scope asked) {
        Remarks remarks = new Remarks();
        Column day = day(column);
        Dataset<Row> days = hashes(within(asked), List.of(day.as("day")));
        String place = Scratch.local(FileListing.folder(asked.scratch()).resolve("days"));
        days.write().parquet(place);
        Dataset<Row> kept = spark.read().option("__globPaths__", "false").parquet(place);
        kept.where("day IS NULL")
                .collectAsList()
                .forEach(row -> remarks.add(
                        "NO_DAY", column, "is null in " + row.<Long>getAs("records") + " rows, which no day takes"));
        Dataset<Row> dated =
                kept.where("day IS NOT NULL").withColumn("id", col("day").cast("string"));
        Dataset<Row> judged = dated.join(memory(asked), FileItems.seq("id"), "left");
        Column late = expr("coalesce(first_at < limit_at AND last_version <> version AND NOT retired, false)");
        Dataset<Row> told = judged.withColumn(
                        "limit_at",
                        lit(Timestamp.from(asked.now().minus(asked.slicing().late()))))
                .withColumn("late", late);
        told.where("late")
                .orderBy("id")
                .limit(Remarks.MOST)
                .select("id", "first_at")
                .collectAsList()
                .forEach(row -> remarks.add(
                        "LATE", row.getString(0), "changed long after " + row.get(1) + " (reprocess takes it)"));
        long width = rows.schema().defaultSize();
        Dataset<Row> table = told.where("NOT late")
                .select(
                        col("id"),
                        col("version"),
                        col("records").multiply(width).as("bytes"),
                        col("id").as("place"),
                        lit(new TablePin(snapshot, column).toJson()).as("detail"));
        return new Items(table, Optional.of(told.where("late").select(col("id").as("place"))), remarks.all());
    }

    private Dataset<Row> within(Scope asked) {
        Dataset<Row> some = rows;
        for (LocalDate from : asked.from().stream().toList()) {
            some = some.where(day(column).geq(lit(java.sql.Date.valueOf(from))));
        }
        for (LocalDate to : asked.to().stream().toList()) {
            some = some.where(day(column).leq(lit(java.sql.Date.valueOf(to))));
        }
        return some;
    }

    /** What receipts say of a day: when it was first done, its last version, whether it was retired since. */
    private static Dataset<Row> memory(Scope asked) {
        return asked.known()
                .groupBy("id")
                .agg(
                        expr("min(written_at) FILTER (WHERE kind = 'PUBLISH')").as("first_at"),
                        expr("max_by(version, written_at) FILTER (WHERE kind = 'PUBLISH')")
                                .as("last_version"),
                        max_by(col("kind"), col("written_at")).equalTo("RETIRE").as("retired"));
    }
}

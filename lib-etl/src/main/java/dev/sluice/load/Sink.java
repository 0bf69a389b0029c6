package dev.sluice.load;

import dev.sluice.slice.LoadId;
import dev.sluice.slice.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** A kind of place that tables are loaded into. A sink is the record of its settings. */
public interface Sink {
    /**
     * Reaches the place without changing what a reader sees.
     *
     * @throws dev.sluice.fault.Fault when it cannot be reached or cannot keep its promise there
     */
    Target open(SparkSession spark, LoadId load);

    /** What a publish to this sink promises. */
    Guarantee guarantee();

    /** The name that people know the place by, such as a table's or a path. */
    String describe();

    /** True when of rows with the same key the newest stays, whatever order they come in and however often. */
    default boolean keepsNewest() {
        return false;
    }

    /** True when of rows with the same key the last that is loaded stays, so that their order matters. */
    default boolean keepsLast() {
        return false;
    }

    /** True when each slice takes the place of all that is there, so that it must be the whole input. */
    default boolean takesAll() {
        return false;
    }

    /** What a publish does to rows that are there, in a few words for {@code plan}; empty where there is nothing to say. */
    default String manner() {
        return "";
    }

    /** The columns that its settings name, by setting, such as {@code partition-by}. */
    default Map<String, List<String>> columns() {
        return Map.of();
    }

    /**
     * Looks whether rows would fit, and changes nothing.
     *
     * @param rows none, for their columns; {@code _item} among them or not
     * @throws dev.sluice.fault.Fault SETTINGS with everything that would not
     */
    default void check(SparkSession spark, Dataset<Row> rows, LoadId load) {}

    /** True when rows that do not fit the table become rejects of the load. */
    default boolean discardsRows() {
        return false;
    }

    /**
     * Divides rows by what the table takes of them as it is, and makes them fit; what may not be done at all is left for
     * {@link Target#stage} to refuse. Looks at the table, builds plans and runs nothing.
     *
     * @param rows with {@code _item}
     * @throws dev.sluice.fault.Fault SETTINGS when a value may be left out where there must be one
     */
    default Fitted fit(SparkSession spark, Dataset<Row> rows, LoadId load) {
        return Fitted.unchanged(rows);
    }

    /** The columns of the table as it is; empty where there is none, or for a place that is no table. */
    default Optional<Shape> shape(SparkSession spark) {
        return Optional.empty();
    }

    /**
     * The published rows by these columns, {@code _item} among them if it is named. Columns and members of structs that the
     * place does not have are null.
     */
    Dataset<Row> stored(SparkSession spark, StructType columns);

    /** True when the published rows of an item can be told from others. */
    default boolean keepsItems() {
        return true;
    }

    /**
     * The published rows of some items, by these columns, {@code _item} among them.
     *
     * @param items {@link dev.sluice.slice.Item#loadKey}
     */
    default Dataset<Row> stored(SparkSession spark, StructType columns, Set<Long> items) {
        return stored(spark, columns).where(functions.col("_item").isInCollection(items));
    }

    /**
     * A Spark SQL relation that reads the published rows, without {@code _item} where that is possible; empty for a place
     * that Spark has no name for.
     */
    String relation();

    /** The published rows without {@code _item}; empty when nothing was published yet. */
    default Optional<Dataset<Row>> published(SparkSession spark) {
        try {
            return Optional.of(spark.sql("SELECT * FROM " + relation()).drop("_item"));
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

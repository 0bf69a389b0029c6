package dev.sluice.extract;

import dev.sluice.slice.Slice;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A kind of input. A source is the record of its settings. */
public interface Source {
    /**
     * Builds the plans of a slice's tables and runs nothing. The first key is the empty string, the rows; other keys,
     * such as "rejects", are side tables, published as "name.key". Each table has a BIGINT {@code _item} as its last
     * column, {@link dev.sluice.slice.Item#key()} of the item that the row comes from.
     *
     * <p>A side table may be readable only after the rows were: the runner stages rows first.
     *
     * @param slice what to read; one without items gives the tables empty, for analysis
     * @param tally told exactly what was read, when the rows are
     */
    Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally);

    /**
     * Side tables that divide the rows among them: each row is in one of them at most. A job takes the rows, or all of
     * these.
     */
    default List<String> parts() {
        return List.of();
    }

    /** True when a row may come with several items, so that only a load that keeps the newest row of each key is right. */
    default boolean repeats() {
        return false;
    }

    /**
     * True when a row comes as it is when it is read, and with one item alone: then items may be loaded in any order, and an
     * older state of a row never comes after a newer one.
     */
    default boolean current() {
        return false;
    }

    /** A short word for the person who reads a plan: where the input is. */
    String describe();
}

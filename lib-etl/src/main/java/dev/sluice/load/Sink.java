package dev.sluice.load;

import dev.sluice.slice.LoadId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

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

    /** The columns that its settings name, by setting, such as {@code partition-by}. */
    default Map<String, List<String>> columns() {
        return Map.of();
    }

    /** A Spark SQL relation that reads the published rows, without {@code _item} where that is possible. */
    String relation();
}

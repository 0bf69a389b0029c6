package dev.sluice.run;

import dev.sluice.slice.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** What a run sees of the columns of its sources' tables and of its loads' targets. One thread. */
final class Shapes {
    private final Map<String, Shape> sources = new LinkedHashMap<>();
    private final Map<String, Shape> targets = new LinkedHashMap<>();

    /** To be filled, by the names of the sources' tables. */
    Map<String, Shape> sources() {
        return sources;
    }

    /** Looks at the targets into which rows were published. */
    void targets(SparkSession spark, Job job, Map<String, Long> rows) {
        for (Load load : job.loads()) {
            if (rows.getOrDefault(load.name(), 0L) > 0) {
                load.sink().shape(spark).ifPresent(shape -> targets.put(load.name(), shape));
            }
        }
    }

    /** All of them; rejects always look alike, so that nobody wants to know. */
    List<Report.Shaped> seen() {
        List<Report.Shaped> all = new ArrayList<>();
        sources.forEach((name, shape) -> {
            if (!name.endsWith(".rejects")) {
                all.add(new Report.Shaped("extract." + name, shape, List.of()));
            }
        });
        targets.forEach((name, shape) -> all.add(new Report.Shaped("load." + name, shape, List.of())));
        return all;
    }
}

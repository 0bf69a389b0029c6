package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import dev.sluice.media.decide.Decision;
import dev.sluice.media.manifest.Change;
import dev.sluice.media.manifest.Changes;
import dev.sluice.media.manifest.LiveJob;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.table.Records;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Decisions over a whole inventory held against published manifests, in Spark. */
final class PlanChanges {
    private static final String ASSET = "asset";
    private static final String LIVE = "live";

    private PlanChanges() {}

    /**
     * The changes, by path; those that are only counted come first, several rows of a kind.
     *
     * @param decided with the columns asset, path and decision
     * @return rows of {@link Change}
     */
    static Dataset<Row> of(SparkSession spark, Dataset<Row> decided, Generations manifests) {
        Dataset<Row> said = decided.select(col(ASSET), col("path"), col("decision"));
        Dataset<Row> live = live(spark, manifests);
        return said.join(live, said.col(ASSET).equalTo(live.col(ASSET)), "full_outer")
                .select(said.col(ASSET).as("said"), live.col(ASSET).as("held"), col("path"), col("decision"), col(LIVE))
                .mapPartitions(new Compare(), Encoders.row(Records.schema(Change.class)))
                .orderBy("path", "new_profile", "old_profile");
    }

    /** By asset, the list of its jobs as {@link LiveJob}. */
    private static Dataset<Row> live(SparkSession spark, Generations manifests) {
        StructType whole = Records.schema(ManifestJob.class);
        StructType schema = new StructType();
        for (String name : List.of("job_key", "shard", ASSET, "input", "target")) {
            schema = schema.add(whole.apply(name));
        }
        Dataset<Row> lines = manifests.lines(spark, schema);
        Column job = struct(col("job_key"), col("shard"), col("input.path").as("path"), col("target"));
        return lines.groupBy(ASSET).agg(collect_list(job).as(LIVE));
    }

    /** Compares asset by asset, and counts what is only counted. */
    private static final class Compare implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return new Iterator<>() {
                private final Map<Change.Kind, Long> counts = new EnumMap<>(Change.Kind.class);
                private Iterator<Row> ready = List.<Row>of().iterator();

                @Override
                public boolean hasNext() {
                    while (!ready.hasNext() && rows.hasNext()) {
                        ready = told(compared(rows.next()), counts);
                    }
                    if (!ready.hasNext() && !counts.isEmpty()) {
                        List<Row> sums = new ArrayList<>();
                        counts.forEach((kind, jobs) -> sums.add(Records.row(Change.counted(kind, jobs))));
                        counts.clear();
                        ready = sums.iterator();
                    }
                    return ready.hasNext();
                }

                @Override
                public Row next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return ready.next();
                }
            };
        }

        private static Iterator<Row> told(List<Change> changes, Map<Change.Kind, Long> counts) {
            List<Row> told = new ArrayList<>();
            for (Change change : changes) {
                if (change.asset().isPresent()) {
                    told.add(Records.row(change));
                } else {
                    counts.merge(change.kind(), change.jobs(), Long::sum);
                }
            }
            return told.iterator();
        }

        private static List<Change> compared(Row row) {
            String asset = row.isNullAt(0) ? row.getString(1) : row.getString(0);
            Optional<Decision> decision =
                    row.isNullAt(3) ? Optional.empty() : Optional.of(Records.record(Decision.class, row.getStruct(3)));
            List<LiveJob> live = new ArrayList<>();
            if (!row.isNullAt(4)) {
                row.<Row>getList(4).forEach(job -> live.add(Records.record(LiveJob.class, job)));
            }
            return Changes.of(asset, Optional.ofNullable(row.getString(2)), decision, live);
        }
    }
}

package dev.sluice.media;

import dev.sluice.media.shard.Caps;
import dev.sluice.media.shard.Job;
import dev.sluice.media.shard.Load;
import dev.sluice.media.shard.Packing;
import dev.sluice.media.shard.Placement;
import dev.sluice.media.shard.ShardClass;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Packs the rows of one task, which come in the order that packing wants. Runs in Spark's tasks. */
record ShardRows(Caps caps) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return rows;
        }
        Row first = rows.next();
        Jobs jobs = new Jobs(first, rows);
        Packing packing = new Packing(jobs, shardClass -> load(jobs.last), caps, first.<Integer>getAs("first"));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return packing.hasNext();
            }

            @Override
            public Row next() {
                return row(packing.next());
            }
        };
    }

    private static Load load(Row row) {
        return new Load(row.<Long>getAs("all_items"), row.<Long>getAs("all_cost"), row.<Long>getAs("all_bytes"));
    }

    private static Row row(Placement placement) {
        return RowFactory.create(
                placement.job().key(),
                placement.shard(),
                placement.job().shardClass().word(),
                placement.chunked());
    }

    /** Rows as jobs; the row of the last job can still be asked. */
    private static final class Jobs implements Iterator<Job> {
        private final Iterator<Row> rows;
        private Row first;
        private Row last;

        Jobs(Row first, Iterator<Row> rows) {
            this.first = first;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return first != null || rows.hasNext();
        }

        @Override
        public Job next() {
            last = first != null ? first : rows.next();
            first = null;
            return new Job(
                    last.getAs("job_key"),
                    ShardClass.of(last.getAs("class")),
                    last.<Long>getAs("cost"),
                    last.<Long>getAs("bytes"));
        }
    }
}

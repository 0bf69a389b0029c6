package dev.sluice.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Cuts a sorted stream of items into slices: a slice ends before the item that would take it over a limit, and where
 * the loads that lack the items change. An item larger than the limit is a slice of its own.
 *
 * @param maxBytes estimated uncompressed bytes of a slice
 * @param maxCount items of a slice
 */
record Packing(long maxBytes, int maxCount) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> sorted) {
        return new Iterator<>() {
            private int slice;
            private long bytes;
            private int count;
            private List<String> lacks = List.of();

            @Override
            public boolean hasNext() {
                return sorted.hasNext();
            }

            @Override
            public Row next() {
                Row row = sorted.next();
                long size = row.<Long>getAs("bytes");
                List<String> now = row.getList(row.fieldIndex("lacks"));
                if (slice == 0 || bytes + size > maxBytes || count + 1 > maxCount || !now.equals(lacks)) {
                    slice++;
                    bytes = 0;
                    count = 0;
                    lacks = List.copyOf(now);
                }
                bytes += size;
                count++;
                List<Object> values = new ArrayList<>(row.size() + 1);
                for (int i = 0; i < row.size(); i++) {
                    values.add(row.get(i));
                }
                values.add(slice);
                return RowFactory.create(values.toArray());
            }
        };
    }
}

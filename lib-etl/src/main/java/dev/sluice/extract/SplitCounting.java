package dev.sluice.extract;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Function1;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Counts what Spark's file readers give out, split by split: told to the tally once, at the split's end; a split that
 * is left before its end is told as incomplete.
 *
 * @param items ids by {@link FilePin#path()}
 * @param bad the column that holds a record that fits no schema; "" for formats without
 * @param reason the code of such a reject
 */
record SplitCounting(Tally tally, HashMap<String, String> items, String bad, String reason) implements Serializable {
    /** The same in each attempt, and in each scan that cuts the files alike. */
    String key(PartitionedFile split) {
        return path(split) + "#" + split.start();
    }

    private static String path(PartitionedFile split) {
        return FilePin.uri(split.toPath());
    }

    /** Counts the rows of a reader that gives the wanted columns. */
    Function1<PartitionedFile, Iterator<InternalRow>> around(Function1<PartitionedFile, Iterator<InternalRow>> reader) {
        return new Reading(this, reader, -1, new StructType(), List.of());
    }

    /** Counts the rows of a reader that gives all columns, for only then is each record judged as a whole. */
    Function1<PartitionedFile, Iterator<InternalRow>> judging(
            Function1<PartitionedFile, Iterator<InternalRow>> reader, StructType all, StructType wanted) {
        List<Integer> chosen = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            chosen.add(all.fieldIndex(field.name()));
        }
        return new Reading(this, reader, all.fieldIndex(bad), all, List.copyOf(chosen));
    }

    private static final class Reading extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private final SplitCounting counting;
        private final Function1<PartitionedFile, Iterator<InternalRow>> reader;
        private final int bad;
        private final StructType all;
        private final List<Integer> chosen;

        Reading(
                SplitCounting counting,
                Function1<PartitionedFile, Iterator<InternalRow>> reader,
                int bad,
                StructType all,
                List<Integer> chosen) {
            this.counting = counting;
            this.reader = reader;
            this.bad = bad;
            this.all = all;
            this.chosen = chosen;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Iterator<InternalRow> apply(PartitionedFile split) {
            Rows rows = new Rows(counting, split, (Iterator<Object>) (Iterator<?>) reader.apply(split), bad);
            if (bad < 0) {
                return (Iterator<InternalRow>) (Iterator<?>) rows;
            }
            List<Expression> expressions = new ArrayList<>();
            for (int column : chosen) {
                StructField field = all.fields()[column];
                expressions.add(new BoundReference(column, field.dataType(), field.nullable()));
            }
            rows.projection = UnsafeProjection$.MODULE$.create(
                    scala.jdk.javaapi.CollectionConverters.asScala(expressions).toSeq());
            return (Iterator<InternalRow>) (Iterator<?>) rows;
        }
    }

    /** Rows or, where the reader gives them, batches: Spark hands both through this type. */
    private static final class Rows extends AbstractIterator<Object> implements Closeable {
        private final SplitCounting counting;
        private final PartitionedFile split;
        private final Iterator<Object> from;
        private final int bad;
        private UnsafeProjection projection;
        private long rows;
        private long rejected;
        private boolean told;

        Rows(SplitCounting counting, PartitionedFile split, Iterator<Object> from, int bad) {
            this.counting = counting;
            this.split = split;
            this.from = from;
            this.bad = bad;
        }

        @Override
        public boolean hasNext() {
            boolean more = from.hasNext();
            if (!more) {
                tell(true);
            }
            return more;
        }

        @Override
        public Object next() {
            Object next = from.next();
            if (next instanceof ColumnarBatch batch) {
                rows += batch.numRows();
            } else if (bad >= 0 && !((InternalRow) next).isNullAt(bad)) {
                rejected++;
            } else {
                rows++;
            }
            return projection == null ? next : projection.apply((InternalRow) next);
        }

        private void tell(boolean complete) {
            if (!told) {
                told = true;
                Counts counts = new Counts(rows + rejected, rows, rejected, 0, 0, 0, 0);
                Map<String, Long> reasons = rejected == 0 ? Map.of() : Map.of(counting.reason, rejected);
                String item = counting.items.getOrDefault(path(split), "");
                counting.tally.add(new SplitCount(
                        counting.key(split), item, split.start(), complete, counts, List.of(), reasons, ""));
            }
        }

        @Override
        public void close() {
            tell(false);
            if (from instanceof Closeable closeable) {
                try {
                    closeable.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}

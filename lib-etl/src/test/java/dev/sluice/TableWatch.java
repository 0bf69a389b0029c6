package dev.sluice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * A reader of an Iceberg table who looks all the while what its current snapshot is, and reads the rows of each that
 * it has not seen: looking is cheap, so that the writer gets on where cores are few.
 */
public final class TableWatch implements AutoCloseable {
    private final SparkSession spark;
    private final String name;
    private final String text;
    private final Table table;
    private final Map<Long, List<String>> seen = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::look);
    private volatile boolean closed;

    /**
     * Begins to look.
     *
     * @param text a SQL expression of a row's text
     */
    public TableWatch(SparkSession spark, String name, String text) {
        this.spark = spark;
        this.name = name;
        this.text = text;
        try {
            this.table = Spark3Util.loadIcebergTable(spark, name);
        } catch (NoSuchTableException | ParseException e) {
            throw new AssertionError(e);
        }
        thread.start();
    }

    private void look() {
        while (!closed) {
            table.refresh();
            seen.computeIfAbsent(table.currentSnapshot().snapshotId(), this::rows);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private List<String> rows(long snapshot) {
        return spark
                .sql("SELECT %s FROM %s VERSION AS OF %d ORDER BY 1".formatted(text, name, snapshot))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Ends the watch; the rows of each snapshot that was seen, sorted. */
    public Collection<List<String>> seen() throws InterruptedException {
        close();
        thread.join();
        return seen.values();
    }

    @Override
    public void close() {
        closed = true;
    }
}

package dev.sluice.jdbc;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows on their way into one table. Nothing of them is there before {@link #finish}. Used by one thread. */
public interface RowSink extends AutoCloseable {
    void write(InternalRow row) throws SQLException;

    /**
     * Sends the rest and commits.
     *
     * @return bytes sent, as far as the driver can tell; 0 where it cannot
     */
    long finish() throws SQLException;

    /** Without {@link #finish} before, forgets what was written. */
    @Override
    void close() throws SQLException;
}

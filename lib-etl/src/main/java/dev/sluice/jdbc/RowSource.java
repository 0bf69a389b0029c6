package dev.sluice.jdbc;

import java.sql.SQLException;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows that a database sends, one after another, in one pass. Used by one thread. */
public interface RowSource extends AutoCloseable {
    /** Goes to the next row; false after the last. */
    boolean next() throws SQLException;

    /**
     * Decodes the row into {@code into}, columns from 0 on in the order asked for.
     *
     * @throws Unreadable when a value cannot be held; the next row can still be had
     */
    void decode(InternalRow into) throws SQLException, Unreadable;

    /** The row that {@link #decode} could not decode, as texts by column, for a person; null where there is no value. */
    Map<String, String> texts() throws SQLException;

    /** Ends the read wherever it is. */
    @Override
    void close() throws SQLException;
}

package dev.sluice.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How a database puts a filled table in the place of another one, so that each row is written once and readers see the
 * old or the new one. The fresh table has a name of its own in the same schema until then.
 */
public interface Swap extends Serializable {
    /**
     * Refuses a table of which a swap would lose something.
     *
     * @throws dev.sluice.fault.Fault SETTINGS with all that would be lost, NOT_ALLOWED
     */
    void check(Connection connection, TableName table) throws SQLException;

    /** Makes an empty table with the columns of another one, and without what is quicker made when the rows are in. */
    void make(Connection connection, TableName table, TableName fresh) throws SQLException;

    /** Makes the other one's key, indexes and constraints on the filled table. */
    void complete(Connection connection, TableName table, TableName fresh) throws SQLException;

    /**
     * Puts the completed table in the other one's place, in the current transaction, with all that hangs on it.
     *
     * @throws dev.sluice.fault.Fault as {@link #check}; TRY_LATER when the table was altered since
     */
    void exchange(Connection connection, TableName table, TableName fresh) throws SQLException;

    /** Gives the filled table a name that no table has, in the current transaction. */
    void name(Connection connection, TableName table, TableName fresh) throws SQLException;

    /** Keeps everybody else out of a table until the transaction ends. */
    void lock(Connection connection, TableName table) throws SQLException;
}

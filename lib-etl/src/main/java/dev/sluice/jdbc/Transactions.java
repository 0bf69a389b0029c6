package dev.sluice.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows told by the transaction that wrote them: the one order in which no row is ever late.
 *
 * <p>A mark is a number of the database's transactions. Below the mark of now, every transaction has ended; so what
 * lies between two marks is complete when the second is taken, whoever commits later.
 */
public interface Transactions extends Serializable {
    /** True when a column, or a system column such as {@code xmin}, holds transaction numbers. */
    boolean in(Connection connection, TableName table, String column) throws SQLException;

    /** The mark of now: the oldest transaction that may still be running. */
    long now(Connection connection) throws SQLException;

    /**
     * The condition for rows written by transactions from one mark up to, without it, another.
     *
     * @param from 0 for all that are older
     */
    String between(Connection connection, String column, long from, long to) throws SQLException;

    /** The number of the transaction that is under way in a connection. */
    long own(Connection connection) throws SQLException;

    /** The condition for the rows of a table called s that these transactions wrote; it holds until the table is altered. */
    String by(List<Long> numbers);
}

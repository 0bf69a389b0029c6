package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * What one database does in its own way. Found by {@link java.util.ServiceLoader}; an implementation has a public
 * constructor without parameters and no state. Every method with a connection may throw what the driver throws; the
 * caller tells it by {@link Connector#fault}.
 */
public interface Dialect extends Serializable {
    boolean serves(String url);

    /** The class name of the driver. */
    String driver();

    /** Where the driver is had from, "group:artifact", for the message that it is not there. */
    default String coordinates() {
        return driver();
    }

    /** Properties of the driver for the time limits. */
    Map<String, String> timeouts(Duration connect, Duration read);

    /**
     * Properties of the driver for the protection asked for.
     *
     * @param authority a file of certificates in PEM, of which one must have signed the server's; empty for those that Java
     *     trusts
     * @throws dev.sluice.fault.Fault SETTINGS when it cannot be had
     */
    Map<String, String> protection(Tls tls, Optional<String> authority);

    /** Further properties of the driver; the user's own go before them. */
    default Map<String, String> properties() {
        return Map.of();
    }

    /** Settles what values look like in this connection: time zone UTC, standard strings. */
    default void begin(Connection connection) throws SQLException {}

    /** An error of this database's own that its SQLSTATE does not tell. */
    default Optional<Code> code(SQLException problem) {
        return Optional.empty();
    }

    /** True for an error that says that the server has no TLS, or is not the one that its certificate names. */
    default boolean unprotected(SQLException problem) {
        return false;
    }

    /** A name as SQL. The only way from a name to SQL. */
    default String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL. */
    default String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    // What is read.

    /** The columns of a query, with the types that hold their values without loss. */
    List<StoreColumn> columns(Connection connection, String query) throws SQLException;

    /** From where a moment can be joined that the parts of one read share. */
    default Snapshot.Reach reach() {
        return Snapshot.Reach.NOWHERE;
    }

    /**
     * A moment that the parts of one read share.
     *
     * @param table that is read; empty for a query
     * @param readers how many parts are wanted at once; it may be fewer where rights are missing or others are in the way
     */
    default Snapshot snapshot(Connector connector, Optional<TableName> table, int readers) {
        return Snapshot.NONE;
    }

    /** What keeps a table that is worth it from being read by several connections at one moment, and the way out. */
    default Optional<String> hindrance(Connection connection, TableName table) throws SQLException {
        return Optional.empty();
    }

    /**
     * Keeps others from altering what is read until it is closed, where a database would show a reader something else
     * than it was asked for.
     *
     * @param relation what stands after FROM
     */
    default AutoCloseable guard(Connector connector, String relation) {
        return () -> {};
    }

    /**
     * Conditions that cut a table into about so many ranges, each row in exactly one of them.
     *
     * @return a list of one empty condition where it cannot be cut
     */
    default List<String> ranges(Connection connection, TableName table, int wanted) throws SQLException {
        return List.of("");
    }

    /** The table's size in bytes as the database reckons it; 0 when it does not. */
    default long bytes(Connection connection, TableName table) throws SQLException {
        return 0;
    }

    /** Runs a query and gives its rows, at the moment of a snapshot where it has a name. */
    default RowSource read(Connection connection, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        connection.setAutoCommit(false);
        PreparedStatement statement =
                connection.prepareStatement(query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(fetchSize());
        return new ResultRows(statement, columns);
    }

    /** The rows of one part, at the moment of a snapshot where it has a name, through a connection that ends with them. */
    default RowSource rows(Connector connector, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        return ConnectedRows.open(connector, snapshot, query, columns);
    }

    /** True for a column in which there may be values that its type in Spark cannot hold. */
    default boolean mayBeUnreadable(StoreColumn column) {
        DataType type = column.type();
        return type instanceof DecimalType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType;
    }

    /**
     * How far this database compares a column's values, as {@link StoreColumn#expression} gives them, as Spark does. What
     * is the same in all databases: whole and decimal numbers.
     */
    default Comparison comparison(StoreColumn column) {
        DataType type = column.type();
        boolean number = type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType
                || type instanceof DecimalType;
        return number ? Comparison.ORDER : Comparison.NONE;
    }

    /** A floating-point number as SQL; empty where the database has it not. */
    default Optional<String> floating(DataType type, Number value) {
        return Optional.empty();
    }

    /** A moment as SQL, of a text such as "2026-01-31 12:00:00.000000" in UTC. */
    default String instant(String utc) {
        return "TIMESTAMP WITH TIME ZONE " + literal(utc + "+00");
    }

    /** What makes the driver send rows by and by instead of all at once. */
    default int fetchSize() {
        return 10_000;
    }

    /** How this database counts its transactions, where rows can be told by them. */
    default Optional<Transactions> transactions() {
        return Optional.empty();
    }

    // What is written.

    /** The columns of a table that is loaded into, in its order; none when there is no such table. */
    default List<TargetColumn> target(Connection connection, TableName table) throws SQLException {
        List<String> parts = table.parts();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : connection.getSchema();
        return TargetColumn.list(connection, null, schema, table.table());
    }

    /** Names of tables beside another one that begin with a prefix. */
    default List<String> tables(Connection connection, TableName beside, String prefix) throws SQLException {
        List<String> parts = beside.parts();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : connection.getSchema();
        return TargetColumn.tables(connection, null, schema, prefix);
    }

    /** The type that a new table has for values of a Spark type; empty where there is none. */
    Optional<String> type(DataType type);

    /** A text type that can be part of a key. */
    default String keyText() {
        return "VARCHAR(255)";
    }

    /** Begins the statement that makes a table which need not outlive a crash. */
    default String createStaging() {
        return "CREATE TABLE";
    }

    /** Ends the statement that makes such a table. */
    default String stagingOptions(Connection connection) throws SQLException {
        return "";
    }

    /** Opens a table for rows of a schema of {@link #type atomic types}; its columns have these names. */
    default RowSink write(Connection connection, String table, StructType schema) throws SQLException {
        return new BatchRows(connection, this, table, schema, time -> time);
    }

    /** How a filled table takes the place of another one, where that is done in a transaction. */
    default Optional<Swap> swap() {
        return Optional.empty();
    }

    /**
     * The type as which values are written straight into a column of a table of people's own by {@link #write}, and
     * are there what {@link #converted} would make of them; empty where only the database can convert them.
     */
    default Optional<DataType> straight(DataType from, TargetColumn into) {
        return Optional.empty();
    }

    /** How many connections may write at once. */
    default int mostWriters() {
        return Integer.MAX_VALUE;
    }

    /**
     * The clause of ALTER TABLE that gives a column a wider type and takes nothing else from it; empty where there is none.
     */
    default Optional<String> widen(Connection connection, TableName table, String column, String type)
            throws SQLException {
        return Optional.of("ALTER COLUMN " + quote(column) + " SET DATA TYPE " + type);
    }

    /** A staged value as a value of a target's column. */
    default String converted(String expression, TargetColumn column) {
        return expression;
    }

    /**
     * False when this database would change values of a type on their way into a column, although the types, as they
     * are read, do not tell it.
     */
    default boolean keeps(DataType from, TargetColumn into) {
        return true;
    }

    /** What stands between an insert's columns and its rows, such as the leave to set identities. */
    default String overriding() {
        return "";
    }

    /**
     * Refuses to merge where the database would not find rows by the key, and not say so.
     *
     * @throws dev.sluice.fault.Fault SETTINGS
     */
    default void checkKey(Connection connection, TableName table, List<String> key) throws SQLException {}

    /** One statement that inserts the rows of {@link Merge#rows()} and updates those whose key is there. */
    String merge(Merge merge);

    // What is compared with what was staged.

    /** The condition that a target's value is a staged one: of texts each byte, and two nulls are the same. */
    default String same(String there, String staged, TargetColumn column) {
        return there + " IS NOT DISTINCT FROM " + staged;
    }

    /** A staged value as it is compared with a target's column by the column's own order, so that an index serves. */
    default String comparable(Connection connection, TableName table, TargetColumn column, String staged)
            throws SQLException {
        return staged;
    }

    /** Ends a select that sees rows as they are now, not as they were when its transaction looked first. */
    default String asOfNow() {
        return "";
    }

    /** Makes statements of this connection give up soon when others hold what they want. */
    default void limitWaits(Connection connection) throws SQLException {}
}

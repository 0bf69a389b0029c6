package dev.sluice.stores.mariadb;

import dev.sluice.fault.Code;
import dev.sluice.jdbc.BatchRows;
import dev.sluice.jdbc.Comparison;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.FiniteRows;
import dev.sluice.jdbc.Merge;
import dev.sluice.jdbc.ResultRows;
import dev.sluice.jdbc.RowSink;
import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.Snapshot;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.TableName;
import dev.sluice.jdbc.TargetColumn;
import dev.sluice.jdbc.Tls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * MariaDB 10.3 and later. What JDBC calls a catalog is MariaDB's database. Tables are read by {@link MariadbRanges} of a
 * key at one {@link MariadbMoment}; {@link MariadbTypes} tells the types.
 */
public final class MariadbDialect implements Dialect {
    private static final long serialVersionUID = 1L;

    /** Errors instead of rounded values, in tables of any engine, and texts as the SQL standard has them. */
    private static final String STRICT = "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
            + "NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES";

    private static final int ROWS_AT_ONCE = 10_000;

    /** The driver takes the second form only with this word in it. */
    @Override
    public boolean serves(String url) {
        return url.startsWith("jdbc:mariadb:") || (url.startsWith("jdbc:mysql:") && url.contains("permitMysqlScheme"));
    }

    @Override
    public String driver() {
        return "org.mariadb.jdbc.Driver";
    }

    @Override
    public String coordinates() {
        return "org.mariadb.jdbc:mariadb-java-client";
    }

    @Override
    public Map<String, String> timeouts(Duration connect, Duration read) {
        return Map.of(
                "connectTimeout", Long.toString(connect.toMillis()), "socketTimeout", Long.toString(read.toMillis()));
    }

    /** A TINYINT(1) may be 5, a YEAR is a number; no server may ask for a file of this machine or send us elsewhere. */
    @Override
    public Map<String, String> properties() {
        return Map.of(
                "tinyInt1isBit", "false",
                "yearIsDateType", "false",
                "allowLocalInfile", "false",
                "permitRedirect", "false");
    }

    @Override
    public Map<String, String> protection(Tls tls, Optional<String> authority) {
        return switch (tls) {
            case OFF -> Map.of("sslMode", "disable");
            case REQUIRE -> Map.of("sslMode", "trust");
            case VERIFY ->
                authority
                        .map(file -> Map.of("sslMode", "verify-full", "serverSslCert", file))
                        .orElse(Map.of("sslMode", "verify-full"));
        };
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        execute(connection, "SET time_zone = '+00:00', sql_mode = '" + STRICT + "'");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Optional<Code> code(SQLException problem) {
        return MariadbFaults.code(problem.getErrorCode());
    }

    /** The driver has no code for it. */
    @Override
    public boolean unprotected(SQLException problem) {
        String told = String.valueOf(problem.getMessage());
        return told.contains("ssl not enabled in the server")
                || told.contains("hostname verification failed")
                || told.contains("certificate");
    }

    @Override
    public String quote(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    // What is read.

    /** It has no literal with a zone: that of the connection is UTC. */
    @Override
    public String instant(String utc) {
        return "TIMESTAMP " + literal(utc);
    }

    @Override
    public List<StoreColumn> columns(Connection connection, String query) throws SQLException {
        return MariadbTypes.columns(this, connection, query);
    }

    @Override
    public Comparison comparison(StoreColumn column) {
        return MariadbTypes.comparison(column);
    }

    @Override
    public Optional<String> floating(DataType type, Number value) {
        return Double.isFinite(value.doubleValue()) ? Optional.of(value.toString()) : Optional.empty();
    }

    @Override
    public long bytes(Connection connection, TableName table) throws SQLException {
        return MariadbCatalog.bytes(connection, table);
    }

    @Override
    public Snapshot.Reach reach() {
        return Snapshot.Reach.THIS_PROCESS;
    }

    @Override
    public Snapshot snapshot(Connector connector, Optional<TableName> table, int readers) {
        return MariadbMoment.take(connector, table, readers);
    }

    @Override
    public List<String> ranges(Connection connection, TableName table, int wanted) throws SQLException {
        return MariadbRanges.of(this, connection, table, wanted);
    }

    /** Asks by taking the lock, which no look at the grants of roles could tell better, and not waiting for it. */
    @Override
    public Optional<String> hindrance(Connection connection, TableName table) throws SQLException {
        if (bytes(connection, table) < 2 * MariadbRanges.LEAST_BYTES) {
            return Optional.empty();
        }
        try {
            execute(connection, "LOCK TABLES " + table.quoted(this) + " READ NOWAIT");
            execute(connection, "UNLOCK TABLES");
            return Optional.empty();
        } catch (SQLException e) {
            return code(e).filter(Code.NOT_ALLOWED::equals)
                    .map(any -> "is read by one connection; GRANT LOCK TABLES"
                            + " on its database lets several read it at one moment");
        }
    }

    @Override
    public RowSource rows(Connector connector, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        return snapshot.isEmpty()
                ? Dialect.super.rows(connector, snapshot, query, columns)
                : MariadbMoment.rows(snapshot, query, columns);
    }

    @Override
    public RowSource read(Connection connection, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        MariadbMoment.begin(connection);
        return select(connection, query, columns);
    }

    static RowSource select(Connection connection, String query, List<StoreColumn> columns) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(ROWS_AT_ONCE);
        return new ResultRows(statement, columns, column -> MariadbTimes.of(column.type()));
    }

    // What is written.

    @Override
    public List<TargetColumn> target(Connection connection, TableName table) throws SQLException {
        return MariadbCatalog.target(connection, table);
    }

    @Override
    public List<String> tables(Connection connection, TableName beside, String prefix) throws SQLException {
        return MariadbCatalog.tables(connection, beside, prefix);
    }

    @Override
    public Optional<String> type(DataType type) {
        return MariadbTypes.written(type);
    }

    @Override
    public String keyText() {
        return "VARCHAR(255)" + MariadbTypes.BYTEWISE;
    }

    @Override
    public String stagingOptions(Connection connection) throws SQLException {
        return MariadbCatalog.stagingOptions(connection);
    }

    @Override
    public RowSink write(Connection connection, String table, StructType schema) throws SQLException {
        RowSink rows = new BatchRows(
                connection,
                this,
                table,
                schema,
                time -> time instanceof OffsetDateTime utc ? utc.toLocalDateTime() : time);
        return new FiniteRows(rows, schema, number -> !Double.isFinite(number));
    }

    /** Several bits come as a text of noughts and ones. */
    @Override
    public String converted(String expression, TargetColumn column) {
        return severalBits(column) ? "CAST(CONV(" + expression + ", 2, 10) AS UNSIGNED)" : expression;
    }

    private static boolean severalBits(TargetColumn column) {
        return column.storeType().startsWith("bit(") && !column.storeType().equals("bit(1)");
    }

    /** A number is the place of an ENUM's value and a bit of a SET; as a YEAR, 70 is 1970. */
    @Override
    public boolean keeps(DataType from, TargetColumn into) {
        return switch (into.storeType()) {
            case "enum", "set" -> from instanceof StringType;
            case "year" -> from instanceof ShortType;
            default -> !severalBits(into) || from instanceof StringType;
        };
    }

    @Override
    public void checkKey(Connection connection, TableName table, List<String> key) throws SQLException {
        MariadbCatalog.checkKey(connection, table, key);
    }

    @Override
    public String merge(Merge merge) {
        return new MariadbMerge(this, merge).sql();
    }

    @Override
    public String same(String there, String staged, TargetColumn column) {
        return MariadbTypes.same(there, staged, column.storeType());
    }

    @Override
    public String comparable(Connection connection, TableName table, TargetColumn column, String staged)
            throws SQLException {
        return MariadbCatalog.collated(connection, table, column.name(), staged);
    }

    /** Else it would be of the moment at which the transaction looked at the head (InnoDB's consistent read). */
    @Override
    public String asOfNow() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public void limitWaits(Connection connection) throws SQLException {
        execute(connection, "SET innodb_lock_wait_timeout = 5, lock_wait_timeout = 5");
    }

    @Override
    public Optional<String> widen(Connection connection, TableName table, String column, String type)
            throws SQLException {
        return MariadbWidening.clause(connection, this, table, column, type);
    }
}

package dev.sluice.stores.mariadb;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.BatchRows;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.FiniteRows;
import dev.sluice.jdbc.Merge;
import dev.sluice.jdbc.ResultRows;
import dev.sluice.jdbc.RowSink;
import dev.sluice.jdbc.RowSource;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * MariaDB 10.2 and later. What JDBC calls a catalog is MariaDB's database. Rows are read as the server sends them, at
 * the moment when the read began; {@link MariadbTypes} tells the types.
 */
public final class MariadbDialect implements Dialect {
    private static final long serialVersionUID = 1L;

    /** Errors instead of rounded values, in tables of any engine, and texts as the SQL standard has them. */
    private static final String STRICT = "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
            + "NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES";

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
    public Map<String, String> protection(Tls tls) {
        return switch (tls) {
            case OFF -> Map.of("sslMode", "disable");
            case REQUIRE -> Map.of("sslMode", "trust");
            case VERIFY -> Map.of("sslMode", "verify-full");
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
    public long bytes(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT coalesce(sum(data_length), 0) FROM"
                + " information_schema.tables WHERE table_schema = coalesce(?, DATABASE()) AND table_name = ?")) {
            select.setString(1, database(table));
            select.setString(2, table.table());
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    @Override
    public RowSource read(Connection connection, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        execute(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        PreparedStatement statement =
                connection.prepareStatement(query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(fetchSize());
        return new ResultRows(statement, columns, MariadbTimes::of);
    }

    // What is written.

    private static String database(TableName table) {
        List<String> parts = table.parts();
        return parts.size() > 1 ? parts.get(parts.size() - 2) : null;
    }

    @Override
    public List<TargetColumn> target(Connection connection, TableName table) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT column_name,"
                + " if(data_type = 'bit', column_type, data_type), coalesce(generation_expression, '') <> '',"
                + " is_nullable = 'NO' AND column_default IS NULL AND extra NOT LIKE '%auto_increment%'"
                + " FROM information_schema.columns WHERE table_schema = coalesce(?, DATABASE()) AND table_name = ?"
                + " ORDER BY ordinal_position")) {
            select.setString(1, database(table));
            select.setString(2, table.table());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    boolean generated = rows.getBoolean(3);
                    columns.add(new TargetColumn(
                            rows.getString(1), rows.getString(2), generated, !generated && rows.getBoolean(4)));
                }
            }
        }
        return List.copyOf(columns);
    }

    @Override
    public List<String> tables(Connection connection, TableName beside, String prefix) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                        + " AND table_schema = coalesce(?, DATABASE()) AND left(table_name, length(?)) = ?")) {
            select.setString(1, database(beside));
            select.setString(2, prefix);
            select.setString(3, prefix);
            return TargetColumn.names(select);
        }
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

    /** Without a unique index, ON DUPLICATE KEY would insert each row anew. */
    @Override
    public void checkKey(Connection connection, TableName table, List<String> key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT group_concat(column_name ORDER BY column_name SEPARATOR 0x00) FROM"
                        + " information_schema.statistics WHERE non_unique = 0 AND table_schema = coalesce(?, DATABASE())"
                        + " AND table_name = ? GROUP BY index_name")) {
            select.setString(1, database(table));
            select.setString(2, table.table());
            String wanted = key.stream().sorted().collect(Collectors.joining("\0"));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String found =
                            Stream.of(rows.getString(1).split("\0")).sorted().collect(Collectors.joining("\0"));
                    if (found.equals(wanted)) {
                        return;
                    }
                }
            }
        }
        throw new Fault(
                Code.SETTINGS,
                "Cannot upsert into " + table + ": it has no unique index on " + String.join(", ", key)
                        + " (make one, or set key to the columns of the one that it has)");
    }

    @Override
    public String merge(Merge merge) {
        return new MariadbMerge(this, merge).sql();
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

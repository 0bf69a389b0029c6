package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.Comparison;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import dev.sluice.jdbc.RowSink;
import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.Snapshot;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.Swap;
import dev.sluice.jdbc.TableName;
import dev.sluice.jdbc.TargetColumn;
import dev.sluice.jdbc.Tls;
import dev.sluice.jdbc.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.postgresql.PGConnection;

/**
 * PostgreSQL 14 and newer. Reads by COPY in binary, in parallel over ranges of {@code ctid} that share an exported
 * snapshot; writes by COPY in binary into unlogged staging tables.
 */
public final class PostgresqlDialect implements Dialect {
    private static final long serialVersionUID = 1L;

    /** Ranges below this many pages, of 8 kB mostly, are not worth a connection. */
    private static final long LEAST_PAGES = 1_000;

    @Override
    public boolean serves(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    @Override
    public String driver() {
        return "org.postgresql.Driver";
    }

    @Override
    public String coordinates() {
        return "org.postgresql:postgresql";
    }

    /** In seconds, as jdbc.postgresql.org/documentation/use has them. */
    @Override
    public Map<String, String> timeouts(Duration connect, Duration read) {
        String seconds = Long.toString(Math.max(1, connect.toSeconds()));
        return Map.of(
                "connectTimeout",
                seconds,
                "loginTimeout",
                seconds,
                "socketTimeout",
                Long.toString(Math.max(1, read.toSeconds())),
                "tcpKeepAlive",
                "true",
                "ApplicationName",
                "sluice");
    }

    /** Without a file of certificates its own factory would look for one in the user's home. */
    @Override
    public Map<String, String> protection(Tls tls, Optional<String> authority) {
        return switch (tls) {
            case OFF -> Map.of("sslmode", "disable");
            case REQUIRE -> Map.of("sslmode", "require");
            case VERIFY ->
                authority
                        .map(file -> Map.of("sslmode", "verify-full", "sslrootcert", file))
                        .orElse(Map.of(
                                "sslmode", "verify-full", "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
        };
    }

    /** The first has a state of its own, of the second the verifier's name stands in every translation. */
    @Override
    public boolean unprotected(SQLException problem) {
        return "08004".equals(problem.getSQLState())
                || String.valueOf(problem.getMessage()).contains("PgjdbcHostnameVerifier");
    }

    /** What values look like as text, wherever the server's own settings point. */
    @Override
    public void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET intervalstyle = 'iso_8601';"
                    + " SET extra_float_digits = 3; SET bytea_output = 'hex'; SET standard_conforming_strings = on");
        }
    }

    // What is read.

    @Override
    public List<StoreColumn> columns(Connection connection, String query) throws SQLException {
        return PostgresqlTypes.columns(this, connection, query);
    }

    @Override
    public Snapshot.Reach reach() {
        return Snapshot.Reach.EVERYWHERE;
    }

    @Override
    public Snapshot snapshot(Connector connector, Optional<TableName> table, int readers) {
        Connection holder = connector.open();
        try (Statement statement = holder.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            try (ResultSet name = statement.executeQuery("SELECT pg_export_snapshot()")) {
                name.next();
                return new Snapshot(name.getString(1), Integer.MAX_VALUE, () -> close(holder));
            }
        } catch (SQLException e) {
            close(holder);
            throw connector.fault("take a snapshot of", connector.toString(), e);
        }
    }

    /**
     * To a snapshot that is older than an ALTER TABLE which rewrites the table, or than a TRUNCATE, the table is empty
     * (postgresql.org/docs/current/mvcc-caveats.html). The lock of a SELECT keeps both away, and is taken before the
     * snapshot.
     */
    @Override
    public AutoCloseable guard(Connector connector, String relation) {
        Connection holder = connector.open();
        try (Statement statement = holder.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            statement.execute("BEGIN READ ONLY");
            statement.execute("SELECT 1 FROM " + relation + " WHERE false");
            return () -> close(holder);
        } catch (SQLException e) {
            close(holder);
            throw connector.fault("look at", relation, e);
        }
    }

    private static void close(Connection holder) {
        try {
            holder.close();
        } catch (SQLException e) {
            // The server ends the transaction of a connection that is gone.
        }
    }

    @Override
    public List<String> ranges(Connection connection, TableName table, int wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT CASE WHEN relkind IN ('r', 'm') THEN"
                + " pg_relation_size(oid) / current_setting('block_size')::bigint ELSE 0 END"
                + " FROM pg_class WHERE oid = to_regclass(?)")) {
            select.setString(1, table.quoted(this));
            try (ResultSet found = select.executeQuery()) {
                return ranges(found.next() ? found.getLong(1) : 0, wanted);
            }
        }
    }

    /** The last range is open: what is added meanwhile is not in the snapshot. */
    static List<String> ranges(long pages, int wanted) {
        long count = Math.min(wanted, pages / LEAST_PAGES);
        if (count < 2) {
            return List.of("");
        }
        List<String> ranges = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            String from = i == 0 ? "" : "ctid >= '(" + pages * i / count + ",0)'::tid";
            String to = i == count - 1 ? "" : "ctid < '(" + pages * (i + 1) / count + ",0)'::tid";
            ranges.add(from + (from.isEmpty() || to.isEmpty() ? "" : " AND ") + to);
        }
        return ranges;
    }

    @Override
    public long bytes(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT coalesce(sum(pg_relation_size(relid)), 0) FROM"
                        + " (SELECT relid FROM pg_partition_tree(to_regclass(?)) UNION SELECT to_regclass(?)) t")) {
            select.setString(1, table.quoted(this));
            select.setString(2, table.quoted(this));
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    @Override
    public RowSource read(Connection connection, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            // Whoever waits to alter the table waits for the guard, and this would wait for him.
            statement.execute("SET LOCAL lock_timeout = '10s'");
            if (!snapshot.isEmpty()) {
                statement.execute("SET TRANSACTION SNAPSHOT " + literal(snapshot));
            }
        }
        String copy = "COPY (" + query + ") TO STDOUT (FORMAT binary)";
        return new CopyRows(connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy), columns);
    }

    @Override
    public Comparison comparison(StoreColumn column) {
        return PostgresqlTypes.comparison(column.type());
    }

    /** It has all of them, NaN too, and in Spark's order. */
    @Override
    public Optional<String> floating(DataType type, Number value) {
        return Optional.of(literal(value.toString()) + "::" + type(type).orElseThrow());
    }

    @Override
    public Optional<Transactions> transactions() {
        return Optional.of(new PostgresqlTransactions());
    }

    // What is written.

    @Override
    public List<TargetColumn> target(Connection connection, TableName table) throws SQLException {
        return columnsOf(connection, table.quoted(this));
    }

    private static List<TargetColumn> columnsOf(Connection connection, String table) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        // Without the type's modifier, for a cast to varchar(3) would cut where the column refuses. By -1 and not by
        // NULL, of which "bit" and "character" would come, and a cast to those cuts to one bit or character.
        try (PreparedStatement select = connection.prepareStatement("SELECT attname, format_type(atttypid, -1),"
                + " attgenerated <> '', attnotnull AND NOT atthasdef AND attidentity = '' FROM pg_attribute"
                + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum")) {
            select.setString(1, table);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.add(new TargetColumn(
                            rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
                }
            }
        }
        return List.copyOf(columns);
    }

    @Override
    public List<String> tables(Connection connection, TableName beside, String prefix) throws SQLException {
        String namespace = beside.parts().size() > 1
                ? "(SELECT oid FROM pg_namespace WHERE nspname = ?)"
                : "(SELECT oid FROM pg_namespace WHERE nspname = coalesce(?, current_schema()))";
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND starts_with(relname::text, ?) AND relnamespace = "
                        + namespace)) {
            List<String> parts = beside.parts();
            select.setString(1, prefix);
            select.setString(2, parts.size() > 1 ? parts.get(parts.size() - 2) : null);
            return TargetColumn.names(select);
        }
    }

    @Override
    public Optional<String> type(DataType type) {
        return PostgresqlTypes.written(type);
    }

    @Override
    public String keyText() {
        return "text";
    }

    /** Not logged: a table that a crash may empty is half as dear, and the attempt is lost with it anyway. */
    @Override
    public String createStaging() {
        return "CREATE UNLOGGED TABLE";
    }

    @Override
    public RowSink write(Connection connection, String table, StructType schema) throws SQLException {
        String copy = "COPY " + table + " (" + Merge.list(this, List.of(schema.fieldNames()))
                + ") FROM STDIN (FORMAT binary)";
        Map<String, String> types = columnsOf(connection, table).stream()
                .collect(Collectors.toMap(TargetColumn::name, TargetColumn::storeType));
        return new CopySink(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy), schema, types);
    }

    @Override
    public String converted(String expression, TargetColumn column) {
        return expression + "::" + column.storeType();
    }

    @Override
    public Optional<Swap> swap() {
        return Optional.of(new PostgresqlSwap());
    }

    @Override
    public Optional<DataType> straight(DataType from, TargetColumn into) {
        return PostgresqlTypes.straight(from, into.storeType());
    }

    /** The type of the catalogs' own names cuts after 63 bytes. */
    @Override
    public boolean keeps(DataType from, TargetColumn into) {
        return !into.storeType().equals("name");
    }

    /** Of types without equality, or with one that is less than that of the values, by the text that is read of them. */
    @Override
    public String same(String there, String staged, TargetColumn column) {
        return PostgresqlTypes.equal(column.storeType())
                ? there + " IS NOT DISTINCT FROM " + staged
                : there + "::text COLLATE \"C\" IS NOT DISTINCT FROM " + staged + "::text";
    }

    @Override
    public String overriding() {
        return " OVERRIDING SYSTEM VALUE";
    }

    @Override
    public String merge(Merge merge) {
        return merge.onConflict(this, overriding());
    }

    @Override
    public void limitWaits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '5s'");
        }
    }
}

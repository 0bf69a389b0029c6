package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * SQLite. A value has a type of its own, whatever its column says (sqlite.org/datatype3.html): integers, reals and
 * bytes are taken from columns declared so, everything else is text. Written, dates and times are ISO 8601 text, which
 * sorts as they do and which SQLite's own functions read; decimals are text.
 */
public final class SqliteDialect implements Dialect {
    private static final long serialVersionUID = 1L;

    private static final int REAL_DIGITS = 15;

    @Override
    public boolean serves(String url) {
        return url.startsWith("jdbc:sqlite:");
    }

    @Override
    public String driver() {
        return "org.sqlite.JDBC";
    }

    /** The time that a writer waits for another one. */
    @Override
    public Map<String, String> timeouts(Duration connect, Duration read) {
        return Map.of("busy_timeout", Long.toString(connect.toMillis()));
    }

    @Override
    public Map<String, String> protection(Tls tls, Optional<String> authority) {
        if (tls != Tls.OFF) {
            throw new Fault(Code.SETTINGS, "Cannot protect the connection to SQLite: it is a file (leave out tls)");
        }
        return Map.of();
    }

    /** With the log of writes, readers and a writer are not in each other's way. */
    @Override
    public void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    /** SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_CONSTRAINT, SQLITE_ERROR. */
    @Override
    public Optional<Code> code(SQLException problem) {
        return switch (problem.getErrorCode() & 0xff) {
            case 5, 6 -> Optional.of(Code.TRY_LATER);
            case 13 -> Optional.of(Code.CANNOT_WRITE);
            case 8 -> Optional.of(Code.NOT_ALLOWED);
            case 14 -> Optional.of(Code.INPUT_MISSING);
            case 19 -> Optional.of(Code.CHECK_FAILED);
            case 1 -> Optional.of(Code.SETTINGS);
            default -> Optional.empty();
        };
    }

    /** Any column may hold any type. */
    @Override
    public boolean mayBeUnreadable(StoreColumn column) {
        return true;
    }

    @Override
    public List<StoreColumn> columns(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData told = statement.getMetaData();
            List<StoreColumn> columns = new ArrayList<>();
            for (int i = 1; i <= told.getColumnCount(); i++) {
                String name = told.getColumnLabel(i);
                String declared = String.valueOf(told.getColumnTypeName(i));
                columns.add(new StoreColumn(name, declared, affinity(declared), quote(name)));
            }
            return List.copyOf(columns);
        }
    }

    /** The rules of sqlite.org/datatype3.html, 3.1, but that NUMERIC is text, for it may be any number. */
    private static DataType affinity(String declared) {
        String type = declared.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return DataTypes.LongType;
        } else if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
            return DataTypes.DoubleType;
        } else if (type.contains("BLOB")) {
            return DataTypes.BinaryType;
        }
        return DataTypes.StringType;
    }

    @Override
    public RowSource read(Connection connection, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        return new ResultRows(connection.prepareStatement(query), columns, SqliteValue::new);
    }

    /** By the pragma, with the name as a value: what the driver makes of a name with a quote is wrong SQL. */
    @Override
    public List<TargetColumn> target(Connection connection, TableName table) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)")) {
            select.setString(1, table.table());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    boolean generated = rows.getInt(6) >= 2;
                    boolean required = rows.getInt(3) == 1 && rows.getString(4) == null && rows.getInt(5) == 0;
                    columns.add(new TargetColumn(rows.getString(1), rows.getString(2), generated, required));
                }
            }
        }
        return List.copyOf(columns);
    }

    @Override
    public List<String> tables(Connection connection, TableName beside, String prefix) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, length(?)) = ?")) {
            select.setString(1, prefix);
            select.setString(2, prefix);
            return TargetColumn.names(select);
        }
    }

    @Override
    public Optional<String> type(DataType type) {
        if (type instanceof BooleanType
                || type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType) {
            return Optional.of("INTEGER");
        } else if (type instanceof FloatType || type instanceof DoubleType) {
            return Optional.of("REAL");
        } else if (type instanceof BinaryType) {
            return Optional.of("BLOB");
        }
        return Optional.ofNullable(PlainDialect.standard(type)).map(any -> "TEXT");
    }

    /**
     * The affinities of sqlite.org/datatype3.html, 3: TEXT writes a real with 15 digits; NUMERIC, which a column gets
     * whose type is none that is known, makes a number of a text that looks like one, and a real of it past 15 digits;
     * INTEGER makes a real of what has more than 64 bits.
     */
    @Override
    public boolean keeps(DataType from, TargetColumn into) {
        String declared = into.storeType().toUpperCase(Locale.ROOT);
        DataType to = affinity(declared);
        if (!(to instanceof StringType)) {
            return !(to instanceof LongType && from instanceof DecimalType whole && whole.precision() > 18);
        } else if (declared.contains("CHAR") || declared.contains("CLOB") || declared.contains("TEXT")) {
            return !(from instanceof FloatType || from instanceof DoubleType);
        } else if (from instanceof DecimalType decimal) {
            return decimal.precision() <= REAL_DIGITS;
        }
        return !(from instanceof StringType) || declared.contains("DATE") || declared.contains("TIME");
    }

    /** With the column's affinity, as the value came in, but not with its collation. */
    @Override
    public String same(String there, String staged, TargetColumn column) {
        return there + " COLLATE BINARY IS " + staged;
    }

    /** It cannot change a column's type. */
    @Override
    public Optional<String> widen(Connection connection, TableName table, String column, String type) {
        return Optional.empty();
    }

    @Override
    public String keyText() {
        return "TEXT";
    }

    @Override
    public RowSink write(Connection connection, String table, StructType schema) throws SQLException {
        // SQLite has infinities, but takes NaN as NULL.
        RowSink rows = new BatchRows(connection, this, table, schema, SqliteDialect::text);
        return new FiniteRows(rows, schema, Double::isNaN);
    }

    private static Object text(Object time) {
        if (time instanceof LocalDateTime local) {
            return SqlLiteral.TIME.format(local);
        } else if (time instanceof OffsetDateTime utc) {
            return SqlLiteral.TIME.format(utc) + "Z";
        }
        return time.toString();
    }

    @Override
    public int mostWriters() {
        return 1;
    }

    /** Its grammar cannot tell ON CONFLICT from a join's ON unless the select has a WHERE. */
    @Override
    public String merge(Merge merge) {
        return new Merge(
                        merge.table(),
                        merge.columns(),
                        merge.key(),
                        merge.version(),
                        "SELECT * FROM (" + merge.rows() + ") WHERE true")
                .onConflict(this, "");
    }
}

package dev.sluice.ledger;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An SQLite file: all that is particular to this database stands here, and what is left to the others is plain SQL.
 *
 * <p>Each piece of work has a connection and a transaction of its own. That costs about a millisecond, and a file
 * that was deleted meanwhile is simply made again.
 */
final class Database {
    /** Milliseconds since 1970 by the store's clock. */
    static final String NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DRIVER = "org.sqlite.JDBC";

    private final Path file;
    private final Duration patience;

    private Database(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    static Database at(Path file) {
        return new Database(file.toAbsolutePath().normalize(), PATIENCE);
    }

    /** The same file for a caller that cannot wait for other writers as long. */
    Database impatient(Duration most) {
        return new Database(file, most.compareTo(patience) < 0 ? most : patience);
    }

    /** What one transaction does. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Makes a value of the current row. */
    interface Shape<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Does the work in one transaction; while others keep the file busy nothing is written and it is done again. */
    <T> T transact(Work<T> work) {
        prepareFolder();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return attempt(work);
            } catch (SQLException e) {
                if (!busy(e) || System.nanoTime() - deadline >= 0) {
                    throw fault(e);
                }
                pause();
            }
        }
    }

    static <T> List<T> query(Connection connection, String sql, Shape<T> shape, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(shape.of(rows));
            }
            return found;
        }
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    static void batch(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static Optional<Long> nullableLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private <T> T attempt(Work<T> work) throws SQLException {
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            T result = work.in(connection);
            connection.commit();
            return result;
        }
    }

    private Connection open() throws SQLException {
        try {
            // Under spark-submit the driver is in a class loader that DriverManager has not searched.
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw new Fault(Code.INTERNAL, "Cannot find SQLite's driver: " + DRIVER + " (put it on the class path)", e);
        }
        Properties options = new Properties();
        options.setProperty("busy_timeout", Long.toString(patience.toMillis()));
        options.setProperty("synchronous", "NORMAL");
        // A transaction that reads first and writes later could not wait for another writer.
        options.setProperty("transaction_mode", "IMMEDIATE");
        Connection connection = connect(options);
        try {
            upgrade(connection);
            return connection;
        } catch (SQLException | Fault e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect(Properties options) throws SQLException {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + file.toUri(), options);
        } catch (UnsatisfiedLinkError e) {
            throw noLibrary(e);
        } catch (SQLException e) {
            // The driver's own troubles have no code of SQLite's, but a cause.
            if (e.getErrorCode() == 0 && e.getCause() != null) {
                throw noLibrary(e.getCause());
            }
            throw e;
        }
    }

    private static Fault noLibrary(Throwable cause) {
        return new Fault(
                Code.CANNOT_WRITE,
                "Cannot load SQLite's native library from " + System.getProperty("java.io.tmpdir") + ": "
                        + cause.getMessage()
                        + " (the folder must exist, be writable and not be mounted noexec; -Dorg.sqlite.tmpdir=FOLDER"
                        + " names another)",
                cause);
    }

    private void upgrade(Connection connection) throws SQLException {
        if (version(connection) == Schema.VERSION) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
        connection.setAutoCommit(false);
        int now = version(connection);
        if (now > Schema.VERSION) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use ledger: " + file + " (a newer Sluice wrote it, version " + now + " against "
                            + Schema.VERSION + ": use that one, or name another file)");
        }
        if (now < Schema.VERSION) {
            Schema.upgrade(connection, now);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA user_version = " + Schema.VERSION);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static int version(Connection connection) throws SQLException {
        return query(connection, "PRAGMA user_version", row -> row.getInt(1)).get(0);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private void prepareFolder() {
        try {
            // Not for a link to a folder, which createDirectories refuses.
            if (!Files.isDirectory(file.getParent())) {
                Files.createDirectories(file.getParent());
            }
        } catch (AccessDeniedException e) {
            throw notAllowed(e);
        } catch (IOException e) {
            throw new Fault(
                    Code.CANNOT_WRITE,
                    "Cannot create ledger's folder: " + file.getParent() + " (" + e.getMessage() + ")",
                    e);
        }
        if (Files.isDirectory(file)) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write ledger: " + file + " (it is a folder; name a file in it)");
        }
    }

    private Fault notAllowed(Exception cause) {
        return new Fault(
                Code.NOT_ALLOWED,
                "Cannot write ledger: " + file + " (no permission; name another file or grant it)",
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, 50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Code.TRY_LATER, "Cannot wait for the ledger: interrupted", e);
        }
    }

    private static boolean busy(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == 5 || code == 6;
    }

    /** Codes as in sqlite.org/rescode.html. */
    private Fault fault(SQLException e) {
        String subject = "ledger: " + file + " (" + e.getMessage();
        return switch (e.getErrorCode() & 0xff) {
            case 3, 8, 23 -> notAllowed(e);
            case 5, 6 ->
                new Fault(Code.STORE_DOWN, "Cannot write " + subject + "; another process keeps it locked)", e);
            case 10 -> new Fault(Code.INPUT_OUTPUT, "Cannot use " + subject + ")", e);
            case 11, 26 ->
                new Fault(Code.CANNOT_WRITE, "Cannot use " + subject + "; move it away, it holds history only)", e);
            case 13 -> new Fault(Code.CANNOT_WRITE, "Cannot write " + subject + "; free some space)", e);
            case 14 ->
                Files.isWritable(file.getParent())
                        ? new Fault(Code.CANNOT_WRITE, "Cannot open " + subject + ")", e)
                        : notAllowed(e);
            default -> new Fault(Code.INTERNAL, "Cannot use " + subject + ")", e);
        };
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.TableName;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A load's head: a row of {@code sluice_heads} in the schema of the target. An UPDATE that names the expected head both
 * locks and compares it, in every database and at every isolation; what it does not find has moved. A load that was
 * renamed goes on from the head of its earlier name and says so there, so that the old name cannot start a second chain.
 *
 * <p>Columns: job, load, target (the table), number, receipt, moved_to (the load's newer name, else empty).
 */
record JdbcHead(Connector connector, TableName target, LoadId load) {
    private static final String TABLE = "sluice_heads";

    private static final int NAME_LENGTH = 255;

    JdbcHead {
        if (target.toString().length() > NAME_LENGTH) {
            throw new Fault(Code.SETTINGS, "Cannot load into " + target + ": the name is too long");
        }
    }

    private Dialect dialect() {
        return connector.dialect();
    }

    private String table() {
        return target.beside(TABLE).quoted(dialect());
    }

    boolean present(Connection connection) throws SQLException {
        return !dialect().target(connection, target.beside(TABLE)).isEmpty();
    }

    /** Makes the table and the row at the origin, where they are not there; moves no head. */
    void prepare(Connection connection) throws SQLException {
        if (!present(connection)) {
            Columns columns = new Columns(dialect());
            JdbcTables.create(
                    connection,
                    "CREATE TABLE " + table() + " (" + columns.key("job") + ", " + columns.key("load") + ", "
                            + columns.key("target") + ", " + columns.number("number") + ", "
                            + columns.word("receipt") + ", " + columns.word("moved_to") + ", PRIMARY KEY ("
                            + columns.names("job", "load", "target") + "))",
                    () -> present(connection));
        }
        if (in(connection, load.toString()).isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table() + " ("
                    + new Columns(dialect()).names("job", "load", "target", "number", "receipt", "moved_to")
                    + ") VALUES (?, ?, ?, 0, '', '')")) {
                name(insert, 1, load.toString());
                insert.executeUpdate();
            } catch (SQLException e) {
                if (in(connection, load.toString()).isEmpty()) {
                    throw e;
                }
            }
        }
    }

    /** The head, of the newest name that has one. */
    Head read(Connection connection) throws SQLException {
        if (!present(connection)) {
            return Head.ORIGIN;
        }
        for (String name : names()) {
            Optional<Row> row = in(connection, name);
            if (row.isPresent()
                    && !row.get().movedTo().isEmpty()
                    && !row.get().movedTo().equals(load.toString())) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot load as " + name + ": this load is now called "
                                + row.get().movedTo() + " (use that name, or a new one)");
            }
            if (row.isPresent()
                    && row.get().head().number() > 0
                    && row.get().movedTo().isEmpty()) {
                return row.get().head();
            }
        }
        return Head.ORIGIN;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(load.toString());
        names.addAll(load.was());
        return names;
    }

    /** Moves the head in the current transaction; false when it is not where it is expected. */
    boolean move(Connection connection, Head expected, Head next) throws SQLException {
        Columns columns = new Columns(dialect());
        Head own = in(connection, load.toString()).map(Row::head).orElse(Head.ORIGIN);
        boolean takesOver = own.equals(Head.ORIGIN) && !expected.equals(Head.ORIGIN);
        if (takesOver && !read(connection).equals(expected)) {
            return false;
        }
        Head from = takesOver ? Head.ORIGIN : expected;
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table() + " SET "
                + columns.is("number") + ", " + columns.is("receipt") + " WHERE " + mine() + " AND "
                + columns.is("number") + " AND " + columns.is("receipt"))) {
            update.setLong(1, next.number());
            update.setString(2, next.receipt());
            name(update, 3, load.toString());
            update.setLong(6, from.number());
            update.setString(7, from.receipt());
            if (update.executeUpdate() != 1) {
                return false;
            }
        }
        return !takesOver || handOver(connection, expected);
    }

    private boolean handOver(Connection connection, Head expected) throws SQLException {
        Columns columns = new Columns(dialect());
        for (String name : load.was()) {
            try (PreparedStatement update = connection.prepareStatement("UPDATE " + table() + " SET "
                    + columns.is("moved_to") + " WHERE " + mine() + " AND " + columns.is("number") + " AND "
                    + columns.is("receipt"))) {
                update.setString(1, load.toString());
                name(update, 2, name);
                update.setLong(5, expected.number());
                update.setString(6, expected.receipt());
                if (update.executeUpdate() == 1) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The head once every publish that is under way has ended: an update of the row waits for whoever holds it.
     */
    Head settled(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        String number = dialect().quote("number");
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table() + " SET " + number + " = " + number + " WHERE " + mine())) {
            name(update, 1, load.toString());
            update.executeUpdate();
        }
        Head head = read(connection);
        connection.commit();
        return head;
    }

    /**
     * Refuses a target that another load has published to.
     *
     * @throws Fault SETTINGS
     */
    void refuseOthers(Connection connection) throws SQLException {
        Columns columns = new Columns(dialect());
        try (PreparedStatement select = connection.prepareStatement("SELECT " + columns.names("job", "load") + " FROM "
                + table() + " WHERE " + columns.is("target") + " AND " + columns.is("moved_to") + " AND "
                + dialect().quote("number") + " > 0")) {
            select.setString(1, target.toString());
            select.setString(2, "");
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String other = rows.getString(1) + "/" + rows.getString(2);
                    if (!names().contains(other)) {
                        throw new Fault(
                                Code.SETTINGS,
                                "Cannot refresh " + target + ": it holds rows of load " + other
                                        + " too, which would go (use mode = replace, or a table of its own; if this"
                                        + " is that load's new name, set was)");
                    }
                }
            }
        }
    }

    private String mine() {
        Columns columns = new Columns(dialect());
        return columns.is("job") + " AND " + columns.is("load") + " AND " + columns.is("target");
    }

    private void name(PreparedStatement statement, int at, String name) throws SQLException {
        String[] parts = name.split("/", 2);
        statement.setString(at, parts[0]);
        statement.setString(at + 1, parts[1]);
        statement.setString(at + 2, target.toString());
    }

    private Optional<Row> in(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT "
                + new Columns(dialect()).names("number", "receipt", "moved_to") + " FROM " + table() + " WHERE "
                + mine())) {
            name(select, 1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Row(new Head(row.getLong(1), row.getString(2)), row.getString(3)))
                        : Optional.empty();
            }
        }
    }

    private record Row(Head head, String movedTo) {}
}

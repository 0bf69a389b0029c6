package dev.sluice.load.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Tables that several runners may want to make at once. */
final class JdbcTables {
    private JdbcTables() {}

    /** Whether a table is there. */
    interface Presence {
        boolean holds() throws SQLException;
    }

    /** Makes a table; that somebody else was first is no error. */
    static void create(Connection connection, String sql, Presence there) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            if (!there.holds()) {
                throw e;
            }
        }
    }
}

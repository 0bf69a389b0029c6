package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A column's wider type. MODIFY says all of a column anew (mariadb.com/kb/en/alter-table): only that it must have a
 * value is said again, and a column that has more than that to lose is left to people.
 */
final class MariadbWidening {
    private MariadbWidening() {}

    static Optional<String> clause(Connection connection, Dialect dialect, TableName table, String column, String type)
            throws SQLException {
        List<String> parts = table.parts();
        try (PreparedStatement select = connection.prepareStatement("SELECT c.IS_NULLABLE"
                + " FROM information_schema.COLUMNS c JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)"
                + " WHERE c.TABLE_SCHEMA = coalesce(?, database()) AND c.TABLE_NAME = ? AND c.COLUMN_NAME = ?"
                + " AND c.EXTRA = '' AND c.COLUMN_COMMENT = '' AND coalesce(c.COLUMN_DEFAULT, 'NULL') = 'NULL'"
                + " AND coalesce(c.COLLATION_NAME, t.TABLE_COLLATION) = t.TABLE_COLLATION")) {
            select.setString(1, parts.size() > 1 ? parts.get(parts.size() - 2) : null);
            select.setString(2, table.table());
            select.setString(3, column);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of("MODIFY COLUMN " + dialect.quote(column) + " " + type
                                + (found.getString(1).equals("NO") ? " NOT NULL" : ""))
                        : Optional.empty();
            }
        }
    }
}

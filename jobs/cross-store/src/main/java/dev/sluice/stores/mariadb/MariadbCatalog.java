package dev.sluice.stores.mariadb;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.TableName;
import dev.sluice.jdbc.TargetColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What MariaDB's information schema tells of tables (mariadb.com/kb/en/information-schema). */
final class MariadbCatalog {
    private MariadbCatalog() {}

    static String database(TableName table) {
        List<String> parts = table.parts();
        return parts.size() > 1 ? parts.get(parts.size() - 2) : null;
    }

    static long bytes(Connection connection, TableName table) throws SQLException {
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

    static List<TargetColumn> target(Connection connection, TableName table) throws SQLException {
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

    static List<String> tables(Connection connection, TableName beside, String prefix) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                        + " AND table_schema = coalesce(?, DATABASE()) AND left(table_name, length(?)) = ?")) {
            select.setString(1, database(beside));
            select.setString(2, prefix);
            select.setString(3, prefix);
            return TargetColumn.names(select);
        }
    }

    /** A staged text in the character set and the collation of a target's column. */
    static String collated(Connection connection, TableName table, String column, String staged) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT character_set_name, collation_name FROM"
                + " information_schema.columns WHERE table_schema = coalesce(?, DATABASE()) AND table_name = ?"
                + " AND column_name = ? AND collation_name IS NOT NULL")) {
            select.setString(1, database(table));
            select.setString(2, table.table());
            select.setString(3, column);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? "CONVERT(" + staged + " USING " + found.getString(1) + ") COLLATE " + found.getString(2)
                        : staged;
            }
        }
    }

    /**
     * Aria without a log takes and gives rows for half of what InnoDB takes; that it keeps those of an attempt that failed
     * does no harm, for they do not count. A cluster of Galera would not bring its rows to the other nodes.
     */
    static String stagingOptions(Connection connection) throws SQLException {
        // Asked by itself, for a server without Aria may lack the variables too.
        boolean there = holds(
                connection,
                "SELECT 1 FROM information_schema.engines WHERE engine = 'Aria' AND support IN ('YES', 'DEFAULT')");
        boolean meant = there
                && holds(
                        connection,
                        "SELECT 1 WHERE @@enforce_storage_engine IS NULL AND NOT EXISTS (SELECT 1 FROM"
                                + " information_schema.global_variables WHERE variable_name = 'WSREP_ON'"
                                + " AND variable_value = 'ON')");
        return meant ? " ENGINE = Aria TRANSACTIONAL = 0" : " ENGINE = InnoDB";
    }

    private static boolean holds(Connection connection, String query) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet found = select.executeQuery(query)) {
            return found.next();
        }
    }

    /** Without a unique index, ON DUPLICATE KEY would insert each row anew. */
    static void checkKey(Connection connection, TableName table, List<String> key) throws SQLException {
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
}

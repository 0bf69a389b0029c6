package dev.sluice.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a table that is loaded into.
 *
 * @param name as the database says it
 * @param storeType the database's own name of its type
 * @param generated true when the database computes it, so that nobody may write it
 * @param required true when it is neither nullable nor has a value by itself
 */
public record TargetColumn(String name, String storeType, boolean generated, boolean required) {
    /** The columns of a table by what the driver tells of it; null for a catalog or a schema is any. */
    public static List<TargetColumn> list(Connection connection, String catalog, String schema, String table)
            throws SQLException {
        DatabaseMetaData told = connection.getMetaData();
        List<TargetColumn> columns = new ArrayList<>();
        try (ResultSet rows = told.getColumns(catalog, literal(told, schema), literal(told, table), null)) {
            while (rows.next()) {
                boolean generated = "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
                boolean filled = rows.getString("COLUMN_DEF") != null
                        || "YES".equals(rows.getString("IS_AUTOINCREMENT"))
                        || rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
                columns.add(new TargetColumn(
                        rows.getString("COLUMN_NAME"), rows.getString("TYPE_NAME"), generated, !generated && !filled));
            }
        }
        return List.copyOf(columns);
    }

    /** The tables whose names begin with a prefix. */
    public static List<String> tables(Connection connection, String catalog, String schema, String prefix)
            throws SQLException {
        DatabaseMetaData told = connection.getMetaData();
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                told.getTables(catalog, literal(told, schema), literal(told, prefix) + "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        return List.copyOf(names);
    }

    /** The names that a query gives in its first column. */
    public static List<String> names(PreparedStatement select) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return List.copyOf(names);
    }

    /** A name in which the driver must not see a pattern. */
    private static String literal(DatabaseMetaData told, String name) throws SQLException {
        String escape = told.getSearchStringEscape();
        if (name == null || escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}

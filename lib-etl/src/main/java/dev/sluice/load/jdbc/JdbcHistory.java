package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Merge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The states of rows over time (slowly changing dimension, type 2). A row of the table is a state: it holds from
 * {@code valid_from}, the version, up to {@code valid_to}, the next state's version, null for the present one;
 * {@code _hash} tells states apart. A staged state that is not newer than the present one, or no other, is left out.
 *
 * @param table quoted
 * @param layout how rows lie in the table, {@code _hash} among them
 * @param key columns that tell rows apart
 * @param rows a select of the staged rows with these names
 * @param ends true when the last state of a key may have ended; a state from before that end is left out, too
 */
record JdbcHistory(
        Connection connection,
        JdbcLayout layout,
        String table,
        List<String> key,
        String version,
        String rows,
        boolean ends) {
    static final String FROM = "valid_from";
    static final String TO = "valid_to";
    static final String HASH = "_hash";

    /** Inserts the new states; the last of each key is open. */
    String insert() throws SQLException {
        String partition = "PARTITION BY " + of("r", key) + " ORDER BY r." + quoted(version);
        String states = "SELECT r.*, COALESCE(LAG(r." + quoted(HASH) + ") OVER (" + partition + "), c." + quoted(HASH)
                + ") AS " + quoted("_before") + " FROM (" + rows + ") r LEFT JOIN " + table + " c ON " + keyed("c", "r")
                + " AND c." + quoted(TO) + " IS NULL WHERE (c." + quoted(FROM) + " IS NULL OR r." + quoted(version)
                + " > c." + quoted(FROM) + ")" + (ends ? afterEnds() : "");
        return "INSERT INTO " + table + " (" + Merge.list(layout.dialect(), layout.names()) + ", " + quoted(FROM) + ", "
                + quoted(TO)
                + ")"
                + layout.dialect().overriding() + " SELECT " + of("x", layout.names()) + ", x." + quoted(version)
                + ", LEAD(x."
                + quoted(version) + ") OVER (PARTITION BY " + of("x", key) + " ORDER BY x." + quoted(version)
                + ") FROM (" + states + ") x WHERE x." + quoted("_before") + " IS NULL OR x." + quoted("_before")
                + " <> x." + quoted(HASH);
    }

    private String afterEnds() throws SQLException {
        return " AND NOT EXISTS (SELECT 1 FROM " + table + " p WHERE " + keyed("p", "r") + " AND p." + quoted(TO)
                + " >= r." + quoted(version) + ")";
    }

    /** Ends the states of these keys that are open and have a later one. */
    String close() throws SQLException {
        String later =
                " FROM " + table + " n WHERE " + same("n", "o") + " AND n." + quoted(FROM) + " > o." + quoted(FROM);
        return "UPDATE " + table + " AS o SET " + quoted(TO) + " = (SELECT MIN(n." + quoted(FROM) + ")" + later
                + ") WHERE o." + quoted(TO) + " IS NULL AND EXISTS (SELECT 1 FROM (" + rows + ") r WHERE "
                + keyed("o", "r") + ") AND EXISTS (SELECT 1" + later + ")";
    }

    /**
     * Takes out states that were inserted to end the ones before them.
     *
     * @param gone a select of such states by key, version and hash
     */
    String forget(String gone) throws SQLException {
        return "DELETE FROM " + table + " WHERE EXISTS (SELECT 1 FROM (" + gone + ") d WHERE " + keyed(table, "d")
                + " AND d."
                + quoted(version) + " = " + table + "." + quoted(FROM) + " AND d." + quoted(HASH) + " = " + table + "."
                + quoted(HASH) + ")";
    }

    private String keyed(String there, String staged) throws SQLException {
        return layout.keyed(connection, key, there, staged);
    }

    private String same(String one, String other) {
        return key.stream()
                .map(name -> one + "." + quoted(name) + " = " + other + "." + quoted(name))
                .collect(Collectors.joining(" AND "));
    }

    private String of(String alias, List<String> columns) {
        return columns.stream().map(name -> alias + "." + quoted(name)).collect(Collectors.joining(", "));
    }

    private String quoted(String name) {
        return layout.dialect().quote(name);
    }
}

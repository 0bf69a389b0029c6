package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import dev.sluice.jdbc.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that say that they were deleted where they come from. The target's row goes. With a version, the key and the
 * version of the deletion stay in a table beside the target, {@code sluice_deleted_…}, so that an older state which comes
 * later is left out: readers of the target need to know of nothing. Of a deletion and a state with one version the
 * deletion counts, whichever comes first.
 */
record JdbcDeletes(Dialect dialect, JdbcSink sink, JdbcLayout layout) {
    static final String GONE = "_gone";

    private TableName tombstones() {
        return sink.name().beside(StagingName.beside("deleted", sink.name()));
    }

    /** Makes the table of deletions where it is not there; its columns are the target's own. */
    void prepare(Connection connection) throws SQLException {
        if (!dialect.target(connection, tombstones()).isEmpty()) {
            return;
        }
        String tombstones = tombstones().quoted(dialect);
        JdbcTables.create(
                connection,
                "CREATE TABLE " + tombstones + " AS SELECT " + Merge.list(dialect, tombstoneColumns()) + " FROM "
                        + sink.name().quoted(dialect) + " WHERE 1 = 0",
                () -> !dialect.target(connection, tombstones()).isEmpty());
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE INDEX " + dialect.quote(tombstones().table() + "_key") + " ON " + tombstones
                    + " (" + Merge.list(dialect, key()) + ")");
        }
    }

    private List<String> key() {
        return sink.key().stream().map(layout::named).toList();
    }

    private String version() {
        return layout.named(sink.version().orElseThrow());
    }

    private List<String> tombstoneColumns() {
        List<String> columns = new ArrayList<>(key());
        columns.add(version());
        return columns;
    }

    /**
     * Deletes and merges, in the current transaction.
     *
     * @param merge what would be done if no row were deleted
     */
    void merge(Connection connection, String staging, String finished, Merge merge) throws SQLException {
        String newest = newest(staging, finished);
        String gone = "SELECT * FROM (" + newest + ") w WHERE " + dialect.quote(GONE) + " = 1";
        String live = "SELECT " + columns("w", layout.names()) + " FROM (" + newest + ") w WHERE w."
                + dialect.quote(GONE) + " = 0";
        String table = sink.name().quoted(dialect);
        try (Statement statement = connection.createStatement()) {
            if (sink.version().isEmpty()) {
                statement.executeUpdate(delete(connection, table, gone, ""));
            } else {
                refuseTimeless(statement, gone);
                String version = dialect.quote(version());
                String tombstones = tombstones().quoted(dialect);
                statement.executeUpdate(delete(
                        connection,
                        table,
                        gone,
                        " AND (d." + version + " >= " + table + "." + version + " OR " + table + "." + version
                                + " IS NULL)"));
                statement.executeUpdate(
                        delete(connection, tombstones, gone, " AND d." + version + " > " + tombstones + "." + version));
                statement.executeUpdate(
                        "INSERT INTO " + tombstones + " (" + Merge.list(dialect, tombstoneColumns()) + ") SELECT "
                                + columns("d", tombstoneColumns()) + " FROM (" + gone
                                + ") d WHERE NOT EXISTS (SELECT 1 FROM " + tombstones
                                + " g WHERE " + layout.keyed(connection, key(), "g", "d") + ")");
                live += " AND NOT " + remembered(layout.keyed(connection, key(), "g", "w"), "w." + version);
            }
            statement.executeUpdate(
                    dialect.merge(new Merge(merge.table(), merge.columns(), merge.key(), merge.version(), live)));
        }
    }

    /**
     * The condition that a deletion is remembered which is as new as a state, or newer; a state without a version is older
     * than all.
     *
     * @param keyed compares the key of the state with that of the deletion, called g
     * @param version of the state
     */
    String remembered(String keyed, String version) {
        return "EXISTS (SELECT 1 FROM " + tombstones().quoted(dialect) + " g WHERE " + keyed + " AND (g."
                + dialect.quote(version()) + " >= " + version + " OR " + version + " IS NULL))";
    }

    private String newest(String staging, String finished) {
        String all = layout.select(staging, finished, gone());
        if (sink.version().isEmpty()) {
            return all;
        }
        return layout.newest(all, key(), version(), ", d." + dialect.quote(GONE) + " DESC");
    }

    /** The value {@link #GONE} of a staged row. */
    String gone() {
        return told() + " AS " + dialect.quote(GONE);
    }

    /** 1 for a row that was deleted; one of which nobody says so was not. */
    private String told() {
        String flag = sink.deleted().orElseThrow();
        return "CASE WHEN s." + dialect.quote(flag) + " = TRUE THEN 1 ELSE 0 END";
    }

    private String delete(Connection connection, String table, String gone, String more) throws SQLException {
        return "DELETE FROM " + table + " WHERE EXISTS (SELECT 1 FROM (" + gone + ") d WHERE "
                + layout.keyed(connection, key(), table, "d") + more + ")";
    }

    /** The states that a history has only to end others. */
    String forget(JdbcHistory history, String staging, String finished) throws SQLException {
        return history.forget(layout.select(staging, finished + " AND " + told() + " = 1"));
    }

    private void refuseTimeless(Statement statement, String gone) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "SELECT COUNT(*) FROM (" + gone + ") d WHERE d." + dialect.quote(version()) + " IS NULL")) {
            found.next();
            if (found.getLong(1) > 0) {
                throw new Fault(
                        Code.CHECK_FAILED,
                        "Cannot delete from " + sink.describe()
                                + ": %,d deleted rows have no %s, by which one would know whether a state is older (give them one in a sql step)"
                                        .formatted(found.getLong(1), version()));
            }
        }
    }

    private String columns(String alias, List<String> names) {
        return names.stream().map(name -> alias + "." + dialect.quote(name)).collect(Collectors.joining(", "));
    }
}

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

    TableName stones() {
        return sink.name().beside(StagingName.beside("deleted", sink.name()));
    }

    /** Makes the table of deletions where it is not there; its columns are the target's own. */
    void prepare(Connection connection) throws SQLException {
        if (!dialect.target(connection, stones()).isEmpty()) {
            return;
        }
        String stones = stones().quoted(dialect);
        JdbcTables.create(
                connection,
                "CREATE TABLE " + stones + " AS SELECT " + Merge.list(dialect, stoneColumns()) + " FROM "
                        + sink.name().quoted(dialect) + " WHERE 1 = 0",
                () -> !dialect.target(connection, stones()).isEmpty());
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE INDEX " + dialect.quote(stones().table() + "_key") + " ON " + stones + " ("
                    + Merge.list(dialect, key()) + ")");
        }
    }

    private List<String> key() {
        return sink.key().stream().map(layout::named).toList();
    }

    private String version() {
        return layout.named(sink.version().orElseThrow());
    }

    private List<String> stoneColumns() {
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
                String stones = stones().quoted(dialect);
                statement.executeUpdate(delete(
                        connection,
                        table,
                        gone,
                        " AND (d." + version + " >= " + table + "." + version + " OR " + table + "." + version
                                + " IS NULL)"));
                statement.executeUpdate(
                        delete(connection, stones, gone, " AND d." + version + " > " + stones + "." + version));
                statement.executeUpdate(
                        "INSERT INTO " + stones + " (" + Merge.list(dialect, stoneColumns()) + ") SELECT "
                                + columns("d", stoneColumns()) + " FROM (" + gone
                                + ") d WHERE NOT EXISTS (SELECT 1 FROM " + stones
                                + " g WHERE " + layout.keyed(connection, key(), "g", "d") + ")");
                live += " AND NOT EXISTS (SELECT 1 FROM " + stones + " g WHERE "
                        + layout.keyed(connection, key(), "g", "w") + " AND g." + version + " >= w." + version + ")";
            }
            statement.executeUpdate(
                    dialect.merge(new Merge(merge.table(), merge.columns(), merge.key(), merge.version(), live)));
        }
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

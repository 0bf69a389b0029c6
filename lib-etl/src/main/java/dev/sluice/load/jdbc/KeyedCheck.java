package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.TargetColumn;
import dev.sluice.slice.Reconcile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the rows that were staged stand in the target under their keys, in the current transaction. In its SQL a staged
 * row is s and the target's t. A staged row of which a part of the key is null is found by no key, and left out.
 *
 * @param key the target's columns that a row is found by
 * @param version the staged row's value of the version, as its column compares; empty where there is none
 */
record KeyedCheck(
        Connection connection, JdbcSink sink, JdbcLayout layout, Reconcile how, List<String> key, String version) {
    static KeyedCheck of(Connection connection, JdbcSink sink, JdbcLayout layout, Reconcile how) throws SQLException {
        List<String> key = sink.key().stream().map(layout::named).toList();
        Optional<String> version = sink.version().map(layout::named);
        return new KeyedCheck(
                connection,
                sink,
                layout,
                how,
                key,
                version.isPresent() ? comparable(connection, layout, version.get()) : "");
    }

    private static String comparable(Connection connection, JdbcLayout layout, String name) throws SQLException {
        Dialect dialect = layout.dialect();
        return dialect.comparable(
                connection,
                layout.target(),
                JdbcLayout.find(layout.columns(), name).orElseThrow(),
                "s." + dialect.quote(name));
    }

    /**
     * After an upsert: each staged row is there, or a newer one; one that was deleted is gone, or a newer one is there.
     *
     * @param finished the condition for rows of the staging table, called s
     */
    void upserted(String staging, String finished) throws SQLException {
        String there = "t." + quoted(key.get(0)) + " IS NOT NULL";
        String gone = "t." + quoted(key.get(0)) + " IS NULL";
        String live = there + (values() ? " AND " + same(layout.columns()) : "");
        if (sink.version().isPresent()) {
            String versioned = "t." + quoted(layout.named(sink.version().get()));
            String timeless = version + " IS NULL";
            live = versioned + " > " + version + " OR (" + timeless + " AND "
                    + (values() ? versioned + " IS NOT NULL" : there) + ") OR ("
                    + (values() ? live : versioned + " = " + version) + ")";
            if (sink.deleted().isPresent()) {
                String marked = deletes().remembered(keyed("g"), version);
                gone = timeless + " OR " + versioned + " > " + version + " OR (" + gone + " AND " + marked + ")";
                live += " OR " + marked;
            }
        }
        require("(" + rows(staging, finished) + ") s LEFT JOIN " + table() + " t ON " + keyed("t"), gone, live);
    }

    /** After a history was added to: the present state of each key is the newest one staged, or a newer one. */
    void kept(String staging, String finished) throws SQLException {
        String named = layout.named(sink.version().orElseThrow());
        String from = "t." + quoted(JdbcHistory.FROM);
        String state = quoted(JdbcHistory.HASH);
        List<TargetColumn> stated = layout.columns().stream()
                .filter(column -> !column.name().equals(named))
                .toList();
        String gone = from + " IS NULL OR " + from + " > " + version;
        String live = values()
                ? from + " > " + version + " OR (" + from + " IS NOT NULL AND " + same(stated) + ")"
                : from + " >= " + version + " OR t." + state + " = s." + state;
        String order = "";
        if (sink.deleted().isPresent()) {
            live += " OR EXISTS (SELECT 1 FROM " + table() + " p WHERE " + keyed("p") + " AND p."
                    + quoted(JdbcHistory.TO) + " >= " + version + ")";
            order = ", d." + quoted(JdbcDeletes.GONE) + " DESC";
        }
        String newest = layout.newest(rows(staging, finished), key, named, order);
        String join = "(" + newest + ") s LEFT JOIN " + table() + " t ON " + keyed("t") + " AND t."
                + quoted(JdbcHistory.TO) + " IS NULL";
        String keys = columns("s");
        refuse(
                "SELECT " + keys + " FROM " + join + " GROUP BY " + keys + " HAVING COUNT(*) > 1",
                row -> "it has more than one present state");
        require(join, gone, version + " IS NULL OR " + live);
    }

    /** Refuses the first row that is not as it should be; what is unknown is not. */
    private void require(String join, String gone, String live) throws SQLException {
        List<TargetColumn> compared = compared(layout.columns());
        List<String> told = new ArrayList<>(List.of(columns("s")));
        told.add(truth("t." + quoted(key.get(0)) + " IS NOT NULL"));
        told.add(sink.deleted().isPresent() ? "s." + quoted(JdbcDeletes.GONE) : "0");
        compared.forEach(column -> told.add(truth(same(List.of(column)))));
        String right = sink.deleted().isPresent()
                ? "CASE WHEN s." + quoted(JdbcDeletes.GONE) + " = 1 THEN " + truth(gone) + " ELSE " + truth(live)
                        + " END"
                : truth(live);
        String known =
                key.stream().map(name -> "s." + quoted(name) + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String query = "SELECT " + String.join(", ", told) + " FROM " + join + " WHERE " + known + " AND " + right
                + " = 0" + dialect().asOfNow();
        refuse(query, row -> {
            int at = key.size();
            if (row.getInt(at + 2) == 1) {
                return "it was deleted, which the table does not show";
            } else if (row.getInt(at + 1) == 0) {
                return "it is not there";
            }
            List<String> others = new ArrayList<>();
            for (int i = 0; i < compared.size(); i++) {
                if (row.getInt(at + 3 + i) == 0) {
                    others.add(compared.get(i).name());
                }
            }
            return "it has another " + String.join(", ", others);
        });
    }

    /** What is wrong with a row that was found. */
    private interface Wrong {
        String of(ResultSet row) throws SQLException;
    }

    private void refuse(String query, Wrong wrong) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet row = statement.executeQuery(query)) {
                if (row.next()) {
                    List<String> where = new ArrayList<>();
                    for (int i = 0; i < key.size(); i++) {
                        where.add(key.get(i) + " = " + row.getString(i + 1));
                    }
                    throw PublishedCheck.refusal(
                            sink, "of the row with " + String.join(", ", where) + ": " + wrong.of(row));
                }
            }
        }
    }

    private boolean values() {
        return how == Reconcile.CHECKSUM;
    }

    private String rows(String staging, String finished) {
        return sink.deleted().isPresent()
                ? layout.select(staging, finished, deletes().gone())
                : layout.select(staging, finished);
    }

    private JdbcDeletes deletes() {
        return new JdbcDeletes(dialect(), sink, layout);
    }

    private String keyed(String alias) throws SQLException {
        return layout.keyed(connection, key, alias, "s");
    }

    private String same(List<TargetColumn> columns) {
        List<TargetColumn> compared = compared(columns);
        return compared.isEmpty()
                ? "1 = 1"
                : compared.stream()
                        .map(column ->
                                "(" + dialect().same("t." + quoted(column.name()), "s." + quoted(column.name()), column)
                                        + ")")
                        .collect(Collectors.joining(" AND "));
    }

    /** Without those that the database is allowed to change. */
    private List<TargetColumn> compared(List<TargetColumn> columns) {
        return columns.stream()
                .filter(column ->
                        !sink.accepts(layout.staged().get(layout.columns().indexOf(column))))
                .toList();
    }

    private static String truth(String condition) {
        return "CASE WHEN " + condition + " THEN 1 ELSE 0 END";
    }

    private String columns(String alias) {
        return key.stream().map(name -> alias + "." + quoted(name)).collect(Collectors.joining(", "));
    }

    private String table() {
        return sink.name().quoted(dialect());
    }

    private Dialect dialect() {
        return layout.dialect();
    }

    private String quoted(String name) {
        return dialect().quote(name);
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Dialect;
import dev.sluice.load.Mode;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows of an item told by a condition on the table's own columns, for tables without {@code _item}. The condition is the
 * job's own SQL; the id of an item comes into it as a literal. That two items which were loaded at different times have
 * conditions which overlap cannot be seen; of one slice it can.
 */
record ReplaceWhere(Dialect dialect, JdbcSink sink) {
    static final String ITEM = "{item}";

    private static final String OF = "_of_item";

    /** Items looked at in one statement. */
    private static final int MANY = 200;

    /** Refuses what cannot be a condition. */
    static void require(Mode mode, String condition) {
        if (mode != Mode.REPLACE) {
            throw new InvalidSetting("replace-where", "is only for mode = replace");
        } else if (condition.isBlank() || condition.strip().endsWith(";")) {
            throw new InvalidSetting("replace-where", "must be one condition, without a semicolon");
        } else if (condition.contains("'" + ITEM + "'")) {
            throw new InvalidSetting(
                    "replace-where", "has {item} in quotes: it is a literal by itself, such as '2026-01-31'");
        }
    }

    /** The line end keeps a comment at the condition's end from taking the parenthesis along. */
    String of(String id) {
        return "(" + sink.replaceWhere().orElseThrow().replace(ITEM, dialect.literal(id)) + "\n)";
    }

    private String table() {
        return sink.name().quoted(dialect);
    }

    /**
     * Lets the database look at the condition, where there is a table.
     *
     * @throws Fault SETTINGS
     */
    void check(Connection connection, String id) throws SQLException {
        if (dialect.target(connection, sink.name()).isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT 1 FROM " + table() + " WHERE 1 = 0 AND " + of(id))) {
            none.next();
        } catch (SQLException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot replace rows of " + sink.describe() + ": replace-where is no condition on its columns: "
                            + String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; "),
                    e);
        }
    }

    /** Deletes the rows of what is published and of what it supersedes. */
    void takeOut(Connection connection, Publication what) throws SQLException {
        Set<String> conditions = new TreeSet<>();
        what.superseded().forEach(id -> conditions.add(of(id)));
        what.slice().items().forEach(item -> conditions.add(of(item.id())));
        try (Statement delete = connection.createStatement()) {
            for (String condition : conditions) {
                delete.executeUpdate("DELETE FROM " + table() + " WHERE " + condition);
            }
        }
    }

    /**
     * Refuses rows that would not be found again, or found as another item's, once they are in the table.
     *
     * @throws Fault CHECK_FAILED
     */
    void refuse(Connection connection, Publication what, JdbcLayout layout, String staging, String finished)
            throws SQLException {
        String rows =
                layout.select(staging, finished, "s." + dialect.quote(JdbcLayout.ITEM) + " AS " + dialect.quote(OF));
        List<Item> items = what.slice().items();
        try (Statement statement = connection.createStatement()) {
            for (int from = 0; from < items.size(); from += MANY) {
                refuseStray(statement, what.load(), items.subList(from, Math.min(items.size(), from + MANY)), rows);
            }
            if (sink.takesAll()) {
                return;
            }
            Map<Long, Long> counts = counts(statement, rows);
            for (Item item : items) {
                long found = count(statement, "SELECT COUNT(*) FROM " + table() + " WHERE " + of(item.id()));
                long own = counts.getOrDefault(Item.loadKey(what.load(), item.key()), 0L);
                if (found != own) {
                    throw refusal(
                            "%,d rows meet it for item %s, which has %,d (the conditions of two items must not overlap)"
                                    .formatted(found, item.id(), own));
                }
            }
        }
    }

    private void refuseStray(Statement statement, LoadId load, List<Item> items, String rows) throws SQLException {
        List<String> cases = new ArrayList<>();
        for (Item item : items) {
            cases.add(" WHEN " + Item.loadKey(load, item.key()) + " THEN CASE WHEN " + of(item.id())
                    + " THEN 0 ELSE 1 END");
        }
        String stray = "CASE r." + dialect.quote(OF) + String.join("", cases) + " ELSE 0 END = 1";
        long found = count(statement, "SELECT COUNT(*) FROM (" + rows + ") r WHERE " + stray);
        if (found > 0) {
            throw refusal(
                    "%,d of the rows do not meet it, and would stay when their item is replaced (leave them out in a sql step, or correct the condition)"
                            .formatted(found));
        }
    }

    private Map<Long, Long> counts(Statement statement, String rows) throws SQLException {
        Map<Long, Long> counts = new HashMap<>();
        String of = "r." + dialect.quote(OF);
        try (ResultSet found =
                statement.executeQuery("SELECT " + of + ", COUNT(*) FROM (" + rows + ") r GROUP BY " + of)) {
            while (found.next()) {
                counts.put(found.getLong(1), found.getLong(2));
            }
        }
        return counts;
    }

    private static long count(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    private Fault refusal(String why) {
        return new Fault(
                Code.CHECK_FAILED,
                "Cannot replace rows of " + sink.describe() + " where "
                        + sink.replaceWhere().orElseThrow().strip() + ": " + why);
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Dialect;
import dev.sluice.slice.Item;
import dev.sluice.slice.Publication;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the target holds what was staged, looked at in the transaction that publishes it, so that nothing is published
 * of which a trigger, a rule or a type of the table has dropped or changed a row. Rows that have a key are looked for by
 * it ({@link KeyedCheck}). Others are counted where the table tells which are of the slice; appended ones it does not
 * tell, and its own count of inserted rows has to do.
 */
record PublishedCheck(Connection connection, Dialect dialect, JdbcSink sink, JdbcLayout layout, Publication what) {
    /** Keys in one statement. */
    private static final int KEYS = 500;

    /**
     * Looks.
     *
     * @param staging the quoted staging table, called s in {@code finished}
     * @param expected rows that are staged
     * @throws Fault UNBALANCED
     */
    void require(String staging, String finished, long expected) throws SQLException {
        switch (sink.mode()) {
            case UPSERT ->
                KeyedCheck.of(connection, sink, layout, what.reconcile()).upserted(staging, finished);
            case HISTORY ->
                KeyedCheck.of(connection, sink, layout, what.reconcile()).kept(staging, finished);
            case REFRESH, REPLACE -> {
                // Those of single items by replace-where are counted with its own look at them.
                if (sink.takesAll() || sink.keepsItem()) {
                    counted(expected);
                }
            }
            case APPEND -> {}
        }
    }

    private void counted(long expected) throws SQLException {
        long found = 0;
        try (Statement statement = connection.createStatement()) {
            for (String condition : conditions()) {
                try (ResultSet count = statement.executeQuery(
                        "SELECT COUNT(*) FROM " + sink.name().quoted(dialect) + " WHERE " + condition)) {
                    count.next();
                    found += count.getLong(1);
                }
            }
        }
        if (found != expected) {
            throw refusal(sink, "%,d rows were loaded, %,d are there".formatted(expected, found));
        }
    }

    /** Each row of the slice meets exactly one. */
    private List<String> conditions() {
        if (sink.takesAll()) {
            return List.of(sink.replaceWhere().isPresent() ? new ReplaceWhere(dialect, sink).of("") : "1 = 1");
        }
        List<String> keys = what.slice().items().stream()
                .map(item -> Long.toString(Item.loadKey(what.load(), item.key())))
                .toList();
        String item = dialect.quote(layout.named(JdbcLayout.ITEM));
        List<String> conditions = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS) {
            conditions.add(item + " IN (" + String.join(", ", keys.subList(from, Math.min(keys.size(), from + KEYS)))
                    + ")");
        }
        return conditions;
    }

    static Fault refusal(JdbcSink sink, String why) {
        return new Fault(
                Code.UNBALANCED,
                "Cannot publish to " + sink.describe() + ": what is there is not what was loaded: " + why
                        + " (see what triggers, rules and types of the table do to its rows; nothing was published)");
    }
}

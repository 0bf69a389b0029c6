package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Dialect;
import dev.sluice.load.Mode;
import dev.sluice.slice.Item;
import dev.sluice.slice.Publication;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The rows that go before a slice's come in. */
record JdbcTakeOut(Dialect dialect, JdbcSink sink, JdbcLayout layout) {
    /** Keys in one statement. */
    private static final int KEYS = 500;

    void run(Connection connection, Publication what) throws SQLException {
        String rows = "DELETE FROM " + sink.name().quoted(dialect);
        try (Statement delete = connection.createStatement()) {
            if (sink.mode() == Mode.REFRESH) {
                delete.executeUpdate(rows);
            } else if (sink.replaceWhere().isPresent()) {
                new ReplaceWhere(dialect, sink).takeOut(connection, what);
            } else if (sink.mode() == Mode.REPLACE) {
                takeOut(delete, rows, what);
            }
        }
    }

    private void takeOut(Statement delete, String rows, Publication what) throws SQLException {
        List<String> keys = what.superseded().stream()
                .map(id -> Long.toString(Item.loadKey(what.load(), new Item(id, Optional.empty(), 0, "", "").key())))
                .toList();
        String item = dialect.quote(layout.named(JdbcLayout.ITEM));
        for (int from = 0; from < keys.size(); from += KEYS) {
            delete.executeUpdate(rows + " WHERE " + item + " IN ("
                    + String.join(", ", keys.subList(from, Math.min(keys.size(), from + KEYS))) + ")");
        }
    }
}

package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jdbc.Server;
import dev.sluice.load.Mode;
import dev.sluice.load.Target;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;

/** H2 by its driver alone: what a database gets that nobody wrote a dialect for. */
final class TestH2 extends DatabaseContract {
    @Override
    protected Server server() {
        return Server.of("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1", Optional.empty(), Optional.empty());
    }

    @Override
    protected List<String> losing(String table, String found) {
        return Stream.of("BEFORE", "AFTER")
                .map(when -> trigger(when + " INSERT", table))
                .toList();
    }

    @Override
    protected List<String> holding(String table) {
        return List.of(trigger("BEFORE UPDATE", table), trigger("AFTER DELETE", table));
    }

    private static String trigger(String when, String table) {
        return "CREATE TRIGGER " + name() + " " + when + " ON " + table + " FOR EACH ROW CALL '"
                + Meddler.class.getName() + "'";
    }

    /** Of rows whose third column is a color. */
    public static final class Meddler implements Trigger {
        private static final int COLOR = 2;

        private String table;
        private boolean before;

        @Override
        public void init(Connection connection, String schema, String trigger, String of, boolean isBefore, int type) {
            table = '"' + of + '"';
            before = isBefore;
        }

        private static boolean is(String color, Object[] row) throws SQLException {
            return color.equals(row[COLOR] instanceof Clob text ? text.getSubString(1, 10) : row[COLOR]);
        }

        @Override
        public void fire(Connection connection, Object[] old, Object[] row) throws SQLException {
            if (old == null && before && is("dull", row)) {
                row[COLOR] = "bright";
            } else if (old == null && !before) {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("DELETE FROM " + table + " WHERE \"color\" = 'lost'");
                }
            } else if (row == null && is("stays", old)) {
                String marks = String.join(", ", Collections.nCopies(old.length, "?"));
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
                    for (int i = 0; i < old.length; i++) {
                        insert.setObject(i + 1, old[i]);
                    }
                    insert.executeUpdate();
                }
            } else if (old != null && row != null && is("stays", old)) {
                System.arraycopy(old, 0, row, 0, row.length);
            }
        }
    }

    @Test
    void itsOwnTypesAreReadAsTextAndRefusedWhereATextIsNotTheSame() {
        DatabaseCase table = DatabaseCase.of(server(), "OWN", Mode.APPEND);
        table.execute(
                "CREATE TABLE OWN (\"name\" DECFLOAT(20), \"value\" INTEGER, T TIME(6), I INTERVAL DAY TO SECOND(6), J JSON,"
                        + " E ENUM('a', 'b'), A INTEGER ARRAY, D DECIMAL(50, 10))",
                "INSERT INTO OWN VALUES (1.5E-100, 1, '23:59:59.999999', INTERVAL '1 02:03:04.000005' DAY TO SECOND,"
                        + " JSON '{\"a\": 1.10}', 'b', ARRAY[1, NULL], 1e39 + 0.1)");
        StructType texts = table.spark
                .sql("SELECT '' AS name, '' T, '' I, '' J, '' E, '' A, '' D")
                .schema();
        assertThat(table.sink.stored(table.spark, texts).collectAsList())
                .extracting(row -> row.mkString("|"))
                .containsExactly("1.5E-100|23:59:59.999999|INTERVAL '1 02:03:04.000005' DAY TO SECOND|{\"a\":1.10}|b"
                        + "|[1, null]|1000000000000000000000000000000000000000.1000000000");
        Dataset<Row> json = table.spark.sql("SELECT 1 AS value, '{}' AS J");
        Target target = table.open();
        assertThatThrownBy(() -> table.stage(target, json, List.of("a"))).hasMessageContaining("J string into JSON (");
    }
}

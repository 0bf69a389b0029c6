package dev.sluice.stores.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.run.Lab;
import dev.sluice.run.Report;
import dev.sluice.stores.Mariadb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Increments of a table of MariaDB by a TIMESTAMP, which is an instant. */
final class TestMariadbCursor {
    @TempDir
    private Path folder;

    private static List<String> sql(String... statements) throws SQLException {
        List<String> last = new ArrayList<>();
        try (Connection connection = Mariadb.server().connector().open();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                if (statement.execute(each)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        while (rows.next()) {
                            last.add(rows.getString(1));
                        }
                    }
                }
            }
        }
        return last;
    }

    @Test
    void whatOverlapsIsReadAgainAndTheNewestStays() throws SQLException {
        sql(
                "CREATE TABLE by_instant (id int PRIMARY KEY, name text, at timestamp(6) NOT NULL)",
                "INSERT INTO by_instant VALUES (1, 'a', '2026-01-01 10:00:00.5'), (2, 'b', '2026-01-01 12:00:00.000001')");
        Lab lab = new Lab(folder);
        String server = "server { url = \"" + Mariadb.server().url() + "\", user = root }";
        lab.conf("""
                job = instants
                state = "state"
                extract.rows { type = jdbc, SERVER, table = by_instant, cursor = at, overlap = 1h }
                load = [{ name = copy, from = rows, type = jdbc, SERVER, table = copy_by_instant
                          mode = upsert, key = [id], version = at }]
                """.replace("SERVER", server));
        assertThat(lab.run().problem()).isEmpty();
        sql("INSERT INTO by_instant VALUES (3, 'late', '2026-01-01 11:00:00.000002')"
                + ", (4, 'lost', '2026-01-01 10:59:59'), (5, 'new', '2026-01-01 13:00:00')");
        Report second = lab.run();
        assertThat(second.problem()).isEmpty();
        assertThat(second.read().rows()).isEqualTo(3);
        assertThat(sql("SELECT id FROM copy_by_instant ORDER BY id")).containsExactly("1", "2", "3", "5");
    }
}

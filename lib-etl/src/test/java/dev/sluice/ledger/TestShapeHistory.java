package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.slice.Shape;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestShapeHistory {
    private static final Shape FIRST =
            new Shape(List.of(new Shape.Column("id", "int"), new Shape.Column("fax", "string")));
    private static final Shape SECOND =
            new Shape(List.of(new Shape.Column("id", "bigint"), new Shape.Column("note", "string")));

    @TempDir
    private Path folder;

    private ShapeHistory history(String job) {
        return new ShapeHistory(Ledger.at(folder.resolve("ledger.db")), job);
    }

    @Test
    void keepsWhatDiffersFromWhatWasSeenLast() {
        ShapeHistory history = history("orders");
        assertThat(history.note("a1", Map.of("extract.orders", FIRST))).isEmpty();
        assertThat(history.note("b2", Map.of("extract.orders", FIRST)).get("extract.orders"))
                .satisfies(last -> assertThat(last.run()).isEqualTo("a1"));
        assertThat(history.note("c3", Map.of("extract.orders", SECOND))
                        .get("extract.orders")
                        .shape())
                .isEqualTo(FIRST);
        history.note("d4", Map.of("extract.orders", FIRST));
        assertThat(history.all()).extracting(SeenShape::run).containsExactly("a1", "c3", "d4");
        assertThat(history.last("extract.orders").orElseThrow().shape()).isEqualTo(FIRST);
        assertThat(history("others").all()).isEmpty();
        assertThat(SECOND.since(FIRST)).containsExactly("+ note string", "id int -> bigint", "- fax");
    }

    @Test
    void aLedgerOfTheVersionBeforeGetsItsTable() throws SQLException {
        Ledger ledger = Ledger.at(folder.resolve("ledger.db"));
        Run run = ledger.begin("orders", "1", "c");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger.file());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE shape");
            statement.execute("PRAGMA user_version = 1");
        }
        history("orders").note(run.id(), Map.of("load.orders", FIRST));
        assertThat(history("orders").all()).hasSize(1);
        assertThat(ledger.run(run.id()).job()).isEqualTo("orders");
    }
}

package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jdbc.Server;
import dev.sluice.load.Mode;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestSqlite extends DatabaseContract {
    @TempDir
    static Path folder;

    @Override
    protected Server server() {
        return Server.of("jdbc:sqlite:" + folder.resolve("shop.db"), Optional.empty(), Optional.empty());
    }

    @Override
    protected boolean hasNan() {
        return false;
    }

    @Override
    protected boolean widens() {
        return false;
    }

    @Override
    protected List<String> losing(String table, String found) {
        return List.of("CREATE TRIGGER " + name() + " AFTER INSERT ON " + table + " BEGIN"
                + " UPDATE " + table + " SET color = 'bright' WHERE rowid = NEW.rowid AND color = 'dull';"
                + " DELETE FROM " + table + " WHERE rowid = NEW.rowid AND color = 'lost'; END");
    }

    @Override
    protected List<String> holding(String table) {
        return Stream.of("UPDATE", "DELETE")
                .map(change -> "CREATE TRIGGER " + name() + " BEFORE " + change + " ON " + table
                        + " WHEN OLD.color = 'stays' BEGIN SELECT RAISE(IGNORE); END")
                .toList();
    }

    @Test
    void textsAreComparedByTheirBytesWhateverTheColumnDoes() {
        DatabaseCase table = fresh(Mode.UPSERT);
        table.execute(
                "CREATE TABLE " + table.relation()
                        + " (name TEXT PRIMARY KEY, value INTEGER, color TEXT COLLATE NOCASE)",
                "INSERT INTO " + table.relation() + " VALUES ('a', 1, 'RED')");
        Target target = table.open();
        Staged staged = table.stage(
                target, table.spark.sql("SELECT 'a' AS name, 1 AS value, 'red' AS color, 1L AS _item"), List.of("i"));
        assertThatThrownBy(() -> staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "i=")))
                .hasMessageContaining("of the row with name = a: it has another color (see");
        staged.discard();
    }
}

package dev.sluice.jdbc;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class TestSqliteFilters extends FiltersContract {
    @TempDir
    static Path folder;

    @Override
    protected Server server() {
        return Server.of("jdbc:sqlite:" + folder.resolve("filters.db"), Optional.empty(), Optional.empty());
    }

    @Override
    protected List<Typed> columns() {
        return List.of(
                new Typed("s", "TEXT", TEXTS),
                new Typed("any", "WHATEVER", TEXTS),
                new Typed("d", "REAL", DOUBLES),
                new Typed("x", "BLOB", List.of()));
    }
}

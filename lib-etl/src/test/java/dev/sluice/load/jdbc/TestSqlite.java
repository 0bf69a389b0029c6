package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Server;
import java.nio.file.Path;
import java.util.Optional;
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
}

package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Server;
import java.util.Optional;

/** H2 by its driver alone: what a database gets that nobody wrote a dialect for. */
final class TestH2 extends DatabaseContract {
    @Override
    protected Server server() {
        return Server.of("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1", Optional.empty(), Optional.empty());
    }
}

package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.Server;
import dev.sluice.load.jdbc.DatabaseContract;
import dev.sluice.stores.Postgresql;

final class TestPostgresql extends DatabaseContract {
    @Override
    protected Server server() {
        return Postgresql.server();
    }
}

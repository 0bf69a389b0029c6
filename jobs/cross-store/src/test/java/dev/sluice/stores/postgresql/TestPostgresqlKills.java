package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.Server;
import dev.sluice.load.jdbc.KillsContract;
import dev.sluice.stores.Postgresql;

final class TestPostgresqlKills extends KillsContract {
    @Override
    protected Server server() {
        return Postgresql.server();
    }
}

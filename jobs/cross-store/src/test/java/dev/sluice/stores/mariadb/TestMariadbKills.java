package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Server;
import dev.sluice.load.jdbc.KillsContract;
import dev.sluice.stores.Mariadb;

final class TestMariadbKills extends KillsContract {
    @Override
    protected Server server() {
        return Mariadb.server();
    }
}

package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Server;
import dev.sluice.load.jdbc.DatabaseContract;
import dev.sluice.stores.Mariadb;

final class TestMariadb extends DatabaseContract {
    @Override
    protected Server server() {
        return Mariadb.server();
    }

    @Override
    protected boolean hasNan() {
        return false;
    }

    @Override
    protected boolean hasInfinity() {
        return false;
    }
}

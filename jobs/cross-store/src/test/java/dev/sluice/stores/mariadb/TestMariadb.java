package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Server;
import dev.sluice.load.jdbc.DatabaseContract;
import dev.sluice.stores.Mariadb;
import java.util.List;

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
    protected boolean triggersDelete() {
        return false;
    }

    @Override
    protected List<String> losing(String table, String found) {
        return List.of("CREATE TRIGGER " + name() + " BEFORE INSERT ON " + table + " FOR EACH ROW BEGIN"
                + " IF NEW.color = 'dull' THEN SET NEW.color = 'bright'; END IF;"
                + " IF NEW.color = 'lost' THEN SET NEW." + found + " = 0; END IF; END");
    }

    /** Of a history, whose rows are updated for their end alone. */
    @Override
    protected List<String> holding(String table) {
        return List.of("CREATE TRIGGER " + name() + " BEFORE UPDATE ON " + table + " FOR EACH ROW BEGIN"
                + " IF OLD.color = 'stays' THEN SET NEW.valid_to = OLD.valid_to; END IF; END");
    }

    @Override
    protected boolean hasInfinity() {
        return false;
    }
}

package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Server;
import dev.sluice.stores.FaultsContract;
import dev.sluice.stores.Mariadb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class TestMariadbFaults extends FaultsContract {
    @Override
    protected Server server() {
        return Mariadb.server();
    }

    @Override
    protected int port() {
        return Mariadb.port();
    }

    @Override
    protected String blocked(String table) {
        return await("SELECT id FROM information_schema.processlist WHERE info LIKE 'INSERT INTO `" + table
                + "`%' AND time_ms > 100 AND id <> connection_id()");
    }

    @Override
    protected String ending(String connection) {
        return "KILL " + connection;
    }

    @Override
    protected List<String> locking(String table) {
        return List.of("LOCK TABLES " + table + " WRITE");
    }

    @Override
    protected Map<String, String> hasty() {
        return Map.of("sessionVariables", "max_statement_time=0.5");
    }

    @Override
    protected List<String> making(String table, Path folder) {
        return List.of("CREATE TABLE " + table + " (id bigint, name text) DATA DIRECTORY = '" + folder + "'");
    }

    @Override
    protected List<String> dropping(String table) {
        return List.of("DROP TABLE " + table);
    }

    @Override
    protected void crash() {
        Mariadb.crash();
    }

    @Override
    protected void startAgain() throws IOException {
        Mariadb.startAgain();
    }

    /** The server ends the transaction that has done less: this one has done much. */
    @Override
    protected List<String> outlasting(String table) {
        return List.of(
                "CREATE TABLE much_" + table + " (id int) ENGINE = InnoDB",
                "BEGIN",
                "INSERT INTO much_" + table + " SELECT seq FROM seq_1_to_5000");
    }
}

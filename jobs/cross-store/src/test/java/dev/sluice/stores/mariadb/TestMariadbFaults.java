package dev.sluice.stores.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.DatabaseCase;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Head;
import dev.sluice.stores.FaultsContract;
import dev.sluice.stores.Mariadb;
import dev.sluice.stores.Moves;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

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

    @Test
    void ofADeadlockTheLoadSaysTryLater() throws SQLException {
        JdbcSink sink = sink(Mode.UPSERT);
        Moves.load(rows(), sink);
        Target target = sink.open(LocalSpark.session(), DatabaseCase.LOAD);
        Head head = target.receipts().head();
        Staged staged = Moves.stage(target, rows());
        CompletableFuture<Published> publishing;
        try (Connection other = server().connector().open();
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE much_" + table + " (id int) ENGINE = InnoDB");
            statement.execute("BEGIN");
            statement.execute("INSERT INTO much_" + table + " SELECT seq FROM seq_1_to_5000");
            statement.execute("SELECT 1 FROM " + table + " WHERE id = 3 FOR UPDATE");
            publishing = publishing(staged, head);
            blocked(table);
            statement.execute("UPDATE sluice_heads SET number = number WHERE target = '" + table + "'");
            statement.execute("ROLLBACK");
        }
        assertThat(code(publishing)).isEqualTo(Code.TRY_LATER);
        assertThat(target.receipts().head()).isEqualTo(head);
        assertThat(staged.publish(Moves.receipt(head))).isInstanceOf(Published.Done.class);
        assertThat(count()).containsExactly("5");
    }
}

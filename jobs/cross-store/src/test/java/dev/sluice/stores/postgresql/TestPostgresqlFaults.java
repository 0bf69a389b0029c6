package dev.sluice.stores.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.stores.FaultsContract;
import dev.sluice.stores.Moves;
import dev.sluice.stores.Postgresql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class TestPostgresqlFaults extends FaultsContract {
    @Override
    protected Server server() {
        return Postgresql.server();
    }

    @Override
    protected int port() {
        return Postgresql.port();
    }

    @Override
    protected String blocked(String table) {
        return await("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \""
                + table + "\"%'");
    }

    @Override
    protected String ending(String connection) {
        return "SELECT pg_terminate_backend(" + connection + ")";
    }

    @Override
    protected List<String> locking(String table) {
        return List.of("BEGIN", "LOCK TABLE " + table);
    }

    /** Whoever looks first for a deadlock ends himself. */
    @Override
    protected List<String> outlasting(String table) {
        return List.of("SET deadlock_timeout = '1min'", "BEGIN");
    }

    @Override
    protected Map<String, String> hasty() {
        return Map.of("options", "-c statement_timeout=500");
    }

    @Override
    protected List<String> making(String table, Path folder) {
        return List.of(
                "CREATE TABLESPACE s" + table + " LOCATION '" + folder + "'",
                "CREATE TABLE " + table + " (id bigint, name text) TABLESPACE s" + table);
    }

    @Override
    protected List<String> dropping(String table) {
        return List.of("DROP TABLE " + table, "DROP TABLESPACE s" + table, "CHECKPOINT");
    }

    @Override
    protected void crash() throws IOException {
        Postgresql.crash();
    }

    @Override
    protected void startAgain() throws IOException {
        Postgresql.startAgain();
    }

    @Test
    void aCopyThatAnAdministratorEndsLeavesNothing() {
        Target target = target();
        Dataset<Row> many = LocalSpark.session().sql("SELECT id, repeat('n', 100) AS name FROM range(5000000)");
        CompletableFuture<Staged> staging = CompletableFuture.supplyAsync(() -> Moves.stage(target, many));
        await("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY \"sluice!_%' ESCAPE '!'");
        assertThatThrownBy(staging::join)
                .hasStackTraceContaining("Cannot write to \"sluice_")
                .hasStackTraceContaining("see whether the database runs");
        assertThat(target.sweep(Moves.receipt(Head.ORIGIN))).isZero();
        assertThat(target.receipts().head()).isEqualTo(Head.ORIGIN);
    }
}

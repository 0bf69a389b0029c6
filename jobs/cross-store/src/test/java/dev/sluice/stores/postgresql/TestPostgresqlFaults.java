package dev.sluice.stores.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.DatabaseCase;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Head;
import dev.sluice.stores.Moves;
import dev.sluice.stores.Postgresql;
import dev.sluice.stores.Wire;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection breaks, or nothing comes through it: what is then in the table, and what is said. */
final class TestPostgresqlFaults {
    private final String table = "t_" + UUID.randomUUID().toString().replace("-", "");

    private Wire wire;

    @BeforeEach
    void aWire() throws IOException {
        wire = new Wire(Postgresql.port());
    }

    @AfterEach
    void cut() throws IOException {
        wire.close();
    }

    private JdbcSink sink(Mode mode) {
        Server server = new Server(
                "jdbc:postgresql://127.0.0.1:" + wire.port() + "/postgres",
                Optional.of("postgres"),
                Optional.empty(),
                Optional.empty(),
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Map.of());
        List<String> key = mode == Mode.UPSERT ? List.of("id") : List.of();
        return new JdbcSink(server, table, mode, key, Optional.empty(), Contract.USUAL);
    }

    /** The table is there: rows come into it by a statement. */
    private Target target() {
        Moves.execute(Postgresql.server(), "CREATE TABLE IF NOT EXISTS " + table + " (id bigint, name text)");
        return sink(Mode.APPEND).open(LocalSpark.session(), DatabaseCase.LOAD);
    }

    private static Dataset<Row> rows() {
        return LocalSpark.session().sql("SELECT id, concat('n', id) AS name FROM range(5)");
    }

    private List<String> count() {
        return Moves.texts(Postgresql.server(), "SELECT count(*) FROM " + table);
    }

    private static void awaitOne(String query) {
        long begun = System.nanoTime();
        while (Moves.texts(Postgresql.server(), query).isEmpty()) {
            if (System.nanoTime() - begun > Duration.ofSeconds(30).toNanos()) {
                throw new AssertionError("never seen: " + query);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void aCommitWhoseReplyIsLostIsDone() {
        Target target = target();
        Staged staged = Moves.stage(target, rows());
        wire.next(Wire.Fate.REPLY_LOST);
        assertThat(staged.publish(Moves.receipt(Head.ORIGIN))).isInstanceOf(Published.Done.class);
        assertThat(target.receipts().head().number()).isEqualTo(1);
        assertThat(count()).containsExactly("5");
    }

    @Test
    void aCommitThatIsLostPublishedNothing() {
        Target target = target();
        Staged staged = Moves.stage(target, rows());
        wire.next(Wire.Fate.LOST);
        assertThatThrownBy(() -> staged.publish(Moves.receipt(Head.ORIGIN)))
                .extracting("code")
                .isEqualTo(Code.STORE_DOWN);
        assertThat(count()).containsExactly("0");
        assertThat(staged.publish(Moves.receipt(target.receipts().head()))).isInstanceOf(Published.Done.class);
        assertThat(count()).containsExactly("5");
    }

    /** The server holds the transaction open: neither outcome can be excluded. */
    @Test
    void aCommitIntoSilenceIsUnknownAndKeepsItsRows() throws IOException {
        Target target = target();
        Staged staged = Moves.stage(target, rows());
        wire.next(Wire.Fate.SILENCE);
        assertThat(staged.publish(Moves.receipt(Head.ORIGIN))).isInstanceOf(Published.Unknown.class);
        staged.discard();
        assertThat(Moves.texts(
                        Postgresql.server(),
                        "SELECT tablename FROM pg_tables WHERE tablename LIKE 'sluice!_%!_%' ESCAPE '!'"
                                + " AND (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM ' || quote_ident(tablename),"
                                + " false, true, '')))[1]::text = '5'"))
                .isNotEmpty();
        wire.close();
        awaitOne("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction')");
        assertThat(count()).containsExactly("0");
    }

    @Test
    void aServerThatSaysNothingIsDown() {
        Target target = target();
        wire.silence();
        assertThatThrownBy(target::receipts).extracting("code").isEqualTo(Code.STORE_DOWN);
    }

    @Test
    void aTransactionThatAnAdministratorEndsPublishedNothing() throws Exception {
        Target target = target();
        Staged staged = Moves.stage(target, rows());
        CompletableFuture<Published> publishing;
        try (Connection other = Postgresql.server().connector().open();
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN");
            lock.execute("LOCK TABLE " + table);
            publishing = CompletableFuture.supplyAsync(() -> staged.publish(Moves.receipt(Head.ORIGIN)));
            awaitOne(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE"
                            + " 'INSERT INTO \"" + table + "\"%'");
        }
        assertThatThrownBy(publishing::join).cause().extracting("code").isEqualTo(Code.STORE_DOWN);
        assertThat(target.receipts().head()).isEqualTo(Head.ORIGIN);
        assertThat(staged.publish(Moves.receipt(Head.ORIGIN))).isInstanceOf(Published.Done.class);
        assertThat(count()).containsExactly("5");
    }

    @Test
    void aCopyThatAnAdministratorEndsLeavesNothing() {
        Target target = target();
        Dataset<Row> many = LocalSpark.session().sql("SELECT id, repeat('n', 100) AS name FROM range(5000000)");
        CompletableFuture<Staged> staging = CompletableFuture.supplyAsync(() -> Moves.stage(target, many));
        awaitOne(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY \"sluice!_%' ESCAPE '!'");
        assertThatThrownBy(staging::join)
                .hasStackTraceContaining("Cannot write to \"sluice_")
                .hasStackTraceContaining("see whether the database runs");
        assertThat(target.sweep(Moves.receipt(Head.ORIGIN))).isZero();
        assertThat(target.receipts().head()).isEqualTo(Head.ORIGIN);
    }

    @Test
    void ofADeadlockTheLoadSaysTryLater() throws SQLException {
        JdbcSink sink = sink(Mode.UPSERT);
        Moves.load(rows(), sink);
        Target target = sink.open(LocalSpark.session(), DatabaseCase.LOAD);
        Head head = target.receipts().head();
        Staged staged = Moves.stage(target, rows());
        CompletableFuture<Published> publishing;
        try (Connection other = Postgresql.server().connector().open();
                Statement statement = other.createStatement()) {
            statement.execute("SET deadlock_timeout = '1min'");
            statement.execute("BEGIN");
            statement.execute("SELECT 1 FROM " + table + " WHERE id = 3 FOR UPDATE");
            publishing = CompletableFuture.supplyAsync(() -> staged.publish(Moves.receipt(head)));
            awaitOne("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \""
                    + table + "\"%'");
            statement.execute("UPDATE sluice_heads SET number = number WHERE target = '" + table + "'");
            statement.execute("ROLLBACK");
        }
        assertThatThrownBy(publishing::join).cause().extracting("code").isEqualTo(Code.TRY_LATER);
        assertThat(target.receipts().head()).isEqualTo(head);
        assertThat(staged.publish(Moves.receipt(head))).isInstanceOf(Published.Done.class);
        assertThat(count()).containsExactly("5");
    }
}

package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.DatabaseCase;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of faults share: a table of a database that is reached through a wire, and a rerun. */
public abstract class FaultCase {
    protected final String table = "t_" + UUID.randomUUID().toString().replace("-", "");

    protected Wire wire;

    /** The server itself, for what the test does beside the load. */
    protected abstract Server server();

    protected abstract int port();

    /** Waits until a load's statement waits for a lock on the table; answers the number of its connection. */
    protected abstract String blocked(String table);

    /** SQL that ends such a connection, as an administrator would. */
    protected abstract String ending(String connection);

    /** SQL that keeps others from the table until the connection ends. */
    protected abstract List<String> locking(String table);

    /** SQL that begins a transaction which goes on when it and a load deadlock. */
    protected abstract List<String> outlasting(String table);

    /** A property of the driver by which a statement ends after half a second. */
    protected abstract Map<String, String> hasty();

    protected abstract void crash() throws IOException;

    protected abstract void startAgain() throws IOException;

    @BeforeEach
    void aWire() throws IOException {
        wire = new Wire(port());
    }

    @AfterEach
    void cut() throws IOException {
        wire.close();
    }

    protected final JdbcSink sink(Mode mode) {
        return sink(mode, Map.of());
    }

    final JdbcSink sink(Mode mode, Map<String, String> properties) {
        Server server = new Server(
                server().url().replace(":" + port() + "/", ":" + wire.port() + "/"),
                server().user(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                properties);
        List<String> key = mode == Mode.UPSERT ? List.of("id") : List.of();
        return new JdbcSink(server, table, mode, key, Optional.empty(), Contract.USUAL);
    }

    /** Makes the table, so that rows come into it by a statement. */
    final void make() {
        Moves.execute(server(), "CREATE TABLE IF NOT EXISTS " + table + " (id bigint, name text)");
    }

    protected final Target target() {
        make();
        return sink(Mode.APPEND).open(LocalSpark.session(), DatabaseCase.LOAD);
    }

    protected static Dataset<Row> rows() {
        return LocalSpark.session().sql("SELECT id, concat('n', id) AS name FROM range(5)");
    }

    protected final List<String> count() {
        return Moves.texts(server(), "SELECT count(*) FROM " + table);
    }

    /** The first of what a query gives, once it gives anything. */
    protected final String await(String query) {
        long begun = System.nanoTime();
        while (true) {
            List<String> found = Moves.texts(server(), query);
            if (!found.isEmpty()) {
                return found.get(0);
            }
            if (System.nanoTime() - begun > Duration.ofSeconds(60).toNanos()) {
                throw new AssertionError("never seen: " + query);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    protected static CompletableFuture<Published> publishing(Staged staged, Head head) {
        return CompletableFuture.supplyAsync(() -> staged.publish(Moves.receipt(head)));
    }

    protected static Code code(CompletableFuture<?> failing) {
        try {
            failing.join();
            throw new AssertionError("it did not fail");
        } catch (CompletionException e) {
            return ((Fault) e.getCause()).code();
        }
    }

    /** As a later run does it: sweeps, and does again what no receipt names. */
    protected final void rerun(JdbcSink sink) {
        Target target = sink.open(LocalSpark.session(), DatabaseCase.LOAD);
        target.sweep(Moves.fence(target.receipts().head()));
        if (target.receipts().entries().isEmpty()) {
            Staged staged = Moves.stage(target, rows());
            assertThat(staged.publish(Moves.receipt(target.receipts().head()))).isInstanceOf(Published.Done.class);
        }
        assertThat(count()).containsExactly("5");
        assertThat(target.sweep(Moves.fence(target.receipts().head()))).isZero();
    }

    /** SQL that makes the table of {@code id bigint, name} in a folder. */
    protected abstract List<String> making(String table, Path folder);

    /** SQL after which nothing of the database is there, nor looked for there after a crash. */
    protected abstract List<String> dropping(String table);

    final Connection locked() throws SQLException {
        Connection other = server().connector().open();
        try (Statement lock = other.createStatement()) {
            for (String sql : locking(table)) {
                lock.execute(sql);
            }
        }
        return other;
    }

    static void run(String... command) throws IOException {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

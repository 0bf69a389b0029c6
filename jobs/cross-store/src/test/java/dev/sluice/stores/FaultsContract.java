package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
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
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connection breaks, nothing comes through it, or the server ends: what is then in the table, what is said, and that a
 * rerun loses and doubles nothing.
 */
public abstract class FaultsContract extends FaultCase {
    @Test
    void aCommitWhoseReplyIsLostIsDone() {
        Target target = target();
        Staged staged = Moves.stage(target, rows());
        wire.next(Wire.Fate.REPLY_LOST);
        assertThat(staged.publish(Moves.receipt(Head.ORIGIN))).isInstanceOf(Published.Done.class);
        assertThat(target.receipts().head().number()).isEqualTo(1);
        assertThat(count()).containsExactly("5");
        rerun(sink(Mode.APPEND));
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
        wire.close();
        wire = new Wire(port());
        Target after = target();
        assertThat(after.sweep(Moves.fence(after.receipts().head()))).isEqualTo(1);
        assertThat(count()).containsExactly("0");
        rerun(sink(Mode.APPEND));
    }

    @Test
    void aServerThatSaysNothingIsDown() {
        Target target = target();
        wire.silence();
        assertThatThrownBy(target::receipts).extracting("code").isEqualTo(Code.STORE_DOWN);
    }

    @Test
    void aTransactionThatAnAdministratorEndsPublishedNothing() throws SQLException {
        Target target = target();
        Staged staged = Moves.stage(target, rows());
        Connection other = locked();
        try {
            CompletableFuture<Published> publishing = publishing(staged, Head.ORIGIN);
            Moves.execute(server(), ending(blocked(table)));
            assertThat(code(publishing)).isEqualTo(Code.STORE_DOWN);
        } finally {
            other.close();
        }
        assertThat(target.receipts().head()).isEqualTo(Head.ORIGIN);
        assertThat(staged.publish(Moves.receipt(Head.ORIGIN))).isInstanceOf(Published.Done.class);
        assertThat(count()).containsExactly("5");
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
            for (String sql : outlasting(table)) {
                statement.execute(sql);
            }
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

    @Test
    void aStatementThatTakesTooLongPublishedNothing() throws SQLException {
        make();
        JdbcSink sink = sink(Mode.APPEND, hasty());
        Staged staged = Moves.stage(sink.open(LocalSpark.session(), DatabaseCase.LOAD), rows());
        Connection other = locked();
        try {
            assertThat(code(publishing(staged, Head.ORIGIN))).isEqualTo(Code.STORE_DOWN);
        } finally {
            other.close();
        }
        assertThat(count()).containsExactly("0");
        rerun(sink);
    }

    @Test
    @Tag("chaos")
    void aServerThatCrashesInTheTransactionPublishedNothing() throws IOException, SQLException {
        Staged staged = Moves.stage(target(), rows());
        // It ends with the server.
        locked();
        CompletableFuture<Published> publishing = publishing(staged, Head.ORIGIN);
        blocked(table);
        crash();
        assertThat(code(publishing)).isEqualTo(Code.STORE_DOWN);
        Target down = sink(Mode.APPEND).open(LocalSpark.session(), DatabaseCase.LOAD);
        assertThatThrownBy(down::receipts).extracting("code").isEqualTo(Code.STORE_DOWN);
        startAgain();
        assertThat(count()).containsExactly("0");
        rerun(sink(Mode.APPEND));
    }

    /** What was staged may be lost with the server; then it is not published. */
    @Test
    @Tag("chaos")
    void aServerThatCrashesBetweenStagingAndPublishLosesNothing() throws IOException {
        Staged staged = Moves.stage(target(), rows());
        crash();
        startAgain();
        try {
            assertThat(staged.publish(Moves.receipt(Head.ORIGIN))).isInstanceOf(Published.Done.class);
            assertThat(count()).containsExactly("5");
        } catch (Fault e) {
            assertThat(e.code()).isEqualTo(Code.UNBALANCED);
            assertThat(count()).containsExactly("0");
        }
        rerun(sink(Mode.APPEND));
    }

    /** On a file system of its own, which root alone can make. */
    @Test
    @Tag("chaos")
    void aFullDiskPublishedNothing(@TempDir Path folder) throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder.toString());
        try {
            making(table, folder).forEach(sql -> Moves.execute(server(), sql));
            Dataset<Row> many = LocalSpark.session().sql("SELECT id, repeat('n', 1000) AS name FROM range(20000)");
            Target target = target();
            Staged staged = Moves.stage(target, many);
            assertThatThrownBy(() -> staged.publish(Moves.receipt(Head.ORIGIN)))
                    .hasMessageContaining("make room in the database")
                    .extracting("code")
                    .isEqualTo(Code.CANNOT_WRITE);
            assertThat(count()).containsExactly("0");
            run("mount", "-o", "remount,size=256m", folder.toString());
            assertThat(staged.publish(Moves.receipt(target.receipts().head()))).isInstanceOf(Published.Done.class);
            assertThat(count()).containsExactly("20000");
        } finally {
            dropping(table).forEach(sql -> Moves.execute(server(), sql));
            run("umount", "-l", folder.toString());
        }
    }
}

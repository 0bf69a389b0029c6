package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.load.iceberg.IcebergBench.Runner;
import dev.sluice.load.iceberg.IcebergBench.Stage;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestIcebergFaults {
    @TempDir
    Path folder;

    private IcebergBench bench;

    @BeforeEach
    void open() {
        bench = new IcebergBench(folder);
    }

    @Test
    void refusesATableThatWasRolledBack() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        long first = bench.count("SELECT snapshot_id FROM " + IcebergBench.TABLE + ".snapshots");
        runner.publish(bench.rows("b1"), "b", "");
        Stage pinned = runner.stage(bench.rows("c1"), "c", "");
        bench.spark.sql("CALL lake.system.rollback_to_snapshot('web.letters', " + first + ")");
        assertThatThrownBy(() -> bench.runner().receipts())
                .satisfies(fault -> assertThat(((Fault) fault).code()).isEqualTo(Code.TARGET_ROLLED_BACK))
                .hasMessageContaining("roll forward to snapshot");
        assertThatThrownBy(() -> runner.publish(pinned)).hasMessageContaining("rolled back");
        assertThat(bench.published()).containsExactly("a1");
    }

    @Test
    void refusesATableThatWasReplaced() {
        bench.runner().publish(bench.rows("a1"), "a", "");
        bench.spark.sql("CREATE OR REPLACE TABLE " + IcebergBench.TABLE + " USING iceberg AS SELECT 'x' AS item,"
                + " 1L AS value, 2L AS _item");
        assertThatThrownBy(() -> bench.runner().receipts())
                .satisfies(fault -> assertThat(((Fault) fault).code()).isEqualTo(Code.TARGET_ROLLED_BACK));
    }

    @Test
    void refusesAChainThatDoesNotReachItsOrigin() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        runner.publish(bench.rows("b1"), "b", "");
        bench.spark.sql("DELETE FROM lake.web.sluice_receipts WHERE number = 1");
        assertThatThrownBy(() -> bench.runner().receipts())
                .satisfies(fault -> assertThat(((Fault) fault).code()).isEqualTo(Code.CHAIN_BROKEN))
                .hasMessageContaining("to the origin is not there");
    }

    @Test
    void ignoresReceiptsThatNoHeadReaches() {
        Runner first = bench.runner();
        first.publish(bench.rows("a1"), "a", "");
        IcebergPlace place = IcebergPlace.reach(bench.spark, IcebergBench.TABLE);
        IcebergHead head = IcebergHead.of(IcebergBench.LOAD);
        new IcebergReceipts(bench.spark, place, head).write(place.presentTable(), receipt("dead", 2, first.head()));
        assertThat(bench.runner().receipts().chain()).hasSize(1);
        assertThat(bench.runner().receipts().entries().count()).isEqualTo(1);
    }

    @Test
    void removesDeadReceiptsAndSparesThoseOfAPublishUnderWay() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        IcebergPlace place = IcebergPlace.reach(bench.spark, IcebergBench.TABLE);
        IcebergReceipts receipts = new IcebergReceipts(bench.spark, place, IcebergHead.of(IcebergBench.LOAD));
        receipts.write(place.presentTable(), receipt("dead", 1, Head.ORIGIN));
        receipts.write(place.presentTable(), receipt("under-way", 2, runner.head()));
        runner.target.maintain(Duration.ofDays(1));
        assertThat(bench.spark
                        .sql("SELECT id FROM lake.web.sluice_receipts ORDER BY number")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly(runner.head().receipt(), "under-way");
    }

    @Test
    void comparesTheHeadAgainOnEveryCommitAttempt() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        IcebergPlace place = IcebergPlace.reach(bench.spark, IcebergBench.TABLE);
        BaseTable table = place.presentTable();
        IcebergGuard guard = new IcebergGuard(
                table.operations(),
                IcebergHead.of(IcebergBench.LOAD),
                runner.head(),
                runner.head().next("never"));
        Transaction transaction = Transactions.newTransaction("t", guard);
        transaction.updateProperties().set("seen", "yes").commit();
        Head before = runner.head();
        runner.mark(Receipt.Kind.FENCE, "");
        assertThat(runner.head()).isNotEqualTo(before);
        assertThatThrownBy(transaction::commitTransaction).isInstanceOf(IcebergGuard.StaleHead.class);
        assertThat(place.presentTable().properties()).doesNotContainKey("seen");
    }

    @Test
    void takesACommitThatTheCatalogDidAndDeniedForDone() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        BaseTable table = IcebergPlace.reach(bench.spark, IcebergBench.TABLE).presentTable();
        Receipt receipt = receipt("denied", 2, runner.head());
        TableOperations denying = new Denying(table.operations());
        IcebergHead head = IcebergHead.of(IcebergBench.LOAD);
        IcebergGuard guard = new IcebergGuard(denying, head, runner.head(), receipt.head());
        Transaction transaction = Transactions.newTransaction("t", guard);
        UpdateProperties properties = transaction.updateProperties();
        head.move(properties, transaction.table().properties(), receipt);
        properties.commit();
        transaction.commitTransaction();
        assertThat(head.in(IcebergPlace.reach(bench.spark, IcebergBench.TABLE)
                        .presentTable()
                        .properties()))
                .isEqualTo(receipt.head());
    }

    /** A catalog that does each commit and then says that it failed, as one does whose answer was lost. */
    private static final class Denying extends IcebergOperations {
        Denying(TableOperations operations) {
            super(operations);
        }

        @Override
        public void commit(TableMetadata replaced, TableMetadata metadata) {
            super.commit(replaced, metadata);
            throw new CommitFailedException("somebody was quicker");
        }
    }

    @Test
    void answersConflictWhenFilesToTakeOutWereRewritten() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        runner.publish(bench.rows("b1"), "b", "");
        IcebergPlace place = IcebergPlace.reach(bench.spark, IcebergBench.TABLE);
        BaseTable table = place.presentTable();
        Publication what =
                new Publication(IcebergBench.LOAD, new Slice("s", 1, List.of(), List.of()), "x", Set.of("a"));
        IcebergChange found = IcebergSuperseded.find(bench.spark, table, what, IcebergStagedFiles.NONE);
        assertThat(found.removed()).hasSize(1);
        bench.spark.sql("CALL lake.system.rewrite_data_files(table => 'web.letters', "
                + "options => map('rewrite-all', 'true'))");
        IcebergHead head = IcebergHead.of(IcebergBench.LOAD);
        Published published = new IcebergPublish(place, head, new IcebergReceipts(bench.spark, place, head))
                .publish(table, receipt("late", 3, runner.head()), found);
        assertThat(published).isInstanceOf(Published.Conflict.class);
        assertThat(bench.published()).containsExactly("a1", "b1");
        assertThat(bench.runner().receipts().head()).isEqualTo(runner.head());
    }

    @Test
    void sweepsOnlyDeadAttemptsOfItsOwnLoad() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        Runner other = bench.runner(LoadId.of("other", "lake"), bench.sink());
        Stage elsewhere = other.stage(bench.rows("o1"), "o", "");
        Runner stopped = bench.runner().pin();
        Stage dead = stopped.stage(bench.rows("b1"), "b", "");
        Runner sweeper = bench.runner().pin();
        assertThat(sweeper.sweep()).isEqualTo(1);
        assertThat(stopped.publish(dead)).isInstanceOf(Published.Stale.class);
        assertThat(other.publish(elsewhere)).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a1", "o1");
        Head fenced = bench.runner().receipts().head();
        assertThat(fenced.number()).isEqualTo(2);
        assertThat(bench.runner().pin().sweep()).isZero();
        assertThat(bench.runner().receipts().head()).isEqualTo(fenced);
    }

    @Test
    void deletesNothingWhenTheFenceIsStale() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        Runner late = bench.runner().pin();
        Stage staged = runner.stage(bench.rows("b1"), "b", "");
        runner.mark(Receipt.Kind.FENCE, "");
        assertThat(late.sweep()).isZero();
        assertThat(staged.staged().rows().count()).isEqualTo(1);
    }

    @Test
    void discardsStagedFiles() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        Stage stage = runner.stage(bench.rows("b1"), "b", "");
        stage.staged().discard();
        assertThatThrownBy(() -> stage.staged().rows().count()).hasMessageContaining("File");
        assertThat(bench.published()).containsExactly("a1");
    }

    @Test
    void namesATransformThatItCannotRead() {
        assertThatThrownBy(() -> new IcebergSink("t", List.of("bucket(x)"), List.of(), Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("bucket(x)");
    }

    @Test
    void saysThatACatalogIsMissing() {
        IcebergSink sink = new IcebergSink("nowhere.web.letters", List.of(), List.of(), Map.of());
        assertThatThrownBy(() -> sink.open(bench.spark, IcebergBench.LOAD))
                .hasMessageContaining("not an Iceberg catalog");
    }

    private static Receipt receipt(String id, long number, Head before) {
        return new Receipt(
                IcebergBench.LOAD,
                number,
                id,
                before.receipt(),
                Receipt.Kind.PUBLISH,
                "s",
                "attempt",
                List.of(new Receipt.Entry("x", "v", "{}")),
                0,
                new Receipt.Provenance("run", "1.0", "hash", List.of(), Instant.now()),
                List.of(),
                List.of());
    }
}

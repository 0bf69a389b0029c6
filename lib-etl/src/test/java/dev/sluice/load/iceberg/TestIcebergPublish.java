package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.load.iceberg.IcebergBench.Runner;
import dev.sluice.load.iceberg.IcebergBench.Stage;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestIcebergPublish {
    private static final String FILES = "SELECT count(*) FROM " + IcebergBench.TABLE + ".files";

    @TempDir
    Path folder;

    private IcebergBench bench;

    @BeforeEach
    void open() {
        bench = new IcebergBench(folder);
    }

    @Test
    void hasNothingDoneBeforeTheFirstSlice() {
        Receipts receipts = bench.runner().receipts();
        assertThat(receipts.head()).isEqualTo(Head.ORIGIN);
        assertThat(receipts.chain()).isEmpty();
        assertThat(receipts.entries().schema()).isEqualTo(Receipts.ENTRIES);
        assertThat(receipts.entries().count()).isZero();
    }

    @Test
    void publishesRowsAndReceiptTogether() {
        Runner runner = bench.runner();
        Stage stage = runner.stage(bench.rows("a1", "a2", "b3"), "ab", "");
        assertThat(stage.staged().rowCount()).isEqualTo(3);
        assertThat(stage.staged().bytes()).isPositive();
        assertThat(stage.staged().rows().count()).isEqualTo(3);
        assertThat(bench.published()).isEmpty();
        assertThat(runner.publish(stage)).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a1", "a2", "b3");
        Receipts receipts = bench.runner().receipts();
        assertThat(receipts.head()).isEqualTo(runner.head());
        assertThat(receipts.entries().columns()).containsExactly(Receipts.ENTRIES.fieldNames());
        assertThat(receipts.entries().select("id").orderBy("id").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("a", "b");
    }

    @Test
    void chainsReceipts() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        runner.publish(bench.rows("b1"), "b", "");
        runner.mark(Receipt.Kind.RETIRE, "a");
        List<Receipts.Link> chain = bench.runner().receipts().chain();
        assertThat(chain).extracting(Receipts.Link::number).containsExactly(1L, 2L, 3L);
        assertThat(chain)
                .extracting(Receipts.Link::kind)
                .containsExactly(Receipt.Kind.PUBLISH, Receipt.Kind.PUBLISH, Receipt.Kind.RETIRE);
        assertThat(chain.get(2).predecessor()).isEqualTo(chain.get(1).id());
        assertThat(bench.published()).containsExactly("a1", "b1");
    }

    @Test
    void storesItemAsLoadKey() {
        bench.runner().publish(bench.rows("a1"), "a", "");
        long stored = bench.count("SELECT _item FROM " + IcebergBench.TABLE);
        assertThat(stored).isEqualTo(Item.loadKey(IcebergBench.LOAD, IcebergBench.key("a")));
    }

    @Test
    void answersStaleToTheSecondOfTwoOnOneHead() {
        bench.runner().publish(bench.rows("z1"), "z", "");
        Runner first = bench.runner().pin();
        Runner second = bench.runner().pin();
        Stage one = first.stage(bench.rows("a1"), "a", "");
        Stage other = second.stage(bench.rows("a1"), "a", "");
        assertThat(first.publish(one)).isInstanceOf(Published.Done.class);
        assertThat(second.publish(other)).isEqualTo(new Published.Stale(first.head()));
        assertThat(bench.published()).containsExactly("a1", "z1");
    }

    @Test
    void aCommitWhoseAnswerWasLostAndThatIsSentAgainIsDone() {
        Runner runner = bench.runner();
        Stage stage = runner.stage(bench.rows("a1"), "a", "");
        Receipt receipt = runner.receipt(stage);
        assertThat(stage.staged().publish(receipt)).isInstanceOf(Published.Done.class);
        assertThat(stage.staged().publish(receipt)).isInstanceOf(Published.Done.class);
        stage.staged().discard();
        assertThat(bench.published()).containsExactly("a1");
        assertThat(bench.runner().receipts().head()).isEqualTo(receipt.head());
    }

    @Test
    void replacesOneItemAndLeavesSiblingsAlone() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        runner.publish(bench.rows("b1"), "b", "");
        assertThat(runner.publish(bench.rows("a2", "a3"), "a", "a")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a2", "a3", "b1");
    }

    @Test
    void rewritesSurvivorsOfAFileThatMixesItems() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1", "b1", "c1"), "abc", "");
        assertThat(bench.count(FILES)).isEqualTo(1);
        assertThat(runner.publish(bench.rows("b2"), "b", "b")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a1", "b2", "c1");
    }

    @Test
    void keepsRowsDeletedByHandDeletedWhenItRewrites() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1", "b1", "c1", "c2"), "abc", "");
        bench.spark.sql(
                "ALTER TABLE " + IcebergBench.TABLE + " SET TBLPROPERTIES ('write.delete.mode'='merge-on-read')");
        bench.spark.sql("DELETE FROM " + IcebergBench.TABLE + " WHERE value = 2");
        assertThat(runner.publish(bench.rows("b2"), "b", "b")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a1", "b2", "c1");
    }

    @Test
    void publishesAnEmptyResultSoThatOldRowsGo() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        assertThat(runner.publish(bench.rows(), "a", "a")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).isEmpty();
        assertThat(runner.publish(bench.rows(), "b", "")).isInstanceOf(Published.Done.class);
        assertThat(bench.runner().receipts().chain()).hasSize(3);
    }

    @Test
    void replacesAnItemAfterCompaction() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        runner.publish(bench.rows("b1"), "b", "");
        compact();
        assertThat(bench.count(FILES)).isEqualTo(1);
        assertThat(runner.publish(bench.rows("a2"), "a", "a")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a2", "b1");
    }

    @Test
    void findsSupersededRowsAgainWhenCompactedBetweenStageAndPublish() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        runner.publish(bench.rows("b1"), "b", "");
        Stage stage = runner.stage(bench.rows("a2"), "a", "a");
        compact();
        assertThat(runner.publish(stage)).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a2", "b1");
    }

    @Test
    void feedsOneTableFromTwoJobs() {
        LoadId other = LoadId.of("other", "lake");
        Runner first = bench.runner();
        Runner second = bench.runner(other, bench.sink());
        first.publish(bench.rows("a1"), "a", "");
        second.publish(bench.rows("a5"), "a", "");
        first.publish(bench.rows("a2"), "a", "a");
        assertThat(bench.published()).containsExactly("a2", "a5");
        assertThat(bench.runner(other, bench.sink()).receipts().chain()).hasSize(1);
        assertThat(bench.runner().receipts().chain()).hasSize(2);
    }

    @Test
    void goesOnWithTheChainOfAnEarlierName() {
        bench.runner().publish(bench.rows("a1"), "a", "");
        LoadId renamed = new LoadId("job", "pond", List.of("job/lake"));
        Runner runner = bench.runner(renamed, bench.sink()).pin();
        assertThat(runner.head().number()).isEqualTo(1);
        assertThat(runner.publish(bench.rows("a2"), "a", "a")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a2");
        assertThat(bench.runner(renamed, bench.sink()).receipts().chain()).hasSize(2);
        assertThatThrownBy(() -> bench.runner().receipts()).hasMessageContaining("now called job/pond");
    }

    @Test
    void addsColumnsBeforeItemAndFillsMissingOnesWithNull() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        Dataset<Row> wider = bench.rows("b1").withColumn("colour", functions.lit("red"));
        assertThat(runner.publish(wider, "b", "")).isInstanceOf(Published.Done.class);
        assertThat(runner.publish(bench.rows("c1").drop("value"), "c", "")).isInstanceOf(Published.Done.class);
        assertThat(bench.spark.table(IcebergBench.TABLE).columns()).containsExactly("item", "value", "colour", "_item");
        assertThat(bench.count("SELECT count(*) FROM " + IcebergBench.TABLE + " WHERE colour = 'red'"))
                .isEqualTo(1);
        assertThat(bench.count("SELECT count(*) FROM " + IcebergBench.TABLE + " WHERE value IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void refusesATypeThatDoesNotFit() {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        Dataset<Row> wrong = bench.rows("b1").withColumn("value", functions.lit("text"));
        assertThatThrownBy(() -> runner.stage(wrong, "b", ""))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("value");
    }

    @Test
    void writesOneFileIntoEachPartitionOfASlice() {
        Runner runner = bench.runner(IcebergBench.LOAD, bench.sink("bucket(4, value)", "truncate(1, item)"));
        Dataset<Row> rows = bench.rows("a1", "b1", "a1", "b1").repartition(2);
        assertThat(runner.publish(rows, "ab", "")).isInstanceOf(Published.Done.class);
        assertThat(bench.count(FILES)).isEqualTo(2);
        assertThat(runner.publish(bench.rows("a2"), "a", "a")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a2", "b1", "b1");
    }

    @Test
    void keepsReceiptsThroughMaintenance() throws InterruptedException {
        Runner runner = bench.runner();
        runner.publish(bench.rows("a1"), "a", "");
        runner.publish(bench.rows("b1"), "b", "");
        Runner late = bench.runner();
        late.publish(bench.rows("x1"), "x", "");
        Thread.sleep(5);
        runner.target.maintain(Duration.ZERO);
        assertThat(bench.count("SELECT count(*) FROM " + IcebergBench.TABLE + ".snapshots"))
                .isEqualTo(1);
        Receipts receipts = bench.runner().receipts();
        assertThat(receipts.chain()).hasSize(2);
        assertThat(receipts.entries().count()).isEqualTo(2);
        assertThat(bench.published()).containsExactly("a1", "b1");
        assertThat(runner.publish(bench.rows("a2"), "a", "a")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a2", "b1");
    }

    private void compact() {
        bench.spark.sql("CALL lake.system.rewrite_data_files(table => 'web.letters', "
                + "options => map('rewrite-all', 'true'))");
    }
}

package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.iceberg.IcebergBench.Runner;
import dev.sluice.load.iceberg.IcebergBench.Stage;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.iceberg.BaseTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestIcebergUpsert {
    private static final Optional<String> VERSION = Optional.of("value");

    @TempDir
    Path folder;

    private IcebergBench bench;
    private Runner runner;

    @BeforeEach
    void open() {
        bench = new IcebergBench(folder);
        runner = bench.runner(IcebergBench.LOAD, bench.sink(Mode.UPSERT, VERSION));
    }

    private void done(Dataset<Row> rows) {
        assertThat(runner.publish(rows, "a", "")).isInstanceOf(Published.Done.class);
    }

    @Test
    void keepsTheNewestRowOfEachKeyInAnyOrder() {
        done(bench.rows("a5", "a7", "b3"));
        assertThat(bench.published()).containsExactly("a7", "b3");
        done(bench.rows("a6", "b4", "c1"));
        assertThat(bench.published()).containsExactly("a7", "b4", "c1");
        done(bench.rows("a8", "a2", "b1", "d1"));
        assertThat(bench.published()).containsExactly("a8", "b4", "c1", "d1");
        assertThat(bench.spark.table(IcebergBench.TABLE).columns()).containsExactly("item", "value");
        assertThat(bench.lost())
                .as("staged files that others took the place of")
                .isEmpty();
    }

    /** As in a database: what is as new overwrites nothing, and a version overwrites none. */
    @Test
    void aRowWithoutAVersionIsOlderThanAll() {
        done(bench.queried("SELECT 'a' AS item, 1L AS value, 'first' AS note UNION ALL SELECT 'b', NULL, 'none'"));
        done(bench.queried("SELECT 'a' AS item, NULL AS value, 'late' AS note UNION ALL SELECT 'b', 2L, 'two'"));
        done(bench.queried("SELECT 'a' AS item, 1L AS value, 'again' AS note"));
        assertThat(bench.texts("concat(item, coalesce(value, '-'), note)")).containsExactly("a1first", "b2two");
    }

    @Test
    void withoutAVersionWhatComesOverwritesAndTwoRowsOfOneKeyAreRefused() {
        runner = bench.runner(IcebergBench.LOAD, bench.sink(Mode.UPSERT, Optional.empty()));
        done(bench.rows("a5", "b1"));
        done(bench.rows("a4"));
        assertThat(bench.published()).containsExactly("a4", "b1");
        Stage twice = runner.stage(bench.rows("a1", "b2", "a2"), "a", "");
        assertThatThrownBy(() -> runner.publish(twice))
                .hasMessageContaining("item = a comes more than once")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThat(bench.published()).containsExactly("a4", "b1");
        assertThat(bench.runner().receipts().head().number()).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNullIsRefused() {
        Stage none = runner.stage(bench.queried("SELECT CAST(NULL AS STRING) AS item, 1L AS value"), "a", "");
        assertThatThrownBy(() -> runner.publish(none))
                .hasMessageContaining("item, by which rows are told apart, is null")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
    }

    @Tag("chaos")
    @Test
    void leavesFilesThatCannotHoldTheKeysAlone() {
        done(bench.rows("a1", "b1"));
        done(bench.rows("x1", "y1"));
        List<String> before = bench.files();
        done(bench.rows("a2"));
        assertThat(bench.published()).containsExactly("a2", "b1", "x1", "y1");
        assertThat(bench.files()).hasSize(3).filteredOn(before::contains).hasSize(1);
        done(bench.rows("a1", "x1"));
        assertThat(bench.files()).hasSize(3).filteredOn(before::contains).hasSize(1);
        assertThat(looksAt("a2")).isEqualTo(1);
        assertThat(looksAt("f1")).isZero();
        assertThat(looksAt("a2", "x2")).isEqualTo(2);
    }

    /** How many files a publish of rows would look into. */
    private int looksAt(String... rows) {
        BaseTable table = IcebergPlace.reach(bench.spark, IcebergBench.TABLE).presentTable();
        IcebergKeys keys = IcebergKeys.of(bench.sink(Mode.UPSERT, VERSION), table, bench.rows(rows));
        return IcebergSnapshot.of(table)
                .orElseThrow()
                .files(keys.filter(), Set.of())
                .size();
    }

    @Tag("chaos")
    @Test
    void findsRowsByManyKeysOfSeveralColumns() {
        String rows = "SELECT CAST(id AS INT) AS id, date_add(DATE '2026-01-01', CAST(id %% 7 AS INT)) AS day,"
                + " CAST(id AS DECIMAL(10, 2)) AS price, %dL AS value FROM range(%d, %d)";
        IcebergSink sink = new IcebergSink(
                IcebergBench.TABLE,
                Mode.UPSERT,
                List.of("ID", "day", "price"),
                VERSION,
                List.of("bucket(2, id)", "day"),
                List.of("id desc"),
                Map.of(),
                Contract.USUAL);
        runner = bench.runner(IcebergBench.LOAD, sink);
        done(bench.queried(rows.formatted(1, 0, 500)));
        done(bench.queried(rows.formatted(2, 400, 900)));
        done(bench.queried(rows.formatted(3, 0, 3)));
        assertThat(bench.texts("concat(value, ' ', count(*) OVER (PARTITION BY value))").stream()
                        .distinct())
                .containsExactly("1 397", "2 500", "3 3");
        assertThat(bench.count("SELECT count(DISTINCT id) FROM " + IcebergBench.TABLE))
                .isEqualTo(900);
    }

    @Test
    void aRowMovesToThePartitionThatItsUpdateSays() {
        runner = bench.runner(IcebergBench.LOAD, bench.sink(Mode.UPSERT, VERSION, "colour", "truncate(1, item)"));
        done(bench.rows("a1", "b1").withColumn("colour", functions.lit("red")));
        done(bench.rows("a2").withColumn("colour", functions.lit("blue")));
        assertThat(bench.texts("concat(item, value, colour)")).containsExactly("a2blue", "b1red");
    }

    @Test
    void columnsThatTheRowsDoNotHaveKeepTheirValues() {
        String wide = "SELECT 'a' AS item, 1L AS value, 'kept' AS note, named_struct('x', 1, 'y', array('z')) AS deep";
        done(bench.queried(wide + " UNION ALL SELECT 'b', 1L, 'other', NULL"));
        done(bench.rows("a2", "c1"));
        Stage before = runner.stage(bench.rows("a3", "b0"), "a", "");
        bench.spark.sql("ALTER TABLE " + IcebergBench.TABLE + " ADD COLUMN later STRING");
        bench.spark.sql("UPDATE " + IcebergBench.TABLE + " SET later = concat('of ', item)");
        assertThat(runner.publish(before)).isInstanceOf(Published.Done.class);
        assertThat(bench.texts("concat_ws(' ', item, value, note, to_json(deep), later)"))
                .containsExactly("a 3 kept {\"x\":1,\"y\":[\"z\"]} of a", "b 1 other of b", "c 1 of c");
    }

    @Test
    void rowsThatWereDeletedByHandStayDeletedAndTwiceByHandBecomeOne() {
        done(bench.rows("a1", "b1", "c1", "d1"));
        bench.spark.sql(
                "ALTER TABLE " + IcebergBench.TABLE + " SET TBLPROPERTIES ('write.delete.mode'='merge-on-read')");
        bench.spark.sql("DELETE FROM " + IcebergBench.TABLE + " WHERE item = 'c'");
        bench.spark.sql("INSERT INTO " + IcebergBench.TABLE + " VALUES ('b', 0), ('d', 9), (NULL, 5)");
        done(bench.rows("a2", "b2", "d2"));
        assertThat(bench.texts("concat(coalesce(item, '-'), value)")).containsExactly("-5", "a2", "b2", "d1", "d9");
    }

    @Test
    void ofTwoLoadsThatStagedTheSameKeyTheNewestRowStays() {
        Runner other = bench.runner(LoadId.of("other", "lake"), bench.sink(Mode.UPSERT, VERSION));
        done(bench.rows("a1", "b1"));
        Stage mine = runner.stage(bench.rows("a5", "c1"), "a", "");
        Stage theirs = other.stage(bench.rows("a9", "b2", "c2"), "b", "");
        assertThat(other.publish(theirs)).isInstanceOf(Published.Done.class);
        assertThat(runner.publish(mine)).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("a9", "b2", "c2");
    }

    @Test
    void rowsOfItsKeysThatOthersTouchBetweenLookAndCommitMakeAConflict() {
        done(bench.rows("a1", "b1"));
        assertThat(raced("INSERT INTO %s VALUES ('c', 7)", "a5", "c9")).isInstanceOf(Published.Conflict.class);
        assertThat(raced("UPDATE %s SET value = 8 WHERE item = 'a'", "a5", "c9"))
                .isInstanceOf(Published.Conflict.class);
        assertThat(raced("DELETE FROM %s WHERE item = 'a'", "a9")).isInstanceOf(Published.Conflict.class);
        assertThat(bench.published()).containsExactly("b1", "c7");
        assertThat(raced("INSERT INTO %s VALUES ('x', 7)", "b5", "c9")).isInstanceOf(Published.Done.class);
        assertThat(bench.published()).containsExactly("b5", "c9", "x7");
    }

    @Test
    void aConflictAndAFailedMergeLeaveNoFilesBehind() {
        done(bench.rows("a1", "b1"));
        BaseTable table = IcebergPlace.reach(bench.spark, IcebergBench.TABLE).presentTable();
        AtomicInteger rounds = new AtomicInteger();
        assertThat(meddled(table, 5, change -> {
                            if (rounds.getAndIncrement() == 0) {
                                bench.spark.sql("INSERT INTO " + IcebergBench.TABLE + " VALUES ('c', 7)");
                            }
                        })
                        .publish(runner.receipt(Receipt.Kind.PUBLISH, "meddled", List.of("a"), 2)))
                .isInstanceOf(Published.Done.class);
        assertThat(rounds).hasValue(2);
        assertThat(bench.published()).containsExactly("a5", "b1", "c7");
        assertThat(bench.lost()).isEmpty();
        runner.pin();
        Staged failing = meddled(table, 6, change -> {
            throw new IllegalStateException("after " + change.written().rowCount());
        });
        assertThatThrownBy(() -> failing.publish(runner.receipt(Receipt.Kind.PUBLISH, "meddled", List.of("a"), 2)))
                .hasMessage("after 1");
        failing.discard();
        assertThat(bench.lost()).isEmpty();
    }

    /** Rows of an attempt; whatever its merge changes somebody has a hand in. */
    private Staged meddled(BaseTable table, int version, Consumer<IcebergChange> meddling) {
        Publication what =
                new Publication(IcebergBench.LOAD, new Slice("s", 1, List.of(), List.of()), "meddled", Set.of());
        Dataset<Row> stored = bench.rows("a" + version, "a4", "c2").drop("_item");
        IcebergSink sink = bench.sink(Mode.UPSERT, VERSION);
        IcebergPlace place = IcebergPlace.reach(bench.spark, IcebergBench.TABLE);
        IcebergHead head = IcebergHead.of(IcebergBench.LOAD);
        return new IcebergStaged(
                bench.spark,
                sink,
                new IcebergPublish(place, head, new IcebergReceipts(bench.spark, place, head)),
                table,
                what,
                IcebergStagedFiles.write(bench.spark, stored, table, what),
                (spark, now, files) -> {
                    IcebergUpsert upsert = new IcebergUpsert(sink, Set.of("item", "value"));
                    IcebergChange change = IcebergMerge.of(spark, now, what, sink, upsert, files);
                    meddling.accept(change);
                    return change;
                });
    }

    /** A publish of rows during which, after its look at the table, somebody does something else. */
    private Published raced(String meanwhile, String... rows) {
        IcebergPlace place = IcebergPlace.reach(bench.spark, IcebergBench.TABLE);
        BaseTable table = place.presentTable();
        String attempt = UUID.randomUUID().toString();
        Publication what =
                new Publication(IcebergBench.LOAD, new Slice("s", 1, List.of(), List.of()), attempt, Set.of());
        Dataset<Row> stored = bench.rows(rows).drop("_item");
        IcebergStagedFiles staged = IcebergStagedFiles.write(bench.spark, stored, table, what);
        IcebergSink sink = bench.sink(Mode.UPSERT, VERSION);
        IcebergUpsert upsert = new IcebergUpsert(sink, Set.of("item", "value"));
        IcebergChange change = IcebergMerge.of(bench.spark, table, what, sink, upsert, staged);
        bench.spark.sql(meanwhile.formatted(IcebergBench.TABLE));
        IcebergHead head = IcebergHead.of(IcebergBench.LOAD);
        return new IcebergPublish(place, head, new IcebergReceipts(bench.spark, place, head))
                .publish(table, runner.receipt(Receipt.Kind.PUBLISH, attempt, List.of("a"), 1), change);
    }

    @Test
    void appendAddsRowsAndRefusesAnItemThatWasThereBefore() {
        runner = bench.runner(IcebergBench.LOAD, bench.sink(Mode.APPEND, Optional.empty()));
        done(bench.rows("a1"));
        done(bench.rows("a1", "b1"));
        assertThat(bench.published()).containsExactly("a1", "a1", "b1");
        assertThat(bench.spark.table(IcebergBench.TABLE).columns()).containsExactly("item", "value");
        assertThatThrownBy(() -> runner.stage(bench.rows("a2"), "a", "a"))
                .hasMessageContaining("Cannot append to lake.web.letters")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
    }

    @Test
    void refusesSettingsAndRowsThatAModeCannotGoBy() {
        assertThatThrownBy(() -> bench.sink(Mode.HISTORY, Optional.empty())).hasMessageContaining("mode = history");
        IcebergSink sink = new IcebergSink(
                "t",
                Mode.HISTORY,
                List.of("deep", "id"),
                VERSION,
                List.of("days(valid_from)"),
                List.of(),
                Map.of(),
                Contract.USUAL);
        Dataset<Row> rows = bench.spark.sql("SELECT array(1) AS deep, 2 AS value, 3 AS Valid_To");
        assertThatThrownBy(() -> sink.check(bench.spark, rows, IcebergBench.LOAD))
                .hasMessage("Cannot load into t: deep is a array, which has no order; id is not a column of the rows"
                        + " (deep, value, Valid_To); Valid_To is a column that a history makes itself; rename it"
                        + " (see to it in a sql step)")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        assertThat(sink.columns().get("partition-by")).isEmpty();
        assertThat(sink.keepsLast()).isTrue();
        assertThat(bench.sink(Mode.UPSERT, VERSION).keepsNewest()).isTrue();
        assertThat(bench.sink().keepsNewest() || bench.sink().keepsLast()).isFalse();
    }
}

package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.load.Contract;
import dev.sluice.load.DeletedColumn;
import dev.sluice.load.DeletionOrders;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load into an Iceberg table makes of rows that say that they were deleted at their source. */
class TestIcebergDeletes {
    private static final String TOMBSTONES = IcebergBench.TABLE + " VERSION AS OF 'sluice_deleted'";

    @TempDir
    Path folder;

    private IcebergBench bench;
    private Runner runner;

    @BeforeEach
    void open() {
        bench = new IcebergBench(folder);
    }

    private IcebergSink sink(Mode mode, String... version) {
        return new IcebergSink(
                IcebergBench.TABLE,
                mode,
                List.of("item"),
                Stream.of(version).findFirst(),
                Optional.of("gone"),
                // States that have ended lie in files by themselves.
                mode == Mode.HISTORY ? List.of("item") : List.of(),
                List.of(),
                Map.of("history.expire.max-ref-age-ms", "1"),
                Contract.of(Contract.Rule.DISCARD_VALUE));
    }

    private void deleting(Mode mode, String... version) {
        runner = bench.runner(IcebergBench.LOAD, sink(mode, version));
    }

    /** States such as "a 3 red", deleted ones as "a 3 -", in one slice. */
    private Dataset<Row> states(String... states) {
        String rows = Stream.of(states)
                .map(state -> state.split(" "))
                .map(state -> "('%s', '%s', '%s')".formatted((Object[]) state))
                .collect(Collectors.joining(", "));
        return bench.queried("SELECT item, CAST(nullif(value, 'null') AS BIGINT) AS value, color,"
                + " if(color = '-', true, if(value = '1', null, false)) AS gone FROM VALUES " + rows
                + " AS t(item, value, color)");
    }

    private void load(String... states) {
        assertThat(runner.publish(states(states), "a", "")).isInstanceOf(Published.Done.class);
    }

    private List<String> tombstones() {
        return bench.texts(TOMBSTONES, "concat(item, '=', value, coalesce(color, ''))");
    }

    private List<String> rows() {
        return bench.texts("concat(item, '=', coalesce(string(value), '-'))");
    }

    @Test
    void whateverComesFirstTheNewestStateOfARowIsThereOrGone() {
        deleting(Mode.UPSERT, "value");
        DeletionOrders.slices().forEach(this::load);
        assertThat(rows()).containsExactly("back0=3", "back1=3", "back2=3", "back3=3", "back4=3", "back5=3");
        load("lost0 5 green", "back0 3 -", "back1 3 -", "back1 4 red", "none null red");
        load("back0 3 red", "back0 2 red", "tie 7 red", "tie 7 -", "lost1 null red");
        assertThat(rows()).containsExactly("back1=4", "back2=3", "back3=3", "back4=3", "back5=3", "lost0=5", "none=-");
        assertThat(bench.texts("concat_ws(' ', item, value, color)")).contains("lost0 5 green", "none red");
        assertThat(bench.spark.table(IcebergBench.TABLE).columns()).containsExactly("item", "value", "color");
        assertThat(tombstones()).contains("lost0=4", "tie=7", "back0=3").doesNotHaveDuplicates();
        assertThat(bench.lost()).isEmpty();
    }

    @Test
    void deletionsOutliveWhatTidiesATable() {
        deleting(Mode.UPSERT, "value");
        load("a 1 red", "b 1 red", "c 1 red");
        load("a 3 -", "c 3 -");
        bench.spark.sql("ALTER TABLE " + IcebergBench.TABLE + " RENAME COLUMN item TO letter");
        bench.spark.sql("ALTER TABLE " + IcebergBench.TABLE + " RENAME COLUMN letter TO item");
        bench.spark.sql("ALTER TABLE " + IcebergBench.TABLE + " ADD COLUMN more STRING");
        BaseTable table = IcebergPlace.reach(bench.spark, IcebergBench.TABLE).presentTable();
        table.expireSnapshots().expireOlderThan(System.currentTimeMillis()).commit();
        SparkActions.get(bench.spark)
                .deleteOrphanFiles(table)
                .olderThan(System.currentTimeMillis() + 1)
                .execute();
        bench.spark.sql("INSERT INTO " + IcebergBench.TABLE + " (item, value) VALUES ('c', 1)");
        load("a 2 blue", "b 2 blue", "c 3 -");
        assertThat(rows()).containsExactly("b=2");
        assertThat(tombstones()).containsExactly("a=3", "c=3");
        bench.spark.sql("DELETE FROM " + IcebergBench.TABLE + ".branch_sluice_deleted WHERE value < 4");
        load("a 2 blue");
        assertThat(rows()).as("a deletion that was forgotten by hand").containsExactly("a=2", "b=2");
    }

    @Test
    void deletionsThatAnotherLoadPublishesMeanwhileAreSeen() {
        deleting(Mode.UPSERT, "value");
        load("x 1 red");
        Runner other = bench.runner(LoadId.of("other", "lake"), sink(Mode.UPSERT, "value"));
        for (int version = 1; version <= 2; version++) {
            String deletion = "a 5" + version + " -";
            AtomicInteger looks = new AtomicInteger();
            // Nothing that a look at rows would find: the row was never there.
            Staged staged = staged("attempt" + version, states("a " + version + " red", "b " + version + " -"), () -> {
                if (looks.getAndIncrement() == 0) {
                    assertThat(other.publish(states(deletion), "a", "")).isInstanceOf(Published.Done.class);
                }
            });
            Receipt receipt = runner.pin().receipt(Receipt.Kind.PUBLISH, "attempt" + version, List.of("a"), 2);
            assertThat(staged.publish(receipt)).isInstanceOf(Published.Done.class);
            assertThat(looks).hasValue(2);
        }
        assertThat(rows()).containsExactly("x=1");
        assertThat(bench.lost()).isEmpty();
    }

    /** Staged rows, at whose publish something happens between its look and its commit. */
    private Staged staged(String attempt, Dataset<Row> rows, Runnable meanwhile) {
        IcebergPlace place = IcebergPlace.reach(bench.spark, IcebergBench.TABLE);
        BaseTable table = place.presentTable();
        IcebergSink sink = sink(Mode.UPSERT, "value");
        IcebergHead head = IcebergHead.of(IcebergBench.LOAD);
        Publication what =
                new Publication(IcebergBench.LOAD, new Slice("s", 1, List.of(), List.of()), attempt, Set.of());
        Dataset<Row> stored = IcebergRows.stored(rows, IcebergBench.LOAD, sink);
        IcebergUpsert upsert = new IcebergUpsert(sink, Set.of(stored.columns()));
        return new IcebergStaged(
                bench.spark,
                sink,
                new IcebergPublish(place, head, new IcebergReceipts(bench.spark, place, head)),
                table,
                what,
                IcebergStagedFiles.write(bench.spark, stored, IcebergMarked.staging(sink, table), what),
                (spark, now, files) -> {
                    IcebergChange change = IcebergMerge.of(spark, now, what, sink, new IcebergDeletes(upsert), files);
                    meanwhile.run();
                    return change;
                });
    }

    @Tag("chaos")
    @Test
    void manyDeletionsAreKeptInFewFiles() {
        deleting(Mode.UPSERT, "value");
        for (int version = 1; version <= 18; version++) {
            load("a " + version + " -", "b 1 red");
        }
        assertThat(bench.texts(TOMBSTONES, "DISTINCT _file").size()).isLessThan(16);
        assertThat(tombstones()).contains("a=18");
        load("a 17 red");
        assertThat(rows()).containsExactly("b=1");
        assertThat(bench.lost()).isEmpty();
    }

    @Test
    void withoutAVersionTheDeletionCountsThatComesLast() {
        deleting(Mode.UPSERT);
        load("a 9 red", "b 9 red", "c 9 -");
        load("a 9 -", "b 8 blue");
        assertThat(rows()).containsExactly("b=8");
        load("a 2 red");
        assertThat(rows()).containsExactly("a=2", "b=8");
        Stage twice = runner.stage(states("a 3 red", "a 4 -"), "a", "");
        assertThatThrownBy(() -> runner.publish(twice)).hasMessageContaining("item = a comes more than once");
    }

    @Test
    void aDeletionEndsTheLastStateOfAHistory() {
        deleting(Mode.HISTORY, "value");
        load("a 1 red", "b 1 red", "c 1 red", "d 2 -", "e 1 red", "f 1 red");
        load("a 3 -", "b 2 blue", "b 4 -", "b 6 green", "c 3 -", "c 4 -", "e 3 -", "e 5 red", "f 2 red");
        load("a 3 -", "a 2 black", "b 6 green", "c 4 -");
        load("a 7 white", "a 3 red");
        assertThat(bench.texts("concat_ws('=', item, color, valid_from, coalesce(string(valid_to), 'null'))"))
                .containsExactly(
                        "a=red=1=3",
                        "a=white=7=null",
                        "b=blue=2=4",
                        "b=green=6=null",
                        "b=red=1=2",
                        "c=red=1=3",
                        "e=red=1=3",
                        "e=red=5=null",
                        "f=red=1=null");
        assertThat(bench.spark.table(IcebergBench.TABLE).columns())
                .containsExactly("item", "value", "color", "_hash", "valid_from", "valid_to");
        Stage tie = runner.stage(states("g 1 red", "g 1 -"), "a", "");
        assertThatThrownBy(() -> runner.publish(tie)).hasMessageContaining("item = g has two states with the same");
    }

    @Test
    void stagedRowsSayWhatTheyWereGiven() {
        deleting(Mode.UPSERT, "value");
        Stage stage = runner.stage(states("a 1 red", "b 2 blue", "c 3 -"), "a", "");
        assertThat(stage.staged().rowCount()).isEqualTo(3);
        assertThat(stage.staged().rows().orderBy("item").select("item", "gone").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[a,null]", "[b,false]", "[c,true]");
    }

    /** Its file has a column that the table has not, whatever columns the table gets. */
    @Test
    void aSliceWithoutDeletionsComesInAsItWasStaged() {
        deleting(Mode.UPSERT, "value");
        Stage stage = runner.stage(states("a 1 red", "b 2 blue"), "a", "");
        assertThat(runner.publish(stage)).isInstanceOf(Published.Done.class);
        bench.spark.sql("ALTER TABLE " + IcebergBench.TABLE + " ADD COLUMN _sluice_gone BOOLEAN");
        assertThat(bench.files()).singleElement().asString().contains(stage.attempt());
        assertThat(bench.texts("concat(item, coalesce(string(_sluice_gone), 'null'))"))
                .containsExactly("anull", "bnull");
    }

    @Test
    void whatCannotTellADeletionIsRefused() {
        deleting(Mode.UPSERT, "value");
        load("a 1 red");
        sink(Mode.UPSERT, "value").check(bench.spark, states("a 1 -"), IcebergBench.LOAD);
        Dataset<Row> numbers = states("a 1 red").withColumn("gone", functions.lit(1));
        assertThatThrownBy(() -> sink(Mode.UPSERT, "value").check(bench.spark, numbers, IcebergBench.LOAD))
                .hasMessageContaining("deleted = gone is int, not boolean");
        Dataset<Row> other = states("a 1 red").withColumnRenamed("gone", "GONE");
        assertThatThrownBy(() -> runner.stage(other, "a", "")).hasMessageContaining("set deleted = GONE");
        Stage timeless = runner.stage(states("a null -"), "a", "");
        assertThatThrownBy(() -> runner.publish(timeless))
                .hasMessageContaining("1 deleted rows have no value")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThatThrownBy(() -> DeletedColumn.require(Optional.of("gone"), Mode.APPEND, List.of(), Optional.empty()))
                .hasMessageContaining("is only for mode");
        bench.spark.sql("ALTER TABLE " + IcebergBench.TABLE + " DROP COLUMN color");
        IcebergPlace.reach(bench.spark, IcebergBench.TABLE)
                .presentTable()
                .updateSchema()
                .allowIncompatibleChanges()
                .addRequiredColumn("must", Types.StringType.get())
                .commit();
        assertThatThrownBy(() -> sink(Mode.UPSERT, "value").check(bench.spark, states("a 1 red"), IcebergBench.LOAD))
                .hasMessageContaining("the table wants a value in must")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
    }
}

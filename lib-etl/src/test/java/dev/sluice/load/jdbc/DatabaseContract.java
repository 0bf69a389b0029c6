package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.Reconcile;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a load into any database keeps. */
public abstract class DatabaseContract extends ComparedContract {
    @Test
    void publishesReplacesAndReadsBack() {
        DatabaseCase table = fresh(Mode.REPLACE);
        Target target = table.open();
        Staged staged = table.stage(target, "a=1,2;b=3");
        assertThat(staged.rowCount()).isEqualTo(3);
        assertThat(staged.rows().schema().simpleString()).isEqualTo("struct<name:string,value:int,_item:bigint>");
        assertThat(staged.rows().where("name = 'a'").select("_item").distinct().collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(
                        Item.loadKey(DatabaseCase.LOAD, DatabaseCase.item("a").key()));
        assertThat(table.visible()).isEmpty();
        assertThat(staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=;b=")))
                .isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("a=1", "a=2", "b=3");
        assertThat(table.publish(target, "a=9", "a")).isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("a=9", "b=3");
        assertThat(table.publish(target, "b=", "b")).isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("a=9");
        assertThat(table.staging()).isEmpty();
        assertThat(table.sink.stored(table.spark, table.rows("a=1").schema()).collectAsList())
                .extracting(row -> row.getString(0) + row.getInt(1))
                .containsExactly("a9");
    }

    @Test
    void receiptsTellEveryEntryOfTheChain() {
        DatabaseCase table = fresh(Mode.REPLACE);
        assertThat(table.open().receipts().head()).isEqualTo(Head.ORIGIN);
        assertThat(table.open().receipts().entries().isEmpty()).isTrue();
        table.publish(table.open(), "a=1;b=2");
        table.publish(table.open(), "a=3", "a");
        Receipts receipts = table.open().receipts();
        assertThat(receipts.chain()).extracting(Receipts.Link::number).containsExactly(1L, 2L);
        assertThat(receipts.head().receipt()).isEqualTo(receipts.chain().get(1).id());
        Dataset<Row> entries = receipts.entries();
        assertThat(entries.columns()).containsExactly(Receipts.ENTRIES.fieldNames());
        assertThat(entries.schema().fields())
                .allSatisfy(field -> assertThat(field.dataType())
                        .isEqualTo(Receipts.ENTRIES.apply(field.name()).dataType()));
        List<Row> rows = entries.orderBy("number", "id").collectAsList();
        assertThat(rows).extracting(row -> row.getLong(0) + row.getString(3)).containsExactly("1a", "1b", "2a");
        assertThat(rows.get(0).<Timestamp>getAs("written_at").toInstant()).hasToString("2026-01-02T03:04:05.678901Z");
    }

    @Test
    void ofTwoPinnedToOneHeadOnePublishes() {
        DatabaseCase table = fresh(Mode.REPLACE);
        Target first = table.open();
        Target second = table.open();
        Staged one = table.stage(first, "a=1");
        Staged two = table.stage(second, "a=1");
        assertThat(one.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Done.class);
        assertThat(two.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Stale.class);
        two.discard();
        assertThat(table.visible()).containsExactly("a=1");
        assertThat(table.staging()).isEmpty();
    }

    @Test
    void aBrokenChainIsAFault() {
        DatabaseCase table = fresh(Mode.REPLACE);
        table.publish(table.open(), "a=1");
        table.publish(table.open(), "b=1");
        table.execute("DELETE FROM "
                + table.beside("sluice_receipts").quoted(table.connector().dialect()) + " WHERE "
                + table.quoted("target") + " = '" + table.sink.name() + "' AND " + table.quoted("number") + " = 1");
        Target again = table.open();
        assertThatThrownBy(again::receipts)
                .isInstanceOf(Fault.class)
                .extracting("code")
                .isEqualTo(Code.CHAIN_BROKEN);
    }

    @Test
    void aTableThatIsGoneIsAFault() {
        DatabaseCase table = fresh(Mode.REPLACE);
        table.publish(table.open(), "a=1");
        table.execute("DROP TABLE " + table.relation());
        Target again = table.open();
        assertThatThrownBy(again::receipts).hasMessageContaining("the table is gone");
    }

    @Test
    void upsertKeepsTheNewestRowOfEachKeyInAnyOrder() {
        DatabaseCase table = fresh(Mode.UPSERT);
        Target target = table.open();
        table.publish(target, "a=5,7;b=3");
        assertThat(table.visible()).containsExactly("a=7", "b=3");
        table.publish(target, "a=6;b=4;c=1", "a", "b");
        assertThat(table.visible()).containsExactly("a=7", "b=4", "c=1");
    }

    @Test
    void historyKeepsEachStateWithTheSpanThatItHeld() {
        JdbcSink sink = new JdbcSink(
                server(), name(), Mode.HISTORY, List.of("name"), Optional.of("value"), Contract.USUAL, List.of());
        DatabaseCase table = new DatabaseCase(sink);
        history(table, "a 1 red", "b 1 red");
        history(table, "a 2 red", "a 3 blue", "a 4 blue", "a 5 null", "b 1 green", "c 9 red");
        history(table, "a 6 blue", "a 2 black");
        assertThat(table.texts("SELECT "
                        + String.join(
                                ", ",
                                List.of("name", "color", "valid_from", "valid_to").stream()
                                        .map(table::quoted)
                                        .toList())
                        + " FROM " + table.relation() + " ORDER BY " + table.quoted("name") + ", "
                        + table.quoted("valid_from")))
                .containsExactly(
                        "a=red=1=3", "a=blue=3=5", "a=null=5=6", "a=blue=6=null", "b=red=1=null", "c=red=9=null");
    }

    private static void history(DatabaseCase table, String... states) {
        List<Row> rows = Stream.of(states)
                .map(state -> state.split(" "))
                .map(state -> RowFactory.create(
                        state[0], Integer.valueOf(state[1]), state[2].equals("null") ? null : state[2], 1L))
                .toList();
        Dataset<Row> staged = table.spark.createDataFrame(
                rows,
                new StructType()
                        .add("name", "string")
                        .add("value", "int")
                        .add("color", "string")
                        .add("_item", "bigint", false));
        Target target = table.open();
        Head head = target.receipts().head();
        // By checksum, one of two states of one version is missed.
        assertThat(table.stage(target, staged, List.of("i" + head.number()), Reconcile.COUNT)
                        .publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "i" + head.number() + "=")))
                .isInstanceOf(Published.Done.class);
    }

    @Test
    void upsertWithoutAVersionRefusesTwoRowsOfOneKey() {
        JdbcSink sink = new JdbcSink(server(), name(), Mode.UPSERT, List.of("name"), Optional.empty(), Contract.USUAL);
        DatabaseCase table = new DatabaseCase(sink);
        table.publish(table.open(), "a=5");
        table.publish(table.open(), "a=4", "a");
        assertThat(table.visible()).containsExactly("a=4");
        Target target = table.open();
        assertThatThrownBy(() -> table.publish(target, "a=1,2", "a"))
                .hasMessageContaining("name = a comes more than once")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThat(table.visible()).containsExactly("a=4");
        assertThat(table.open().receipts().head().number()).isEqualTo(2);
    }

    @Test
    void appendRefusesAnItemThatWasThereBefore() {
        DatabaseCase table = fresh(Mode.APPEND);
        Target target = table.open();
        table.publish(target, "a=1");
        table.publish(target, "b=1");
        assertThat(table.visible()).containsExactly("a=1", "b=1");
        assertThatThrownBy(() -> table.publish(target, "a=2", "a"))
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThat(table.visible()).containsExactly("a=1", "b=1");
        assertThat(table.texts("SELECT * FROM " + table.relation())).containsExactlyInAnyOrder("a=1", "b=1");
    }

    @Test
    void rowsOfAnAttemptThatSparkGaveUpAreNotPublished() {
        DatabaseCase table = fresh(Mode.REPLACE);
        table.publish(table.open(), "b=");
        Target target = table.open();
        Head head = target.receipts().head();
        Staged staged = table.stage(target, "a=1,2");
        table.execute("INSERT INTO "
                + table.beside(table.staging().get(0)).quoted(table.connector().dialect())
                + " VALUES ('a', 3, 1, 999999)");
        assertThat(staged.rows().count()).isEqualTo(2);
        staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "a="));
        assertThat(table.visible()).containsExactly("a=1", "a=2");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rowsThatVanishFromStagingAreNoticed(Mode mode) {
        DatabaseCase table = fresh(mode);
        Staged staged = table.stage(table.open(), "a=1;b=2");
        table.execute("DELETE FROM "
                + table.beside(table.staging().get(0)).quoted(table.connector().dialect()) + " WHERE "
                + table.quoted("value") + " = 2");
        assertThatThrownBy(() -> staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=;b=")))
                .extracting("code")
                .isEqualTo(Code.UNBALANCED);
        assertThat(table.visible()).isEmpty();
        assertThat(table.open().receipts().head()).isEqualTo(Head.ORIGIN);
    }

    @Test
    void sweepsWhatDeadAttemptsLeftAndFencesThemFirst() {
        DatabaseCase table = fresh(Mode.REPLACE);
        Staged zombie = table.stage(table.open(), "a=1");
        Target target = table.open();
        Staged live = table.stage(target, "b=1");
        assertThat(table.staging()).hasSize(2);
        assertThat(target.sweep(DatabaseCase.receipt(Receipt.Kind.FENCE, Head.ORIGIN, "")))
                .isEqualTo(1);
        assertThat(table.staging()).hasSize(1);
        assertThat(zombie.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Stale.class);
        Head head = target.receipts().head();
        assertThat(head.number()).isEqualTo(1);
        assertThat(live.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "b=")))
                .isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("b=1");
        assertThat(target.sweep(DatabaseCase.receipt(
                        Receipt.Kind.FENCE, target.receipts().head(), "")))
                .isZero();
        assertThat(target.receipts().head().number()).isEqualTo(2);
    }

    @Test
    void aRenamedLoadGoesOnAndTheOldNameCannot() {
        DatabaseCase table = fresh(Mode.REPLACE);
        table.publish(table.open(), "a=1");
        LoadId renamed = new LoadId("job-two", "store", List.of("job-one/shop"));
        Target target = table.sink.open(table.spark, renamed);
        Head head = target.receipts().head();
        assertThat(head.number()).isEqualTo(1);
        assertThat(target.mark(DatabaseCase.receipt(renamed, Receipt.Kind.FENCE, head, "")))
                .isInstanceOf(Published.Done.class);
        assertThat(table.sink.open(table.spark, renamed).receipts().head().number())
                .isEqualTo(2);
        Target old = table.open();
        assertThatThrownBy(old::receipts).hasMessageContaining("this load is now called job-two/store");
    }

    @Test
    void namesAreData() {
        String hostile = "\"x'; DROP TABLE \"\"y\"\"; -- %_`\"";
        DatabaseCase table = DatabaseCase.of(server(), hostile, Mode.REPLACE);
        Dataset<Row> rows =
                table.rows("a=1,2").withColumnRenamed("name", "na\"me'; --").withColumnRenamed("value", "select");
        Dataset<Row> ordered = rows.select("na\"me'; --", "select", "_item");
        Staged staged = table.stage(table.open(), ordered, List.of("a"));
        assertThat(staged.rows().columns()).containsExactly("na\"me'; --", "select", "_item");
        assertThat(staged.rows().count()).isEqualTo(2);
        staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a="));
        assertThat(table.texts("SELECT " + table.quoted("select") + " FROM " + table.relation()))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(table.open().receipts().head().number()).isEqualTo(1);
        table.execute("DROP TABLE " + table.relation());
    }
}

package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.JdbcSink.Mode;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a load into any database keeps. */
public abstract class DatabaseContract {
    /** A server with an empty or a shared schema: every test has tables of its own. */
    protected abstract Server server();

    private DatabaseCase fresh(Mode mode) {
        return DatabaseCase.of(server(), name(), mode);
    }

    private static String name() {
        return "t_" + UUID.randomUUID().toString().replace("-", "");
    }

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
                server(),
                name(),
                Mode.HISTORY,
                List.of("name"),
                Optional.of("value"),
                JdbcSink.Contract.FREEZE,
                List.of());
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
        assertThat(table.stage(target, staged, List.of("i" + head.number()))
                        .publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "i" + head.number() + "=")))
                .isInstanceOf(Published.Done.class);
    }

    @Test
    void upsertWithoutAVersionRefusesTwoRowsOfOneKey() {
        JdbcSink sink = new JdbcSink(
                server(), name(), Mode.UPSERT, List.of("name"), Optional.empty(), JdbcSink.Contract.FREEZE);
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
        Staged staged = table.stage(table.open(), "a=1,2");
        table.execute("INSERT INTO "
                + table.beside(table.staging().get(0)).quoted(table.connector().dialect())
                + " VALUES ('a', 3, 1, 999999)");
        assertThat(staged.rows().count()).isEqualTo(2);
        staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a="));
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

    @Test
    void aColumnThatTheTableLacksIsRefusedOrAdded() {
        DatabaseCase table = fresh(Mode.REPLACE);
        table.publish(table.open(), "a=1");
        Dataset<Row> wider =
                table.rows("b=2").withColumn("extra", functions.lit("x")).select("name", "value", "extra", "_item");
        Target target = table.open();
        assertThatThrownBy(() -> table.stage(target, wider, List.of("b")))
                .hasMessageContaining("has no column extra")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        assertThat(table.staging()).isEmpty();
        DatabaseCase evolving = new DatabaseCase(new JdbcSink(
                server(), table.sink.table(), Mode.REPLACE, List.of(), Optional.empty(), JdbcSink.Contract.EVOLVE));
        Target open = evolving.open();
        Head head = open.receipts().head();
        evolving.stage(open, wider, List.of("b")).publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "b="));
        assertThat(table.texts("SELECT " + table.quoted("extra") + " FROM " + table.relation() + " WHERE "
                        + table.quoted("name") + " = 'b'"))
                .containsExactly("x");
        assertThat(table.visible()).containsExactly("a=1", "b=2");
    }

    @Test
    void aCheckTellsWhatWouldNotFitAndChangesNothing() {
        DatabaseCase table = fresh(Mode.REPLACE);
        Dataset<Row> rows = table.rows("a=1");
        table.sink.check(table.spark, rows.drop("_item"), DatabaseCase.LOAD);
        assertThat(table.sink.published(table.spark)).isEmpty();
        table.publish(table.open(), "a=1");
        table.sink.check(table.spark, rows, DatabaseCase.LOAD);
        Dataset<Row> wider = rows.withColumn("extra", functions.lit("x"));
        assertThatThrownBy(() -> table.sink.check(table.spark, wider, DatabaseCase.LOAD))
                .hasMessageContaining("has no column extra");
        Dataset<Row> finer = rows.withColumn("value", functions.lit(1.5));
        assertThatThrownBy(() -> table.sink.check(table.spark, finer, DatabaseCase.LOAD))
                .hasMessageContaining("accept-loss = [value]");
    }

    @Test
    void aTableOfOthersWithoutItemsIsRefusedForReplace() {
        DatabaseCase table = fresh(Mode.REPLACE);
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("name") + " VARCHAR(20), "
                + table.quoted("value") + " INTEGER, " + table.quoted("more") + " INTEGER NOT NULL)");
        Target target = table.open();
        assertThatThrownBy(() -> table.stage(target, "a=1")).hasMessageContaining("it has no column _item");
        DatabaseCase appending = DatabaseCase.of(server(), table.sink.table(), Mode.APPEND);
        Target open = appending.open();
        assertThatThrownBy(() -> appending.stage(open, "a=1")).hasMessageContaining("it wants a value for more");
    }

    @Test
    void valuesThatWouldBeRoundedAreRefusedUnlessTheLossIsAccepted() {
        DatabaseCase table = fresh(Mode.APPEND);
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("name") + " VARCHAR(20), "
                + table.quoted("value") + " INTEGER)");
        Dataset<Row> halves = table.rows("a=1").withColumn("value", functions.lit(2.0));
        Target target = table.open();
        assertThatThrownBy(() -> table.stage(target, halves, List.of("a")))
                .hasMessageContaining("value double into ")
                .hasMessageContaining("accept-loss = [value]")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        assertThat(table.staging()).isEmpty();
        DatabaseCase accepting = new DatabaseCase(new JdbcSink(
                server(),
                table.sink.table(),
                Mode.APPEND,
                List.of(),
                Optional.empty(),
                JdbcSink.Contract.FREEZE,
                List.of("VALUE")));
        Target open = accepting.open();
        accepting
                .stage(open, halves, List.of("a"))
                .publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a="));
        assertThat(table.visible()).containsExactly("a=2");
    }

    /** False for a database without NaN. */
    protected boolean hasNan() {
        return true;
    }

    /** False for a database without the infinities of floating-point numbers. */
    protected boolean hasInfinity() {
        return true;
    }

    @Test
    void valuesComeBackFromANewTableAsTheyWentIn() {
        DatabaseCase table = fresh(Mode.APPEND);
        String finite = "SELECT 1 AS id, true AS b, -128Y AS i1, -32768S AS i2, -2147483648 AS i4,"
                + " -9223372036854775807L - 1 AS i8, float('1.4E-45') AS f, 4.9E-324D AS d,"
                + " -999999999999.999999BD AS n18, 9999999999999999999999999999.9999999999BD AS n38, '' AS s,"
                + " X'' AS x, date'0001-01-01' AS day, timestamp_ntz'0001-01-01 00:00:00.000001' AS local,"
                + " timestamp'0001-01-01 00:00:00.000001Z' AS instant";
        String odd = "SELECT 2, false, 127Y, 32767S, 2147483647, 9223372036854775807L, float('3.4028235E38'),"
                + " 1.7976931348623157E308D, 0.000001BD, -0.0000000001BD, '\\U0001F600\\u00e9\\'\\\\\"\\n\\t ', X'00FF5C27',"
                + " date'9999-12-31', timestamp_ntz'9999-12-31 23:59:59.999999', timestamp'9999-12-31 23:59:59.999999Z'";
        String calendar = "SELECT 3, true, 0Y, 0S, 0, 0L, float('0.1'), 0.1D, 0.1BD, 0BD, ' x ', X'0A',"
                + " date'1582-10-10', timestamp_ntz'1582-10-10 12:00:00.5', timestamp'1582-10-10 12:00:00.5Z'";
        String nothing = "SELECT 4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
        Dataset<Row> rows = table.spark.sql(String.join(" UNION ALL ", finite, odd, calendar, nothing));
        table.stage(table.open(), rows, List.of("a"))
                .publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a="));
        assertThat(texts(table.sink.stored(table.spark, rows.schema()))).isEqualTo(texts(rows));
    }

    @Test
    void numbersThatAreNoneComeBackOrAreRefused() {
        for (String special : List.of("NaN", "Infinity", "-Infinity")) {
            DatabaseCase table = fresh(Mode.APPEND);
            Dataset<Row> rows =
                    table.spark.sql("SELECT 1 AS id, double('" + special + "') AS d, float('" + special + "') AS f");
            Target target = table.open();
            if (special.equals("NaN") ? hasNan() : hasInfinity()) {
                table.stage(target, rows, List.of("a"))
                        .publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a="));
                assertThat(texts(table.sink.stored(table.spark, rows.schema()))).isEqualTo(texts(rows));
            } else {
                assertThatThrownBy(() -> table.stage(target, rows, List.of("a")))
                        .hasStackTraceContaining(
                                "Cannot write " + special + " in column d: the database has no such number");
            }
        }
    }

    /** Every value as a text that tells it from every other, in the order of the ids. */
    private static List<String> texts(Dataset<Row> rows) {
        String[] values = List.of(rows.schema().fields()).stream()
                .map(field -> field.dataType() instanceof BinaryType
                        ? "hex(" + field.name() + ")"
                        : "string(" + field.name() + ")")
                .map(text -> "coalesce(" + text + ", 'null')")
                .toArray(String[]::new);
        return rows
                .selectExpr("id", "array_join(array(" + String.join(", ", values) + "), '|') AS t")
                .orderBy("id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(1))
                .toList();
    }
}

package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.junit.jupiter.api.Test;

/** What a load into any database makes of columns and of their values. */
public abstract class ColumnsContract extends ShapesContract {
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
        DatabaseCase evolving = new DatabaseCase(
                new JdbcSink(server(), table.sink.table(), Mode.REPLACE, List.of(), Optional.empty(), Contract.EVOLVE));
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
                Contract.USUAL,
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

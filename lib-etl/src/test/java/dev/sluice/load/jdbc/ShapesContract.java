package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Contract.Rule;
import dev.sluice.load.Fitted;
import dev.sluice.load.Mode;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.RejectTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What a load into any database makes of rows that have not the table's shape. */
public abstract class ShapesContract {
    /** A server with an empty or a shared schema: every test has tables of its own. */
    protected abstract Server server();

    /** False for a database that cannot change a column's type. */
    protected boolean widens() {
        return true;
    }

    final DatabaseCase fresh(Mode mode) {
        return DatabaseCase.of(server(), name(), mode);
    }

    /** Of a table, or of what belongs to one. */
    protected static String name() {
        return "t_" + UUID.randomUUID().toString().replace("-", "");
    }

    private DatabaseCase under(Contract contract) {
        return new DatabaseCase(new JdbcSink(server(), name(), Mode.APPEND, List.of(), Optional.empty(), contract));
    }

    private static Dataset<Row> query(DatabaseCase table, String select) {
        return table.spark.sql("SELECT *, 7L AS _item FROM VALUES " + select).repartition(2);
    }

    private static Fitted fit(DatabaseCase table, Dataset<Row> rows) {
        return table.sink.fit(table.spark, rows, DatabaseCase.LOAD);
    }

    private static Staged load(DatabaseCase table, Dataset<Row> rows) {
        Target target = table.open();
        Staged staged = table.stage(target, rows, List.of("a"));
        staged.publish(
                DatabaseCase.receipt(Receipt.Kind.PUBLISH, target.receipts().head(), "a="));
        return staged;
    }

    private static List<String> rows(DatabaseCase table, String... columns) {
        return table
                .texts("SELECT "
                        + String.join(
                                ", ",
                                List.of(columns).stream().map(table::quoted).toList()) + " FROM " + table.relation())
                .stream()
                .sorted()
                .toList();
    }

    @Test
    void discardsValuesForWhichThereIsNoColumnOrNoRoomAndCountsThem() {
        DatabaseCase table = under(Contract.of(Rule.DISCARD_VALUE));
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("id") + " INTEGER, "
                + table.quoted("value") + " INTEGER, " + table.quoted("gone") + " INTEGER)");
        Dataset<Row> rows = query(table, "(1, 1.0D, 'x'), (2, 1.5D, null), (3, null, 'y') AS t(id, value, extra)");
        Fitted fitted = fit(table, rows);
        assertThat(fitted.rejects()).isEmpty();
        assertThat(fitted.differences())
                .contains("extra string (left out)", "- gone (not in the rows)")
                .anyMatch(line -> line.matches("(?i)value double into int.*becomes null.*"));
        table.sink.check(table.spark, rows, DatabaseCase.LOAD);
        assertThat(load(table, fitted.rows()).rowCount()).isEqualTo(3);
        assertThat(rows(table, "id", "value")).containsExactly("1=1", "2=null", "3=null");
        assertThat(fitted.discarded())
                .containsExactly(new Fitted.Discarded("value", 1, false), new Fitted.Discarded("extra", 2, false));
        assertThat(fitted.counts().orElseThrow().fitting()).isEqualTo(3);
    }

    @Test
    void rowsThatDoNotFitBecomeRejectsAndTheOthersAreLoaded() {
        DatabaseCase table = under(Contract.of(Rule.DISCARD_ROW));
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("id") + " INTEGER, "
                + table.quoted("value") + " INTEGER)");
        Dataset<Row> rows = query(
                table,
                "(1, '12', null), (2, '012', null), (3, null, 'x'), (4, 'many', 'y'), (5, null, null)"
                        + " AS t(id, value, extra)");
        Fitted fitted = fit(table, rows);
        assertThat(load(table, fitted.rows()).rowCount()).isEqualTo(2);
        assertThat(rows(table, "id", "value")).containsExactly("1=12", "5=null");
        Dataset<Row> rejects = fitted.rejects().orElseThrow();
        assertThat(rejects.schema().simpleString()).isEqualTo(RejectTable.SCHEMA.simpleString());
        assertThat(rejects.orderBy("raw").collectAsList())
                .extracting(row -> row.getString(0) + " " + row.getString(2) + " " + row.getLong(5))
                .containsExactly(
                        "VALUE_DOES_NOT_FIT {\"id\":2,\"value\":\"012\",\"extra\":null} 7",
                        "NO_COLUMN {\"id\":3,\"value\":null,\"extra\":\"x\"} 7",
                        "VALUE_DOES_NOT_FIT {\"id\":4,\"value\":\"many\",\"extra\":\"y\"} 7");
        assertThat(fitted.counts().orElseThrow().rejected()).isEqualTo(3);
        assertThat(fitted.discarded())
                .containsExactly(new Fitted.Discarded("value", 2, true), new Fitted.Discarded("extra", 2, true));
    }

    @Test
    void rowsThatSparkCouldWorkOutWithoutATaskAreCountedOnceToo() {
        DatabaseCase table = under(Contract.of(Rule.DISCARD_VALUE));
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("id") + " INTEGER)");
        Fitted fitted = fit(
                table,
                table.spark.sql("SELECT *, 7L AS _item FROM VALUES (1, 'x'), (2, null), (3, 'y') AS t(id, extra)"));
        // As explain does: whoever looks at a plan must not change the counts.
        fitted.rows().limit(10).queryExecution().optimizedPlan();
        load(table, fitted.rows());
        assertThat(fitted.counts().orElseThrow().fitting()).isEqualTo(3);
        assertThat(fitted.discarded()).containsExactly(new Fitted.Discarded("extra", 2, false));
    }

    @Test
    void aRuleForOneColumnGoesBeforeTheRuleForAll() {
        Contract contract = new Contract(
                Optional.empty(),
                Optional.of(Rule.FREEZE),
                Optional.empty(),
                Map.of("Note", Rule.EVOLVE, "extra", Rule.DISCARD_VALUE));
        DatabaseCase table = under(contract);
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("id") + " INTEGER)");
        Dataset<Row> rows = query(table, "(1, 'x', 'n') AS t(id, extra, note)");
        load(table, fit(table, rows).rows());
        assertThat(rows(table, "id", "note")).containsExactly("1=n");
        Dataset<Row> more = query(table, "(1, 'x', 'n', 'm') AS t(id, extra, note, more)");
        assertThatThrownBy(() -> load(table, fit(table, more).rows())).hasMessageContaining("it has no column more (");
    }

    @Test
    void aTableThatIsNotThereIsRefusedWhereTablesAreFrozen() {
        DatabaseCase table = under(Contract.of(Rule.FREEZE));
        Target target = table.open();
        assertThatThrownBy(() -> table.stage(target, "a=1"))
                .hasMessageContaining("there is no such table (")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        assertThatThrownBy(() -> table.sink.check(table.spark, table.rows("a=1"), DatabaseCase.LOAD))
                .hasMessageContaining("there is no such table (");
    }

    @Test
    void aColumnThatMustHaveAValueIsNeverEmptied() {
        DatabaseCase table = under(Contract.of(Rule.DISCARD_VALUE));
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("id") + " INTEGER NOT NULL DEFAULT 5)");
        Dataset<Row> rows = query(table, "(1.5D) AS t(id)");
        assertThatThrownBy(() -> fit(table, rows))
                .hasMessageContaining("id double into ")
                .hasMessageContaining("must have a value (set contract { only { id = discard-row } }")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        Contract emptied =
                new Contract(Optional.empty(), Optional.empty(), Optional.empty(), Map.of("ID", Rule.DISCARD_VALUE));
        assertThatThrownBy(() -> new JdbcSink(server(), "t", Mode.UPSERT, List.of("id"), Optional.empty(), emptied))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("must have a value");
    }

    @Test
    void aColumnIsWidenedWhereOldAndNewValuesFitAndNeverNarrowed() {
        DatabaseCase table = under(Contract.EVOLVE);
        table.execute(
                "CREATE TABLE " + table.relation() + " (" + table.quoted("id") + " INTEGER NOT NULL, "
                        + table.quoted("wide") + " BIGINT, " + table.quoted("amount") + " DECIMAL(10,2), "
                        + table.quoted("name") + " VARCHAR(3), " + table.quoted("zip") + " VARCHAR(9))",
                "INSERT INTO " + table.relation() + " VALUES (1, 2, 3.25, 'abc', '00100')");
        Dataset<Row> rows =
                query(table, "(3000000000L, 4, 5.12345BD, 'abcdef', '00200') AS t(id, wide, amount, name, zip)");
        if (!widens()) {
            assertThatThrownBy(() -> load(table, rows)).hasMessageContaining("amount decimal(6,5) into ");
            return;
        }
        assertThat(fit(table, rows).differences())
                .hasSize(2)
                .anyMatch(line -> line.matches("(?i)id int.* -> bigint \\(widened\\)"))
                .anyMatch(line -> line.matches(
                        "(?i)amount (decimal|numeric)\\(10,2\\) -> (decimal|numeric)\\(13, ?5\\) \\(widened\\)"));
        table.sink.check(table.spark, rows, DatabaseCase.LOAD);
        load(table, rows);
        assertThat(rows(table, "id", "wide", "amount", "name", "zip"))
                .containsExactly("1=2=3.25000=abc=00100", "3000000000=4=5.12345=abcdef=00200");
        assertThat(table.sink.shape(table.spark).orElseThrow().columns())
                .extracting(column -> column.name() + " " + column.type())
                .anyMatch(column -> column.matches("(?i)zip .*"))
                .anyMatch(column -> column.matches("(?i)wide (bigint|int8)"));
        Dataset<Row> refused = query(table, "(1L, 4, 1.5D, 'x', 'y') AS t(id, wide, amount, name, zip)");
        assertThatThrownBy(() -> load(table, refused)).hasMessageContaining("amount double into ");
    }

    @Test
    void aTableThatWasAlteredSinceItWasLookedAtIsNotReadAsItWas() {
        DatabaseCase table = under(Contract.USUAL);
        table.execute(
                "CREATE TABLE " + table.relation() + " (" + table.quoted("id") + " INTEGER, " + table.quoted("value")
                        + " INTEGER, " + table.quoted("other") + " INTEGER)",
                "INSERT INTO " + table.relation() + " VALUES (1, 2, 3)");
        Dataset<Row> before = table.sink.published(table.spark).orElseThrow();
        table.execute("ALTER TABLE " + table.relation() + " DROP COLUMN " + table.quoted("other"));
        if (widens()) {
            // Of SQLite all columns are read: each may hold what its type cannot.
            assertThat(before.select("id", "value").collectAsList())
                    .extracting(row -> row.get(0) + "=" + row.get(1))
                    .containsExactly("1=2");
        }
        assertThatThrownBy(before::collectAsList)
                .rootCause()
                .hasMessageContaining("it was altered since the plan was made: other ")
                .hasMessageContaining(" is gone (run again")
                .extracting("code")
                .isEqualTo(Code.INPUT_CHANGED);
        if (widens()) {
            Dataset<Row> again = table.sink.published(table.spark).orElseThrow();
            table.widen("value", "BIGINT");
            assertThatThrownBy(again::collectAsList)
                    .rootCause()
                    .hasMessageMatching("(?i).*: value was int.* and is .*" + "(bigint|int8) \\(run again.*");
        }
    }
}

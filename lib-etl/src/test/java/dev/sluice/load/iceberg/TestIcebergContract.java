package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.load.Contract;
import dev.sluice.load.Contract.Rule;
import dev.sluice.load.Fitted;
import dev.sluice.load.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load into an Iceberg table makes of rows that have not its shape. */
final class TestIcebergContract {
    @TempDir
    Path folder;

    private IcebergBench bench;

    @BeforeEach
    void aTable() {
        bench = new IcebergBench(folder);
        bench.spark.sql("CREATE TABLE " + IcebergBench.TABLE
                + " (id INT, amount DECIMAL(10,2), place STRUCT<city: STRING>, _item BIGINT) USING iceberg");
    }

    private static IcebergSink under(Contract contract) {
        return new IcebergSink(
                IcebergBench.TABLE,
                Mode.REPLACE,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                contract);
    }

    private Dataset<Row> rows(String select) {
        return bench.spark
                .sql("SELECT *, " + IcebergBench.key("a") + "L AS _item FROM " + select)
                .repartition(1);
    }

    private Fitted fit(IcebergSink sink, Dataset<Row> rows) {
        return sink.fit(bench.spark, rows, IcebergBench.LOAD);
    }

    private void load(IcebergSink sink, Dataset<Row> rows) {
        IcebergBench.Runner runner = bench.runner(IcebergBench.LOAD, sink).pin();
        runner.publish(rows, "a", "");
    }

    private List<String> published(String... columns) {
        bench.refresh();
        return bench
                .spark
                .sql("SELECT concat_ws('|', " + String.join(", ", columns) + ") FROM " + IcebergBench.TABLE
                        + " ORDER BY id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void aFrozenTableKeepsItsColumnsTheirMembersAndItsTypes() {
        IcebergSink sink = under(Contract.of(Rule.FREEZE));
        load(sink, rows("VALUES (1, 2.50BD) AS t(id, amount)"));
        refused(sink, "VALUES (2, 'x') AS t(id, extra)", "it has no column extra (");
        refused(
                sink,
                "VALUES (2, named_struct('city', 'x', 'zip', 'y')) AS t(id, place)",
                "it has no column place.zip");
        refused(sink, "VALUES (3000000000L) AS t(id)", "id long into int");
        assertThat(published("id", "amount")).containsExactly("1|2.50");
        assertThat(bench.spark.table(IcebergBench.TABLE).columns()).containsExactly("id", "amount", "place", "_item");
    }

    private void refused(IcebergSink sink, String values, String words) {
        Dataset<Row> rows = rows(values);
        assertThatThrownBy(() -> load(sink, rows))
                .hasMessageContaining(words)
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        assertThatThrownBy(() -> sink.check(bench.spark, rows, IcebergBench.LOAD))
                .hasMessageContaining(words);
    }

    @Test
    void theTableFollowsTheRowsUnlessToldOtherwise() {
        IcebergSink sink = under(Contract.USUAL);
        Dataset<Row> rows = rows("VALUES (3000000000L, 12345678901.25BD, 'x') AS t(id, amount, extra)");
        assertThat(fit(sink, rows).differences())
                .containsExactly(
                        "id int -> bigint (widened)",
                        "amount decimal(10,2) -> decimal(13,2) (widened)",
                        "+ extra string (added)",
                        "- place (not in the rows)");
        sink.check(bench.spark, rows, IcebergBench.LOAD);
        assertThat(bench.spark.table(IcebergBench.TABLE).columns()).doesNotContain("extra");
        load(sink, fit(sink, rows).rows());
        assertThat(published("id", "amount", "extra")).containsExactly("3000000000|12345678901.25|x");
        refused(sink, "VALUES (1.5D) AS t(amount)", "Cannot change column type");
    }

    @Test
    void discardsValuesOrRowsByValue() {
        String values = "VALUES (1L, 2.5D, 'x'), (3000000000L, 2.5D, null), (3, 2.555D, null) AS t(id, amount, extra)";
        IcebergSink byValue = under(Contract.of(Rule.DISCARD_VALUE));
        Fitted first = fit(byValue, rows(values));
        load(byValue, first.rows());
        assertThat(published("coalesce(id, 0)", "amount")).containsExactly("0|2.50", "1|2.50", "3");
        assertThat(first.discarded())
                .containsExactly(
                        new Fitted.Discarded("id", 1, false),
                        new Fitted.Discarded("amount", 1, false),
                        new Fitted.Discarded("extra", 1, false));
        IcebergSink byRow = under(Contract.of(Rule.DISCARD_ROW));
        Fitted second = fit(byRow, rows(values));
        load(byRow, second.rows());
        assertThat(second.counts().orElseThrow().rejected()).isEqualTo(3);
        assertThat(second.rejects().orElseThrow().select("code").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("NO_COLUMN", "VALUE_DOES_NOT_FIT", "VALUE_DOES_NOT_FIT");
    }

    @Test
    void aKeyOrARequiredColumnIsNeverEmptied() {
        bench.spark.sql("DROP TABLE " + IcebergBench.TABLE);
        bench.spark.sql("CREATE TABLE " + IcebergBench.TABLE + " (id INT NOT NULL, _item BIGINT) USING iceberg");
        Dataset<Row> rows = rows("VALUES (1L) AS t(id)");
        assertThatThrownBy(() -> fit(under(Contract.of(Rule.DISCARD_VALUE)), rows))
                .hasMessageContaining("must have a value (set contract { only { id = discard-row } }");
        assertThat(fit(under(Contract.of(Rule.DISCARD_ROW)), rows).rejects()).isPresent();
    }

    @Test
    void aTableThatIsNotThereIsRefusedWhereTablesAreFrozen() {
        bench.spark.sql("DROP TABLE " + IcebergBench.TABLE);
        refused(
                under(new Contract(Optional.of(Rule.FREEZE), Optional.empty(), Optional.empty(), Map.of())),
                "VALUES (1) AS t(id)",
                "there is no such table (");
    }
}

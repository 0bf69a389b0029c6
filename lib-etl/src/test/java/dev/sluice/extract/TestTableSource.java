package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Size;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestTableSource {
    private static final SparkSession SPARK = LocalSpark.session();

    @TempDir
    Path scratch;

    private String table;
    private Plans plans;
    private Tally tally;

    @BeforeEach
    void table() {
        table = "shed.test.t" + UUID.randomUUID().toString().replace("-", "");
        SPARK.sql("CREATE TABLE " + table + " (id INT, name STRING, ts TIMESTAMP, _item BIGINT) USING iceberg");
        insert("(1, 'a', TIMESTAMP '2026-01-01 10:00:00', 5), (2, NULL, TIMESTAMP '2026-01-01 11:00:00', 5)");
        insert("(3, 'c', TIMESTAMP '2026-01-02 10:00:00', 5)");
        plans = plans(Slicing.By.DAY);
        tally = Tally.register(SPARK);
    }

    @Test
    void cutsATableIntoDays() {
        Map<String, Item> days = days();
        assertThat(days).containsOnlyKeys("2026-01-01", "2026-01-02");
        assertThat(days.get("2026-01-01").version().orElseThrow()).startsWith("2-");
    }

    @Test
    void changesTheVersionOfTheDayThatChangedOnly() {
        Map<String, Item> before = days();
        insert("(4, 'd', TIMESTAMP '2026-01-02 23:59:59', 5)");
        Map<String, Item> after = days();
        assertThat(after.get("2026-01-01").version())
                .isEqualTo(before.get("2026-01-01").version());
        assertThat(after.get("2026-01-02").version())
                .isNotEqualTo(before.get("2026-01-02").version());
    }

    @Test
    void seesAValueThatMovedToAnotherColumn() {
        SPARK.sql("ALTER TABLE " + table + " ADD COLUMN other STRING");
        Map<String, Item> before = days();
        SPARK.sql("UPDATE " + table + " SET other = name, name = NULL WHERE id = 3");
        assertThat(days().get("2026-01-02").version())
                .isNotEqualTo(before.get("2026-01-02").version());
    }

    @Test
    void ignoresOrderAndTheItemColumn() {
        Map<String, Item> before = days();
        SPARK.sql("INSERT OVERWRITE " + table + " SELECT id, name, ts, 9L FROM " + table + " ORDER BY id DESC");
        assertThat(days().get("2026-01-01").version())
                .isEqualTo(before.get("2026-01-01").version());
    }

    @Test
    void readsThePlannedSnapshotAndDays() {
        Item day = days().get("2026-01-01");
        insert("(4, 'd', TIMESTAMP '2026-01-01 12:00:00', 5)");
        Dataset<Row> rows = source().read(SPARK, slice(day), tally).get("");
        assertThat(rows.columns()).containsExactly("id", "name", "ts", "_item");
        assertThat(rows.orderBy("id").collectAsList())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.getLong(3)).isEqualTo(day.key()));
        assertThat(tally.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0, 0));
        assertThat(tally.byItem()).containsOnlyKeys("2026-01-01");
        assertThat(rows.where("id = 1").select("name").collectAsList()).hasSize(1);
        assertThat(tally.counts().rows()).isEqualTo(2);
    }

    @Test
    void limitsTheDays() {
        Scope all = plans.scope();
        Scope some = new Scope(
                all.known(),
                all.slicing(),
                all.now(),
                Optional.of(java.time.LocalDate.of(2026, 1, 2)),
                Optional.of(java.time.LocalDate.of(2026, 1, 2)),
                all.memory(),
                scratch);
        assertThat(Plans.byPlace(source().items(SPARK, some))).containsOnlyKeys("2026-01-02");
    }

    @Test
    void leavesALateDayToReprocess() {
        days().values().forEach(day -> plans.publish(day.id(), day.version().orElseThrow(), day.detail()));
        insert("(4, 'd', TIMESTAMP '2026-01-01 12:00:00', 5)");
        assertThat(days()).containsOnlyKeys("2026-01-01", "2026-01-02");
        plans.pass(Duration.ofDays(8));
        Items late = source().items(SPARK, plans.scope());
        assertThat(Plans.byPlace(late)).containsOnlyKeys("2026-01-02");
        assertThat(late.remarks()).extracting(Items.Remark::code).containsExactly("LATE");
        plans.retire("2026-01-01");
        assertThat(days()).containsOnlyKeys("2026-01-01", "2026-01-02");
    }

    @Test
    void remarksOnRowsWithoutADay() {
        insert("(5, 'e', NULL, 5)");
        assertThat(source().items(SPARK, plans.scope()).remarks())
                .extracting(Items.Remark::code)
                .containsExactly("NO_DAY");
    }

    @Test
    void takesATableWhole() {
        plans = plans(Slicing.By.WHOLE);
        Item all = days().get(TableSource.ALL);
        insert("(6, 'f', NULL, 5)");
        assertThat(source().read(SPARK, slice(all), tally).get("").collectAsList())
                .hasSize(3);
        assertThat(tally.counts().rows()).isEqualTo(3);
        assertThat(days().get(TableSource.ALL).version()).isNotEqualTo(all.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DAY", "WHOLE"})
    void noticesThatATableWithoutSnapshotsChanged(String by) {
        table = "plain" + UUID.randomUUID().toString().replace("-", "");
        SPARK.sql("CREATE TABLE " + table + " (id INT, ts TIMESTAMP) USING parquet");
        insert("(1, TIMESTAMP '2026-01-01 10:00:00')");
        plans = plans(Slicing.By.valueOf(by));
        Item day = days().values().iterator().next();
        assertThat(source().read(SPARK, slice(day), tally).get("").collectAsList())
                .hasSize(1);
        assertThat(tally.counts().rows()).isEqualTo(1);
        insert("(2, TIMESTAMP '2026-01-01 10:00:00')");
        assertThatThrownBy(() -> source().read(SPARK, slice(day), tally))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.INPUT_CHANGED));
    }

    @Test
    void missesATable() {
        TableSource none = new TableSource("shed.test.none");
        assertThatThrownBy(() -> none.items(SPARK, plans.scope()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.INPUT_MISSING));
        assertThatThrownBy(() -> new TableSource("a..b")).isInstanceOf(InvalidSetting.class);
    }

    private TableSource source() {
        return new TableSource(table);
    }

    private Map<String, Item> days() {
        return Plans.byPlace(source().items(SPARK, plans.scope()));
    }

    private Plans plans(Slicing.By by) {
        return new Plans(
                scratch, new Slicing(Optional.empty(), by, Optional.of("ts"), new Size(1), 1, Duration.ofDays(7)));
    }

    private static Slice slice(Item item) {
        return new Slice("s1", 1, List.of(item), List.of("load"));
    }

    private void insert(String values) {
        SPARK.sql("INSERT INTO " + table + " VALUES " + values);
    }

    @Test
    void rowsWithMapsInStructsHaveAVersionThatTheirOrderDoesNotChange() {
        assertThat(version("map('a', 1, 'b', 2)")).isEqualTo(version("map('b', 2, 'a', 1)"));
        assertThat(version("map('a', 1, 'b', 2)")).isNotEqualTo(version("map('a', 2, 'b', 1)"));
        assertThat(version("map('a', 1)")).isNotEqualTo(version("CAST(NULL AS MAP<STRING, INT>)"));
    }

    private static String version(String map) {
        Dataset<Row> rows = LocalSpark.session()
                .sql("SELECT named_struct('tags', " + map + ", 'many', array(" + map + ")) AS probe");
        return TableDays.hashes(rows, List.of()).first().getAs("version");
    }
}

package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTableSnapshots {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final String COMPACT =
            "CALL shed.system.rewrite_data_files(table => '%s', options =>" + " map('rewrite-all', 'true'))";

    @TempDir
    Path scratch;

    private String table;
    private Plans plans;

    @BeforeEach
    void table() {
        table = "shed.test.t" + UUID.randomUUID().toString().replace("-", "");
        SPARK.sql("CREATE TABLE " + table + " (id INT, tags MAP<STRING, INT>, _item BIGINT) USING iceberg");
        plans = new Plans(scratch, Slicing.usual());
    }

    private TableSource source(TableSource.Removals removals) {
        return new TableSource(table, Optional.of(TableSource.Cursor.SNAPSHOTS), removals);
    }

    private void insert(int... ids) {
        for (int id : ids) {
            SPARK.sql("INSERT INTO " + table + " VALUES (" + id + ", map('a', " + id + ", 'b', 0), 5)");
        }
    }

    private List<Item> items(TableSource.Removals removals) {
        return new ArrayList<>(
                Plans.byPlace(source(removals).items(SPARK, plans.scope())).values());
    }

    /** Plans, reads the last item, and remembers it as published; the ids of its rows, sorted. */
    private List<Integer> next(TableSource.Removals removals) {
        List<Item> items = items(removals);
        Item item = items.get(items.size() - 1);
        List<Integer> ids = read(item);
        plans.publish(item.id(), item.version().orElseThrow(), item.detail());
        return ids;
    }

    private List<Integer> next() {
        return next(TableSource.Removals.REFUSE);
    }

    private Dataset<Row> rows(Item... items) {
        Slice slice = new Slice("s1", 1, List.of(items), List.of("load"));
        return source(TableSource.Removals.REFUSE)
                .read(SPARK, slice, Tally.register(SPARK))
                .get("");
    }

    private List<Integer> read(Item... items) {
        Tally tally = Tally.register(SPARK);
        Slice slice = new Slice("s1", 1, List.of(items), List.of("load"));
        Dataset<Row> rows =
                source(TableSource.Removals.REFUSE).read(SPARK, slice, tally).get("");
        List<Integer> ids = rows.select("id").collectAsList().stream()
                .map(row -> row.getInt(0))
                .sorted()
                .toList();
        assertThat(tally.counts().rows()).isEqualTo(ids.size());
        rows.select("tags", "_item").collectAsList();
        assertThat(tally.counts().rows()).isEqualTo(ids.size());
        assertThat(List.of(items))
                .extracting(Item::key)
                .containsAll(rows.select("_item").distinct().collectAsList().stream()
                        .map(row -> row.getLong(0))
                        .toList());
        return ids;
    }

    @Test
    void takesTheWholeTableAndThenWhatWasAdded() {
        assertThat(items(TableSource.Removals.REFUSE)).isEmpty();
        insert(1, 2);
        Item whole = items(TableSource.Removals.REFUSE).get(0);
        insert(3);
        assertThat(read(whole)).containsExactly(1, 2);
        plans.publish(whole.id(), "1", whole.detail());
        Item more = items(TableSource.Removals.REFUSE).get(1);
        insert(4);
        SPARK.sql("ALTER TABLE " + table + " RENAME COLUMN tags TO marks");
        SPARK.sql("ALTER TABLE " + table + " ADD COLUMN tags STRING");
        assertThat(read(whole, more)).containsExactly(1, 2, 3);
        assertThat(rows(whole, more).where("marks['b'] = 0 AND tags IS NULL").count())
                .isEqualTo(3);
        plans.publish(more.id(), "1", more.detail());
        assertThat(next()).containsExactly(4);
        assertThat(items(TableSource.Removals.REFUSE)).hasSize(3);
    }

    @Test
    void compactionAddsNothing() {
        insert(1, 2);
        next();
        insert(3);
        SPARK.sql(COMPACT.formatted(table.substring(5)));
        insert(4);
        assertThat(next()).containsExactly(3, 4);
        SPARK.sql(COMPACT.formatted(table.substring(5)));
        assertThat(next()).isEmpty();
    }

    @Test
    void refusesRemovalsUntilTheyAreToBeIgnored() {
        insert(1);
        SPARK.sql("INSERT INTO " + table + " SELECT CAST(id AS INT), map('x', 1), 5 FROM range(10, 14)");
        next();
        insert(3);
        SPARK.sql("UPDATE " + table + " SET id = 20 WHERE id = 10");
        SPARK.sql("DELETE FROM " + table + " WHERE id IN (1, 3, 11)");
        insert(1, 5, 5);
        assertThatThrownBy(() -> items(TableSource.Removals.REFUSE))
                .hasMessageContaining("removes or changes rows")
                .hasMessageContaining("removals = ignore")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThat(next(TableSource.Removals.IGNORE)).containsExactly(5, 5, 20);
        assertThat(items(TableSource.Removals.REFUSE)).hasSize(2);
    }

    @Test
    void rowsThatWereDeletedOneByOneAreToldToo() {
        SPARK.sql("ALTER TABLE " + table + " SET TBLPROPERTIES ('format-version' = '2', 'write.delete.mode' ="
                + " 'merge-on-read', 'write.update.mode' = 'merge-on-read')");
        SPARK.sql("INSERT INTO " + table + " SELECT CAST(id AS INT), map('x', 1, 'y', 2), 5 FROM range(10, 14)");
        next();
        SPARK.sql("DELETE FROM " + table + " WHERE id = 11");
        SPARK.sql("UPDATE " + table + " SET id = 20 WHERE id = 10");
        insert(1);
        assertThat(next(TableSource.Removals.IGNORE)).containsExactly(1, 20);
        insert(2);
        assertThat(next()).containsExactly(2);
    }

    @Test
    void refusesAStretchThatHasExpired() {
        insert(1);
        next();
        insert(2);
        next();
        insert(3, 4);
        expire(2);
        assertThat(items(TableSource.Removals.REFUSE))
                .as("its first is expired, but the rest is there")
                .hasSize(3);
        Item first = items(TableSource.Removals.REFUSE).get(0);
        assertThatThrownBy(() -> read(first))
                .hasMessageContaining("have expired")
                .extracting("code")
                .isEqualTo(Code.INPUT_MISSING);
        insert(5, 6);
        expire(1);
        assertThatThrownBy(() -> items(TableSource.Removals.REFUSE)).hasMessageContaining("have expired");
    }

    private void expire(int keep) {
        SPARK.sql("CALL shed.system.expire_snapshots(table => '" + table.substring(5)
                + "', older_than => TIMESTAMP '2999-01-01 00:00:00', retain_last => " + keep + ")");
    }

    @Test
    void refusesATableThatWasRolledBackOrMadeAnew() {
        insert(1);
        long first = SPARK.sql("SELECT snapshot_id FROM " + table + ".snapshots")
                .first()
                .getLong(0);
        insert(2);
        next();
        SPARK.sql("CALL shed.system.rollback_to_snapshot('" + table.substring(5) + "', " + first + ")");
        replaced();
        insert(3);
        replaced();
        SPARK.sql("DROP TABLE " + table);
        SPARK.sql("CREATE TABLE " + table + " (id INT, tags MAP<STRING, INT>, _item BIGINT) USING iceberg");
        replaced();
    }

    private void replaced() {
        assertThatThrownBy(() -> items(TableSource.Removals.REFUSE))
                .hasMessageContaining("rolled back or replaced")
                .extracting("code")
                .isEqualTo(Code.INPUT_CHANGED);
    }

    @Test
    void refusesWhatHasNoSnapshotsOfItsOwn() {
        insert(1);
        SPARK.sql("ALTER TABLE " + table + " CREATE BRANCH side");
        String name = table;
        table = name + ".branch_side";
        assertThatThrownBy(() -> items(TableSource.Removals.REFUSE)).hasMessageContaining("is a branch");
        table = "plain" + UUID.randomUUID().toString().replace("-", "");
        SPARK.sql("CREATE TABLE " + table + " (id INT) USING parquet");
        assertThatThrownBy(() -> items(TableSource.Removals.REFUSE)).hasMessageContaining("not an Iceberg table");
        assertThatThrownBy(() -> new TableSource("t", Optional.empty(), TableSource.Removals.IGNORE))
                .isInstanceOf(InvalidSetting.class);
    }
}

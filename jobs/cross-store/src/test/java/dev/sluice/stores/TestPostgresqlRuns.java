package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.extract.Tally;
import dev.sluice.fault.Fault;
import dev.sluice.run.JobCheck;
import dev.sluice.run.Lab;
import dev.sluice.run.Report;
import dev.sluice.run.RunListener;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs out of PostgreSQL and into it. */
final class TestPostgresqlRuns {
    private static final String CONF = """
            job = orders
            state = "state"
            catalog.LAKE.warehouse = "lake"
            extract.orders { type = jdbc, SERVER, table = SOURCE CURSOR }
            load = [
              { name = table, from = orders, LOAD }
              { name = rejects, from = orders.rejects, type = files, path = "rejects", format = json }
            ]
            retry.first-wait = 100ms
            check { max-rejects = 100%, reconcile = checksum }
            """;
    private static final String ICEBERG = "type = iceberg, table = LAKE.shop.orders";

    @TempDir
    private Path folder;

    private Lab lab;
    private final String source = "t_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void aTable() {
        lab = new Lab(folder);
        sql("CREATE TABLE %s (id int PRIMARY KEY, name text, at timestamp NOT NULL)".formatted(source));
    }

    private void conf(String cursor, String load) {
        String server = "server { url = \"" + Postgresql.server().url() + "\", user = postgres }";
        lab.conf(CONF.replace("CURSOR", cursor.isEmpty() || cursor.startsWith("}") ? cursor : ", " + cursor)
                .replace("LOAD", load)
                .replace("SERVER", server)
                .replace("SOURCE", source));
    }

    private String upsert(String more) {
        return "type = jdbc, SERVER, table = copy_of_SOURCE, mode = upsert, key = [id]" + more;
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(Postgresql.server().url(), "postgres", "");
    }

    private static void sql(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    private static List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1) + "=" + found.getString(2));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private void insert(String values) {
        sql("INSERT INTO " + source + " VALUES " + values);
    }

    private List<String> lake() {
        return lab.spark().sql("SELECT id, name FROM " + lab.table() + " ORDER BY id, name").collectAsList().stream()
                .map(row -> row.getInt(0) + "=" + row.getString(1))
                .toList();
    }

    private List<String> copy() {
        return rows("SELECT id, name FROM copy_of_" + source + " ORDER BY id");
    }

    private static void done(Report report) {
        assertThat(report.problem()).isEmpty();
        assertThat(report.exitStatus()).isZero();
    }

    @Test
    void aTableIsReadInRangesAtOneMoment() {
        sql(
                "ALTER TABLE " + source + " SET (fillfactor = 10)",
                "INSERT INTO " + source + " SELECT i, repeat('x', 500), '2026-01-01' FROM generate_series(1, 5000) i");
        assertThat(rows("SELECT pg_relation_size('" + source + "') / 8192 > 2000, 1"))
                .containsExactly("t=1");
        conf("", ICEBERG);
        Report report = lab.run(new RunListener() {
            @Override
            public void sliceStarted(Slice slice, int slices, Tally tally) {
                // Every row moves to another page, behind the ranges, and some go: the moment was taken before.
                sql("UPDATE " + source + " SET name = 'moved'", "DELETE FROM " + source + " WHERE id > 4000");
            }
        });
        done(report);
        assertThat(report.read().rows()).isEqualTo(5000);
        assertThat(report.reconciled()).contains(new Report.Reconciled("extract.orders", "source", "count", 5000));
        assertThat(lab.spark()
                        .table(lab.table())
                        .where("length(name) = 500")
                        .select("id")
                        .distinct()
                        .count())
                .isEqualTo(5000);
        assertThat(rows("SELECT count(*), 1 FROM pg_stat_activity WHERE application_name = 'sluice'"))
                .containsExactly("0=1");
    }

    /** To the slice's moment the table would be empty, and the load would be emptied with it. */
    @Test
    void nobodyRewritesATableWhileItIsRead() {
        insert("(1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')");
        conf("", ICEBERG);
        List<Throwable> refused = new ArrayList<>();
        Report report = lab.run(new RunListener() {
            @Override
            public void sliceStarted(Slice slice, int slices, Tally tally) {
                String rewrite = "ALTER TABLE " + source + " ALTER id TYPE bigint";
                for (String altering : List.of(rewrite, "TRUNCATE " + source)) {
                    refused.add(catchThrowable(() -> sql("SET lock_timeout = '100ms'", altering)));
                }
            }
        });
        done(report);
        assertThat(refused)
                .allSatisfy(problem ->
                        assertThat(problem).hasRootCauseMessage("ERROR: canceling statement due to lock timeout"));
        assertThat(lake()).containsExactly("1=a", "2=b");
        sql("ALTER TABLE " + source + " ALTER id TYPE bigint");
    }

    /** Who waits to alter the table keeps readers waiting, too: he goes first, and the slice is read again after him. */
    @Test
    @Tag("chaos")
    @Timeout(120)
    void whoWaitsToAlterATableGoesFirst() throws Exception {
        insert("(1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')");
        conf("", ICEBERG);
        lab.conf(lab.text() + "retry { first-wait = 1s }\n");
        List<CompletableFuture<Void>> altering = new ArrayList<>();
        Report report = lab.run(new RunListener() {
            @Override
            public void sliceStarted(Slice slice, int slices, Tally tally) {
                if (altering.isEmpty()) {
                    altering.add(CompletableFuture.runAsync(
                            () -> sql("ALTER TABLE " + source + " ALTER id TYPE bigint, DROP name")));
                    while (rows("SELECT count(*), 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND query LIKE 'ALTER TABLE " + source + "%'")
                            .contains("0=1")) {
                        Thread.onSpinWait();
                    }
                }
            }
        });
        altering.get(0).get(30, TimeUnit.SECONDS);
        done(report);
        assertThat(report.slices().get(0).problem()).contains("lock timeout");
        assertThat(lab.spark()
                        .table(lab.table())
                        .where("id > 0 AND name IS NULL")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void noRowIsLateByXmin() throws SQLException {
        insert("(1, 'a', now()), (2, 'b', now())");
        conf("cursor = xmin", upsert(""));
        try (Connection late = connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("INSERT INTO " + source + " VALUES (3, 'late', '2026-01-01')");
            insert("(4, 'younger', now())");
            done(lab.run());
            assertThat(copy()).containsExactly("1=a", "2=b");
            late.commit();
        }
        sql("UPDATE " + source + " SET name = 'changed' WHERE id = 1");
        done(lab.run());
        assertThat(copy()).containsExactly("1=changed", "2=b", "3=late", "4=younger");
        sql("UPDATE " + source + " SET name = 'again' WHERE id = 4");
        Report third = lab.run();
        done(third);
        assertThat(third.read().rows()).isEqualTo(1);
        assertThat(copy()).containsExactly("1=changed", "2=b", "3=late", "4=again");
    }

    @Test
    void aColumnOfTransactionNumbersIsACursorToo() {
        sql("ALTER TABLE " + source + " ADD COLUMN tx xid8 NOT NULL DEFAULT pg_current_xact_id()");
        insert("(1, 'a', now())");
        conf("cursor = tx", ICEBERG);
        done(lab.run());
        insert("(2, 'b', now())");
        done(lab.run());
        assertThat(lake()).containsExactly("1=a", "2=b");
    }

    @Test
    void aRowWithoutATransactionNumberIsRefused() {
        sql("ALTER TABLE " + source + " ADD COLUMN tx xid8");
        insert("(1, 'a', now())");
        conf("cursor = tx", ICEBERG);
        assertThatThrownBy(() -> lab.run()).hasMessageContaining("it is NULL in some rows");
        conf("cursor = xmin, overlap = 10", upsert(", version = at"));
        assertThatThrownBy(() -> lab.run()).hasMessageContaining("no row is late by it");
    }

    @Test
    void aLoadThatLacksAnOlderStretchGetsItToo() {
        insert("(1, 'a', now())");
        conf("cursor = xmin", ICEBERG);
        done(lab.run());
        insert("(2, 'b', now())");
        conf("cursor = xmin", ICEBERG + " }\n{ name = other, from = orders, type = files, path = \"other\"");
        done(lab.run());
        assertThat(lake()).containsExactly("1=a", "2=b");
        assertThat(lab.spark()
                        .read()
                        .parquet(folder.resolve("other").toString())
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whatOverlapsIsReadAgainAndTheNewestStays() {
        insert("(1, 'a', '2026-01-01 10:00'), (2, 'b', '2026-01-01 12:00')");
        conf("cursor = at, overlap = 1h", upsert(", version = at"));
        done(lab.run());
        insert("(3, 'late', '2026-01-01 11:30')");
        Report nothingNewer = lab.run();
        assertThat(nothingNewer.plan().slices()).isZero();
        insert("(4, 'new', '2026-01-01 13:00')");
        Report second = lab.run();
        done(second);
        assertThat(second.read().rows()).isEqualTo(3);
        assertThat(copy()).containsExactly("1=a", "2=b", "3=late", "4=new");
    }

    @Test
    void anOverlapWithoutAVersionIsRefused() {
        conf("cursor = at, overlap = 1h", upsert(""));
        assertThatThrownBy(lab::job).isInstanceOf(Fault.class).hasMessageContaining("would hold rows twice");
        conf("cursor = at, overlap = 1h", ICEBERG);
        assertThatThrownBy(lab::job).hasMessageContaining("would hold rows twice");
        conf("cursor = at, overlap = 0", upsert(""));
        assertThatThrownBy(lab::job).hasMessageContaining("might keep an old row over a newer one");
        conf("cursor = at", ICEBERG);
        assertThatThrownBy(() -> lab.run()).hasMessageContaining("set overlap").hasMessageContaining("cursor = xmin");
    }

    @Test
    void whatTakesOutAllThatIsThereIsForWholeReadsAlone() {
        String refresh = "type = jdbc, SERVER, table = copy_of_SOURCE, mode = refresh";
        String where = "type = jdbc, SERVER, table = copy_of_SOURCE, replace-where = \"id > 0\"";
        for (String load : List.of(refresh, where)) {
            conf("cursor = xmin", load);
            assertThatThrownBy(lab::job)
                    .hasMessageContaining("would let each slice take out the rows of the one before");
        }
        conf("cursor = xmin", where.replace("> 0", "= {item}"));
        assertThat(lab.job().loads()).hasSize(2);
        insert("(1, 'a', now()), (2, 'b', now())");
        conf("}\nslice { by = whole", refresh);
        done(lab.run());
        sql("DELETE FROM " + source + " WHERE id = 1");
        insert("(3, 'c', now())");
        done(lab.run());
        assertThat(copy()).containsExactly("2=b", "3=c");
    }

    @Test
    void aCursorThatIsNullSomewhereIsRefused() {
        sql("ALTER TABLE " + source + " ALTER at DROP NOT NULL");
        insert("(1, 'a', NULL)");
        conf("cursor = at, overlap = 0", ICEBERG);
        assertThatThrownBy(() -> lab.run()).hasMessageContaining("it is NULL in some rows");
        conf("cursor = name, overlap = 1h", upsert(", version = at"));
        assertThatThrownBy(() -> lab.run()).hasMessageContaining("texts allow only 0");
        conf("cursor = nope, overlap = 0", ICEBERG);
        assertThatThrownBy(() -> lab.run()).hasMessageContaining("nope is not a column");
    }

    @Test
    void whatCannotBeHeldIsARejectWithItsRow() {
        insert("(1, 'a', 'infinity'), (2, 'b', '2026-01-01')");
        conf("", ICEBERG);
        Report report = lab.run();
        done(report);
        assertThat(lake()).containsExactly("2=b");
        assertThat(report.read().rejected()).isEqualTo(1);
        assertThat(lab.spark()
                        .read()
                        .json(folder.resolve("rejects").toString())
                        .select("code", "message", "raw")
                        .collectAsList())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString(0)).isEqualTo("UNREADABLE_VALUE");
                    assertThat(row.getString(1)).isEqualTo("at: infinity is no timestamp of Spark");
                    assertThat(row.getString(2)).startsWith("{\"id\":\"1\",\"name\":\"a\"");
                });
    }

    @Test
    void aRowIsARejectForEachLoadWhateverColumnsItTakes() {
        insert("(1, 'a', 'infinity'), (2, 'b', '2026-01-01')");
        conf("", ICEBERG + " }\n{ name = ids, from = only, type = files, path = \"ids\"");
        lab.conf(lab.text()
                .replace(
                        "load = [",
                        "transform = [{ name = only, type = sql, sql = \"SELECT id, _item FROM orders\" }]"
                                + "\nload = ["));
        done(lab.run());
        assertThat(lab.spark().read().parquet(folder.resolve("ids").toString()).count())
                .isEqualTo(1);
    }

    @Test
    void aSourceBesideTheDrivingOneMayHaveNoRejectsAmongTheRowsThatAreAskedFor() {
        insert("(1, 'a', 'infinity'), (2, 'b', '2026-01-01')");
        String other = "t_" + UUID.randomUUID().toString().replace("-", "");
        sql("CREATE TABLE " + other + " AS SELECT i AS id FROM generate_series(1, 3) i");
        conf("", ICEBERG);
        lab.conf(lab.text()
                .replace(
                        "load = [",
                        "extract.driving { type = jdbc, server { url = \""
                                + Postgresql.server().url()
                                + "\", user = postgres }, table = " + other
                                + " }\nslice { of = driving, max-count = 1 }\ntransform = ["
                                + "{ name = joined, type = sql, sql = \"SELECT o.*, d._item FROM driving d JOIN orders o USING (id)"
                                + "\" }]\nload = [")
                .replace("from = orders,", "from = joined,"));
        assertThat(lab.run().problem()).contains("Cannot read all of " + source, "infinity is no timestamp");
        lab.conf(lab.text().replace("USING (id)", "USING (id) WHERE name = 'b' AND d.id <> 3"));
        List<String> asked = JobCheck.connect(lab.spark(), lab.job()).asked().get("table");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).startsWith(source + " of jdbc:").contains("(\"name\" = 'b')", "(\"id\" <> 3)");
        done(lab.run());
        assertThat(lake()).containsExactly("2=b");
    }

    @Test
    void aQueryIsReadAndJoined() {
        insert("(1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')");
        conf("", ICEBERG);
        lab.conf("""
                job = orders
                state = "state"
                catalog.LAKE.warehouse = "lake"
                extract.orders {
                  type = jdbc, server { url = "%s", user = postgres }, where = "id > 1"
                  query = "SELECT id, name || '!' AS name FROM %s -- all of it"
                }
                load = [{ name = table, from = orders, type = iceberg, table = LAKE.shop.orders }]
                """.formatted(Postgresql.server().url(), source));
        done(lab.run());
        assertThat(lake()).containsExactly("2=b!");
    }
}

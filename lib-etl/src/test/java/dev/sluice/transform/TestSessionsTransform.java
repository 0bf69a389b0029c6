package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class TestSessionsTransform {
    private static final String HITS = """
            SELECT _item, k, timestamp(ts) AS ts, n FROM VALUES
              (7L, 'a', '2026-03-01 10:00:00', 1), (7L, 'a', '2026-03-01 10:29:59.999999', 2),
              (8L, 'a', '2026-03-01 10:59:59.999999', 3), (8L, 'a', '2026-03-01 11:10:00', 4),
              (7L, 'b', '2026-03-01 10:05:00', 5), (8L, 'b', NULL, 6), (8L, NULL, '2026-03-01 10:00:00', 7),
              (8L, NULL, '2026-03-01 10:01:00', 8) AS t(_item, k, ts, n)""";
    private static final String SESSIONS = "type = sessions, key = [k], time = ts";

    @Test
    void endsASessionWhereTheGapIsReached() {
        Dataset<Row> made = Steps.made(HITS, SESSIONS);
        List<Row> rows = made.orderBy("n").collectAsList();

        assertThat(made.schema().simpleString())
                .isEqualTo("struct<k:string,ts:timestamp,n:int,session_id:string,session_position:int,_item:bigint>");
        assertThat(rows).extracting(row -> row.get(4)).containsExactly(1, 2, 1, 2, 1, null, 1, 2);
        assertThat(rows).extracting(row -> row.get(5)).containsExactly(7L, 7L, 8L, 8L, 7L, 8L, 8L, 8L);
        List<String> ids = rows.stream().map(row -> row.getString(3)).toList();
        assertThat(ids.get(0)).matches("[0-9a-f]{32}").isEqualTo(ids.get(1));
        assertThat(ids.get(2)).isEqualTo(ids.get(3));
        assertThat(ids.get(6)).isEqualTo(ids.get(7));
        assertThat(ids.get(5)).as("without a time").isNull();
        assertThat(new HashSet<>(ids)).hasSize(5);
    }

    @Test
    void givesTheSameIdsWhateverTheSettingsOfSpark() {
        // printf '{"at":"2026-03-01T10:05:00.000000","key0":"b"}' | sha256sum
        assertThat(idsIn("UTC", 1)).contains("5 b83b48625bc7cb7c6d196212f12eac2c 1");
        assertThat(idsIn("America/New_York", 7)).isEqualTo(idsIn("UTC", 1));
    }

    private static List<String> idsIn(String zone, int partitions) {
        SparkSession spark = LocalSpark.session().newSession();
        spark.conf().set("spark.sql.session.timeZone", zone);
        spark.conf().set("spark.sql.shuffle.partitions", String.valueOf(partitions));
        spark.conf().set("spark.sql.jsonGenerator.ignoreNullFields", String.valueOf(partitions == 1));
        String query = "SELECT _item, k, from_utc_timestamp(ts, 'UTC') AS ts, n FROM ("
                + HITS.replace("timestamp(ts)", "timestamp(concat(ts, 'Z'))") + ")";
        return Steps.made(spark, query, SESSIONS).orderBy("n").collectAsList().stream()
                .map(row -> row.get(2) + " " + row.get(3) + " " + row.get(4))
                .toList();
    }

    @Test
    void takesTheGapThatTheFileAsksFor() {
        assertThat(sessions(HITS, SESSIONS + ", gap = 1h")).isEqualTo(3);
        assertThat(sessions(HITS, SESSIONS + ", gap = 1us")).isEqualTo(7);
        assertThat(sessions(HITS, SESSIONS + ", gap = 365d")).isEqualTo(3);
    }

    @Test
    void endsSessionsWithTheItemWhereThatIsPartOfTheKey() {
        assertThat(sessions(HITS, "type = sessions, key = [k, _item], time = ts, gap = 1h"))
                .isEqualTo(4);
    }

    private static long sessions(String query, String settings) {
        return Steps.made(query, settings)
                .where("session_id IS NOT NULL")
                .select("session_id")
                .distinct()
                .count();
    }

    @Test
    void ordersRowsOfOneTimeByAllTheirColumns() {
        String rows = "SELECT 'k' AS k, timestamp'2026-03-01 10:00:00' AS ts, id % 50 AS v, map('m', id) AS m"
                + " FROM range(0, 200, 1, 4)";
        String settings = SESSIONS + ", prefix = s_";
        List<String> forwards = Steps.rows(Steps.made(rows, settings).orderBy("s_position"));

        assertThat(Steps.rows(Steps.made(rows + " ORDER BY id DESC", settings).orderBy("s_position")))
                .isEqualTo(forwards)
                .hasSize(200);
    }

    @Test
    void givesTheRowsOfASessionOneIdAlsoWhereTheirKeysLookDifferent() {
        assertThat(sessions(
                        "SELECT k, timestamp'2026-03-01 10:00:00' AS ts FROM VALUES (0.0D), (-0.0D) AS t(k)", SESSIONS))
                .isEqualTo(1);
    }

    @Test
    void tellsKeysOfSeveralColumnsApart() {
        assertThat(sessions(
                        "SELECT a, b, timestamp'2026-03-01 10:00:00' AS ts FROM VALUES"
                                + " ('x,y', 'z'), ('x', 'y,z'), ('x', NULL), (NULL, 'x'), (NULL, 'null') AS t(a, b)",
                        "type = sessions, key = [a, b], time = ts"))
                .isEqualTo(5);
    }

    @Test
    void takesTimesWithoutAZoneAsTheyStand() {
        String query = HITS.replace("timestamp(ts)", "CAST(ts AS TIMESTAMP_NTZ)");

        assertThat(sessions(query, SESSIONS)).isEqualTo(4);
        assertThat(Steps.rows(Steps.made(query, SESSIONS).orderBy("n").select("session_id", "session_position")))
                .isEqualTo(
                        Steps.rows(Steps.made(HITS, SESSIONS).orderBy("n").select("session_id", "session_position")));
    }

    @Test
    void givesTheSameWithGeneratedCode() {
        SparkSession generating = LocalSpark.session().newSession();
        generating.conf().set("spark.sql.codegen.wholeStage", "true");
        generating.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");

        assertThat(Steps.rows(Steps.made(generating, HITS, SESSIONS).orderBy("n")))
                .isEqualTo(Steps.rows(Steps.made(HITS, SESSIONS).orderBy("n")));
    }

    @Test
    void shufflesOnce() {
        String plan = Steps.made(HITS, SESSIONS).queryExecution().sparkPlan().toString();
        String executed =
                Steps.made(HITS, SESSIONS).queryExecution().executedPlan().toString();

        assertThat(plan).contains("Window");
        assertThat(executed.split("Exchange hashpartitioning", -1)).hasSize(2);
        assertThat(executed.split("Sort \\[", -1)).hasSize(2);
    }

    @Test
    void combinesRowsAndSaysSo() {
        assertThat(Steps.step(SESSIONS).combinesRows()).isTrue();
        assertThat(Steps.step(SESSIONS).sliceScoped()).isFalse();
        assertThat(Steps.step(SESSIONS + ", scope = slice").sliceScoped()).isTrue();
        assertThat(Steps.step(SESSIONS).inputs()).containsExactly("t");
    }

    @Test
    void saysWhatIsWrongWithItsColumns() {
        refuses("type = sessions, key = [kk], time = ts", "\"kk\" is not a column of its input (_item, k, ts, n)");
        refuses("type = sessions, key = [k], time = t", "\"t\" is not a column of its input");
        refuses("type = sessions, key = [k], time = n", "column \"n\" is of type INT; TIMESTAMP is wanted");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Steps.made("SELECT 1 AS k, now() AS ts, 2 AS session_id", SESSIONS))
                .withMessageContaining("its input has a column \"session_id\" already (choose another prefix)");
    }

    private static void refuses(String settings, String message) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Steps.made(HITS, settings))
                .withMessageStartingWith("Cannot build table \"made\": ")
                .withMessageContaining(message)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }

    @Test
    void refusesSettingsWithTheirLines() {
        assertThat(Steps.problems("type = sessions, time = ts\nkey = []"))
                .containsExactly("2 key names no column; give at least one");
        assertThat(Steps.problems("type = sessions, time = ts, key = [k]\ngap = 0s"))
                .containsExactly("2 gap is no time at all; write it like 30m");
        assertThat(Steps.problems("type = sessions, key = [k]\ngap = 30\nscope = day"))
                .contains("2 gap needs a unit, such as 30s")
                .anyMatch(one -> one.startsWith("3 scope \"day\" is not one of slice"))
                .anyMatch(one -> one.startsWith("1 time missing; the column of the time"));
    }

    @Test
    void hasItsPresets() {
        assertThat(Steps.step(SESSIONS))
                .isEqualTo(new SessionsTransform(
                        "made", "t", List.of("k"), "ts", Duration.ofMinutes(30), "session_", Optional.empty()));
    }
}

package dev.sluice.media;

import static dev.sluice.media.PlanConf.step;
import static dev.sluice.media.PlanTables.expected;
import static dev.sluice.media.PlanTables.input;
import static dev.sluice.media.PlanTables.many;
import static dev.sluice.media.PlanTables.row;
import static dev.sluice.media.PlanTables.seconds;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.estimate.Estimator;
import dev.sluice.media.estimate.PlanRows;
import dev.sluice.media.table.Records;
import dev.sluice.transform.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPlanSteps {
    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void estimateSaysWhatTheEstimatorSays() {
        Dataset<Row> made = estimated(input(spark, List.of(row("a", 60), row("b", 600))), "");

        assertThat(made.columns()).containsExactly("job_key", "bytes", "probe", "target", "estimate", "_item");
        assertThat(made.schema().apply("estimate").dataType().json())
                .isEqualTo(DataTypes.createStructType(
                                Records.schema(Estimate.class).fields())
                        .json());
        Row first = made.where("job_key = 'a'").first();
        Estimate expected = expected(60);
        assertThat(Records.record(Estimate.class, first.getAs("estimate"))).isEqualTo(expected);
        assertThat(first.<Long>getAs("_item")).isEqualTo(7);
    }

    @Test
    void estimateLeavesRowsWithoutATargetAlone() {
        Row skipped = RowFactory.create(null, 1000L, Records.row(PlanRows.probe("h264", 60, "")), null, 7L);

        assertThat(estimated(input(spark, List.of(skipped)), "").first().isNullAt(4))
                .isTrue();
    }

    @Test
    void estimateHeedsItsSettings() {
        Dataset<Row> made = estimated(input(spark, List.of(row("a", 60))), ", threads = 8, input-copied = true");
        Estimate expected = Estimator.of(List.of(), 8)
                .withInputCopied()
                .estimate(PlanRows.probe("h264", 60, ""), 1000, PlanRows.target());

        assertThat(Records.record(Estimate.class, made.first().getAs("estimate")))
                .isEqualTo(expected);
    }

    @Test
    void estimateReadsACalibration() throws IOException {
        Path file = folder.resolve("speeds.conf");
        Files.writeString(file, PlanRows.calibration(10));
        Dataset<Row> plain = estimated(input(spark, List.of(row("a", 600))), "");
        Dataset<Row> slow = estimated(input(spark, List.of(row("a", 600))), ", calibration = \"" + file + "\"");

        assertThat(seconds(slow)).isCloseTo(10 * seconds(plain), within(0.01));
        Files.writeString(file, "speeds = [\n { encoder = x,\n presets = y } ]");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> estimated(input(spark, List.of()), ", calibration = \"" + file + "\""))
                .withMessageContaining("line 3")
                .withMessageContaining("unknown setting; did you mean \"preset\"?")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
        // Nothing was measured yet: shipped figures.
        assertThat(estimated(input(spark, List.of()), ", calibration = \"" + folder + "/none.conf\"")
                        .columns())
                .contains("estimate");
    }

    @Test
    void costSumsUpByProfileAndInAll() {
        Dataset<Row> estimates = estimated(input(spark, List.of(row("a", 60), row("b", 600))), "");
        List<Row> totals = made(
                        "type = cost, prices { currency = EUR, per-cpu-hour = 0.05, per-gb = 0.2 }",
                        Map.of("t", estimates))
                .orderBy("profile")
                .collectAsList();
        Estimate one = expected(60);
        Estimate two = expected(600);

        assertThat(totals).extracting(row -> row.getAs("profile")).containsExactly(null, "web");
        assertThat(totals).allSatisfy(row -> {
            double hours = (one.cpuSeconds().p90() + two.cpuSeconds().p90()) / 3600;
            double gigabytes = (one.outputBytes().p90() + two.outputBytes().p90()) / 1e9;
            assertThat(row.<Long>getAs("jobs")).isEqualTo(2);
            assertThat(row.<String>getAs("currency")).isEqualTo("EUR");
            assertThat(row.<Row>getAs("cpu_hours").getDouble(2)).isCloseTo(hours, within(1e-6));
            assertThat(row.<Row>getAs("output_gb").getDouble(2)).isCloseTo(gigabytes, within(1e-9));
            assertThat(row.<Row>getAs("money").getDouble(2)).isCloseTo(hours * 0.05 + gigabytes * 0.2, within(1e-6));
        });
    }

    @Tag("chaos")
    @Test
    void shardPacksTheSameWhateverTheOrderAndPartitions() {
        List<Row> rows = many(400);
        Map<String, String> shards = shards(input(spark, rows), "");
        for (int seed = 0; seed < 2; seed++) {
            List<Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(seed));
            // Few rows would otherwise meet in one partition, sorted by their key for the grouping.
            spark.conf().set("spark.sql.adaptive.enabled", "false");
            spark.conf().set("spark.sql.shuffle.partitions", 5 + seed);
            assertThat(shards(input(spark, shuffled).repartition(3 + seed), "")).isEqualTo(shards);
        }
    }

    @Test
    void shardKeepsCapsClassesAndRows() {
        Dataset<Row> made = sharded(input(spark, many(400)), "");
        List<Row> shards = made.groupBy("shard", "class", "chunked")
                .agg(
                        expr("count(*)").as("jobs"),
                        expr("sum(estimate.cpu_seconds.p50)").as("cost"))
                .orderBy("shard")
                .collectAsList();

        assertThat(made.columns())
                .containsExactly(
                        "job_key", "bytes", "probe", "target", "estimate", "shard", "class", "chunked", "_item");
        assertThat(made.count()).isEqualTo(400);
        assertThat(shards)
                .extracting(row -> row.<Integer>getAs("shard"))
                .doesNotHaveDuplicates()
                .startsWith(0);
        assertThat(new TreeSet<>(
                        shards.stream().map(row -> row.<String>getAs("class")).toList()))
                .isEqualTo(Set.of("hdr", "large-memory", "ordinary"));
        assertThat(shards).allSatisfy(row -> {
            long jobs = row.getAs("jobs");
            if (row.<Boolean>getAs("chunked")) {
                assertThat(jobs).isEqualTo(1);
            } else {
                assertThat(jobs).isBetween(1L, 30L);
                assertThat(row.<Double>getAs("cost")).isLessThanOrEqualTo(1200.001);
            }
        });
        assertThat(shards).extracting(row -> row.<Boolean>getAs("chunked")).contains(true, false);
    }

    @Test
    void shardNumbersAfterTheLastLiveOne() {
        Dataset<Row> estimates = estimated(input(spark, many(40)), "");
        Dataset<Row> live = spark.sql("SELECT * FROM VALUES ('x', 4), ('y', 11), ('z', NULL) AS t(job_key, shard)");
        String settings = "type = shard, max-cost = 20m, max-items = 30, live = l";

        assertThat(least(made(settings, Map.of("t", estimates, "l", live)))).isEqualTo(12);
        assertThat(least(made(settings, Map.of("t", estimates, "l", live.where("shard > 99")))))
                .isZero();
    }

    @Test
    void shardTakesRowsOfOneKeyAsOneJobAndLeavesTheRestAlone() {
        Row skipped = RowFactory.create(null, 1000L, Records.row(PlanRows.probe("h264", 60, "")), null, 7L);
        List<Row> rows = sharded(
                        input(spark, List.of(row("a", 600), row("a", 600), row("b", 600), skipped)), ", max-items = 1")
                .orderBy("job_key")
                .collectAsList();

        assertThat(rows).extracting(row -> row.getAs("job_key")).containsExactly(null, "a", "a", "b");
        assertThat(rows).extracting(row -> row.getAs("shard")).containsExactly(null, 0, 0, 1);
    }

    @Test
    void saysWhichColumnIsNotThere() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> estimated(input(spark, List.of()).withColumnRenamed("probe", "probes"), ""))
                .withMessageStartingWith("Cannot build table \"made\": its input has no column \"probe\" (")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> estimated(spark.sql("SELECT 'a' AS bytes, 1 AS target, struct(1) AS probe"), ""))
                .withMessageContaining("column \"probe\" is of type STRUCT<");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> estimated(estimated(input(spark, List.of()), ""), ""))
                .withMessageEndingWith("its input has a column \"estimate\" already (leave it out in a sql step)");
    }

    private static Dataset<Row> estimated(Dataset<Row> input, String settings) {
        return made("type = estimate" + settings, Map.of("t", input));
    }

    private static Dataset<Row> sharded(Dataset<Row> input, String settings) {
        return made(
                "type = shard, max-cost = 20m, max-items = 30, large-memory = 2 GB" + settings,
                Map.of("t", estimated(input, "")));
    }

    private static Map<String, String> shards(Dataset<Row> input, String settings) {
        return sharded(input, settings).select("job_key", "shard", "class").collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> row.getString(0), row -> row.get(1) + " " + row.get(2), (a, b) -> a + b, TreeMap::new));
    }

    private static int least(Dataset<Row> sharded) {
        return sharded.selectExpr("min(shard)").first().getInt(0);
    }

    private static Dataset<Row> made(String settings, Map<String, Dataset<Row>> tables) {
        return step(settings).apply(spark, new Tables(tables)).table("made");
    }
}

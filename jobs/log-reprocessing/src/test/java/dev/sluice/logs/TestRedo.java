package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.extract.Scope;
import dev.sluice.extract.Slicing;
import dev.sluice.extract.Tally;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Report;
import dev.sluice.run.Reprocess;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import dev.sluice.slice.Item;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job reads lines again that another one rejected, as the other one would have read them. */
class TestRedo {
    private static final String COMBINED =
            "192.0.2.1 - - [10/Oct/2025:13:55:%02d +0000] \"GET /%d HTTP/1.1\" 200 5 \"http://r/\" \"ua\"\n";
    private static final String EVENT = """
            2016-12-19 16:00:02,%03d ERROR [main] org.example.Server - failed

            java.io.IOException: no
            \tat org.example.Server.main(Server.java:7)
            """;

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();

    /** A catalog of each test's own: sessions keep those that they have opened. */
    private final String lake = "lake" + System.nanoTime();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        StringBuilder hosts = new StringBuilder();
        StringBuilder plain = new StringBuilder("\uFEFF");
        for (int i = 0; i < 40; i++) {
            hosts.append("www.example.org:443 ").append(COMBINED.formatted(i, i));
            plain.append(COMBINED.formatted(i, i).replace("\n", "\r\n"));
            plain.append(i % 7 == 0 ? "\r\n" : i % 5 == 0 ? "Segmentation fault\n" : "");
        }
        byte[] latin = COMBINED.formatted(1, 1).replace("ua", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        Files.writeString(folder.resolve("in/a.log"), hosts);
        Files.write(folder.resolve("in/b.gz"), Gz.of(plain.toString()));
        Files.write(folder.resolve("in/c.tar.gz"), Gz.of(Pack.tar(Pack.members("m.log", latin))));
        Files.writeString(
                folder.resolve("in/d.log"),
                "h.example:1 " + COMBINED.formatted(2, 2) + COMBINED.formatted(3, 3) + "x".repeat(100_000) + "\n");
    }

    @Test
    void rowsAreThoseOfAJobThatReadThemRightly() throws IOException {
        redoneFrom("json");
    }

    @ParameterizedTest
    @Tag("chaos")
    @ValueSource(strings = {"parquet", "iceberg"})
    void whateverHoldsTheRejects(String kind) throws IOException {
        redoneFrom(kind);
    }

    private void redoneFrom(String kind) throws IOException {
        String rejects = kind.equals("iceberg")
                ? "type = iceberg, table = LAKE.web.rejected"
                : "type = files, path = rejects, format = " + kind;
        Report first =
                run(job("first", "format = vhost_combined", "type = iceberg, table = LAKE.web.requests", rejects));
        Report redo = run(redo("format = combined", "type = iceberg, table = LAKE.web.requests"));
        run(job(
                "right",
                "format = mixed, formats = [vhost_combined, combined]",
                "type = iceberg, table = LAKE.web.right",
                "type = files, path = right-rejects"));

        String[] columns = {
            "_id", "_origin", "vhost", "client_ip", "ts", "path", "hex(user_agent)", "_error", "hex(_raw)"
        };
        Dataset<Row> both = spark.table(lake + ".web.requests").selectExpr(columns);
        Dataset<Row> right = spark.table(lake + ".web.right").selectExpr(columns);
        assertThat(both.count()).isEqualTo(83).isEqualTo(right.count());
        assertThat(both.exceptAll(right).collectAsList()).isEmpty();
        assertThat(both.where("_error.code = 'INVALID_UTF8' AND _origin.member = 'm.log'")
                        .count())
                .isEqualTo(1);
        assertThat(redo.problem()).isEmpty();
        assertThat(redo.read().balanced()).isTrue();
        assertThat(redo.read().rows()).isEqualTo(42);
        assertThat(redo.read().rows() + redo.read().rejected())
                .isEqualTo(first.read().rejected());
        assertThat(redo.reasons()).isEqualTo(Map.of("NOT_IN_FORMAT", 6L, "NO_WHOLE_LINE", 1L));
        assertThat(run(folder.resolve("redo.conf")).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @ParameterizedTest
    @Tag("chaos")
    @ValueSource(strings = {"ecs", "otel"})
    void rowsHaveTheNamesOfTheSchemaThatIsAskedFor(String naming) throws IOException {
        String named = ", naming = " + naming;
        run(job(
                "first",
                "format = vhost_combined" + named,
                "type = files, path = rows",
                "type = files, path = rejects"));
        run(redo("format = combined" + named, "type = files, path = again"));
        run(job("right", "format = combined" + named, "type = files, path = right", "type = files, path = others"));

        Dataset<Row> again =
                spark.read().parquet(folder.resolve("again").toString()).drop("_item", "slice");
        Dataset<Row> right =
                spark.read().parquet(folder.resolve("right").toString()).drop("_item", "slice");
        assertThat(again.columns()).isEqualTo(right.columns());
        assertThat(again.count()).isEqualTo(42);
        assertThat(again.exceptAll(right).collectAsList()).isEmpty();
    }

    @Test
    @Tag("chaos")
    void linesThatFollowEachOtherBecomeEventsAgain() throws IOException {
        StringBuilder text = new StringBuilder("\tat an end of something\n");
        for (int i = 0; i < 50; i++) {
            text.append(EVENT.formatted(i));
            text.append(i % 10 == 0 ? "www:1 " + COMBINED.formatted(i, i) + EVENT.formatted(999) : "");
        }
        // A line that the first job could read ends an event for the second, as it does not for a reader of the file.
        Files.writeString(folder.resolve("in/a.log"), text);
        run(job("first", "format = vhost_combined", "type = files, path = rows", "type = files, path = rejects"));
        String there = "zones = [{ path = \"*/in/a.log\", zone = Asia/Tokyo }]";
        run(redo("format = log4j, zone = Europe/Paris, " + there, "type = files, path = events"));

        Dataset<Row> direct = spark.read()
                .format("sluice-logs")
                .option("format", "log4j")
                .option("zone", "Asia/Tokyo")
                .load(folder.resolve("in/a.log").toString());
        String[] columns = {"_id", "_origin", "ts", "message", "exception", "stack_trace"};
        Dataset<Row> redone = spark.read().parquet(folder.resolve("events").toString());
        String untouched = "NOT stack_trace LIKE '%192.0.2.1%'";
        assertThat(redone.where("_origin.file LIKE '%a.log'").count())
                .isEqualTo(55)
                .isEqualTo(direct.count());
        assertThat(direct.where(untouched)
                        .selectExpr(columns)
                        .exceptAll(redone.selectExpr(columns))
                        .collectAsList())
                .isEmpty();
        assertThat(direct.where(untouched).count()).isEqualTo(50);
        assertThat(redone.where("_origin.last_line = _origin.line + 3").count()).isEqualTo(55);
    }

    @Test
    @Tag("chaos")
    void whatTheFirstJobReadsAgainIsTakenOut() throws IOException {
        String table = "type = iceberg, table = LAKE.twice.requests";
        run(job("first", "format = vhost_combined", table, "type = files, path = rejects"));
        Path redo = redo("format = combined", table);
        run(redo);
        assertThat(spark.table(lake + ".twice.requests").count()).isEqualTo(83);

        Path again = job(
                "first", "format = mixed, formats = [vhost_combined, combined]", table, "type = files, path = rejects");
        Job job = JobFile.read(again, BuiltIn.kinds(), Map.of());
        Request request = new Request("u", Instant.now(), Optional.empty(), Optional.empty(), "test");
        new Reprocess(Optional.of("*"), Optional.empty(), Optional.empty(), Optional.empty())
                .retire(spark, job, request);
        run(again);
        assertThat(spark.table(lake + ".twice.requests").count()).isEqualTo(83 + 42);

        Report last = run(redo);
        assertThat(last.problem()).isEmpty();
        assertThat(spark.table(lake + ".twice.requests").count()).isEqualTo(83);
        assertThat(spark.table(lake + ".twice.requests")
                        .select("_id")
                        .distinct()
                        .count())
                .isEqualTo(83);
        assertThat(run(redo).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    @Tag("chaos")
    void aFileThatGrewIsDoneAgain() throws IOException {
        run(job("first", "format = vhost_combined", "type = files, path = rows", "type = files, path = rejects"));
        Path redo = redo("format = combined", "type = files, path = redone");
        assertThat(run(redo).read().rows()).isEqualTo(42);
        Files.writeString(
                folder.resolve("in/d.log"), COMBINED.formatted(4, 4), java.nio.file.StandardOpenOption.APPEND);
        RejectsSource source =
                (RejectsSource) JobFile.read(redo, BuiltIn.kinds(), Map.of()).drivingSource();
        Slice planned = new Slice("s", 1, items(source), List.of("rows"));
        run(folder.resolve("first.conf"));
        Map<String, Dataset<Row>> late = source.read(spark, planned, Tally.register(spark));
        assertThatThrownBy(() -> late.get("").collectAsList())
                .hasStackTraceContaining("have been published anew (run again)");
        Report second = run(redo);
        assertThat(second.read().rows()).isEqualTo(2);
        assertThat(spark.read().parquet(folder.resolve("redone").toString()).count())
                .isEqualTo(43);
    }

    @Tag("chaos")
    @Test
    void theFormatOfEachFileIsFoundOut() throws IOException {
        run(job("first", "format = squid", "type = files, path = rows", "type = files, path = rejects"));
        Report redo = run(redo("format = auto, formats = [vhost_combined, combined]", "type = files, path = redone"));
        assertThat(redo.read().rows()).isEqualTo(83);
        assertThat(spark.read()
                        .parquet(folder.resolve("redone").toString())
                        .groupBy("_format")
                        .count()
                        .collectAsList())
                .containsExactlyInAnyOrder(
                        RowFactory.create("vhost_combined", 40L), RowFactory.create("combined", 43L));
    }

    private List<Item> items(RejectsSource source) {
        Dataset<Row> none = spark.createDataFrame(List.of(), Receipts.ENTRIES);
        Scope scope =
                new Scope(none, Slicing.usual(), Instant.now(), Optional.empty(), Optional.empty(), folder, folder);
        return source.items(spark, scope).table().collectAsList().stream()
                .map(Item::of)
                .toList();
    }

    private Path job(String name, String format, String rows, String rejects) throws IOException {
        return Files.writeString(folder.resolve(name + ".conf"), """
                job = %s
                catalog.LAKE.warehouse = lake
                extract.access { type = logs, paths = ["in/*"], %s, settle = 0s }
                load = [
                  { name = rows, from = access, %s }
                  { name = rejects, from = access.rejects, %s }
                ]
                check { max-rejects = 100%% }
                """.formatted(name, format, rows, rejects)
                .replace("LAKE", lake));
    }

    private Path redo(String format, String rows) throws IOException {
        return Files.writeString(
                folder.resolve("redo.conf"), """
                job = redo
                catalog.LAKE.warehouse = lake
                extract.again { type = rejects, job = "first.conf", %s }
                load = [
                  { name = rows, from = again, %s }
                  { name = rejects, from = again.rejects, type = files, path = still, format = json }
                ]
                check { max-rejects = 100%% }
                """.formatted(format, rows).replace("LAKE", lake));
    }

    private Report run(Path file) throws IOException {
        Job job = JobFile.read(file, BuiltIn.kinds(), Map.of());
        for (Path warehouse : job.warehouses()) {
            Files.createDirectories(warehouse);
        }
        job.spark().forEach((key, value) -> {
            if (key.startsWith("spark.sql.catalog.")) {
                spark.sharedState().conf().set(key, value);
                spark.conf().set(key, value);
            }
        });
        String id = "r" + System.nanoTime();
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "test");
        Report report = new Runner(spark, job, request, job.runFolder(id), new RunListener() {}).run();
        assertThat(report.problem()).isEmpty();
        return report;
    }
}

package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Report;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of a job with {@code format = auto}. */
class TestZooRun {
    private static final String COMBINED =
            "192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"ua\"\n";
    private static final String SYSLOG = "Oct 11 22:14:15 mymachine su[7]: 'su root' failed for lonvick\n";
    private static final String LOG4J = """
            2016-12-19 16:00:01,123 INFO  [main] org.example.Server - started
            2016-12-19 16:00:02,123 ERROR [main] org.example.Server - failed
            java.io.IOException: no
            \tat org.example.Server.main(Server.java:7)
            """;

    @TempDir
    Path folder;

    private Report run(String id, String steps) throws IOException {
        Files.writeString(folder.resolve("job.conf"), """
                job = zoo
                state = state
                extract.log { type = logs, paths = [logs], format = auto, settle = 0s,
                  formats = [combined, log4j, syslog] }
                check { max-rejects = 50% }
                """ + steps);
        Job job = JobFile.read(folder.resolve("job.conf"), BuiltIn.kinds(), Map.of());
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "test");
        return new Runner(LocalSpark.session(), job, request, job.runFolder(id), new RunListener() {}).run();
    }

    private static String load(String name, String from) {
        return "load += { name = %s, from = %s, type = files, path = \"out/%1$s\", format = json }%n"
                .formatted(name, from);
    }

    private List<Row> loaded(String name) {
        return LocalSpark.session()
                .read()
                .option("recursiveFileLookup", true)
                .option("pathGlobFilter", "*.json")
                .json(folder.resolve("out").resolve(name).toString())
                .collectAsList();
    }

    @Test
    @Tag("chaos")
    void anArchiveOfSeveralFormatsIsSortedOut() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.write(folder.resolve("logs/old-server.tar.zst"), oldServer());
        Files.writeString(folder.resolve("logs/access.log"), COMBINED.replace("/ HTTP", "/new HTTP"));
        String loads = load("web", "log.combined")
                + load("app", "log.log4j")
                + load("auth", "log.syslog")
                + load("rejects", "log.rejects");
        Report report = run("r1", loads);
        assertThat(report.problem()).isEmpty();
        assertThat(report.read().balanced()).isTrue();
        assertThat(report.read().lines()).isEqualTo(3 + 2 + 4 + 2 + 1);
        assertThat(report.read().continued()).isEqualTo(2);
        assertThat(report.reasons()).isEqualTo(Map.of("UNKNOWN_FORMAT", 2L));
        assertThat(report.formats()).isEqualTo(Map.of("combined", 1L, "several", 1L));
        assertThat(report.readAs())
                .anySatisfy(item ->
                        assertThat(item.remark()).isEqualTo("members: combined 1, log4j 1, syslog 1, unknown 1"));
        assertThat(loaded("web")).hasSize(4);
        assertThat(loaded("auth")).hasSize(2).allSatisfy(row -> {
            assertThat(row.<String>getAs("ts")).startsWith("2024-10-11T22:14:15");
            assertThat(row.<String>getAs("_time_source")).isEqualTo("file-name");
            assertThat(row.<Row>getAs("_origin").<String>getAs("member")).isEqualTo("auth.log-20241012.gz");
        });
        assertThat(loaded("app")).hasSize(2).anySatisfy(row -> {
            assertThat(row.<String>getAs("exception")).isEqualTo("java.io.IOException");
            assertThat(row.<Row>getAs("_origin").<Long>getAs("line")).isEqualTo(2);
        });
        assertThat(loaded("rejects")).hasSize(2);
        assertThat(run("r2", loads).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    private static byte[] oldServer() {
        return Pack.zstd(Pack.tar(Pack.members(
                "web/access.log", COMBINED.repeat(3).getBytes(StandardCharsets.UTF_8),
                "auth.log-20241012.gz", Gz.of(SYSLOG.repeat(2)),
                "app.log", LOG4J.getBytes(StandardCharsets.UTF_8),
                "letter.txt", "Dear Ada,\nall is well.\n".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void rowsOfAFormatThatNobodyLoadsAreNotLeftOutSilently() {
        assertThatThrownBy(() -> run("r1", load("web", "log.combined") + load("rejects", "log.rejects")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("what is in log.log4j, log.syslog would vanish uncounted");
    }

    @Test
    void theLastEventOfAPlainFileIsNotLost() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(logs.resolve("app.log"), LOG4J);
        assertThat(run("r1", load("log", "log")).read().rows()).isEqualTo(2);
        assertThat(loaded("log"))
                .extracting(row -> row.<String>getAs("exception"))
                .contains("java.io.IOException");
    }

    @Tag("chaos")
    @Test
    void aRotatedFileThatWasPackedByAnyCodecIsTheSameItem() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        String steps = load("log", "log");
        byte[] content = COMBINED.repeat(500).getBytes(StandardCharsets.UTF_8);
        Files.write(logs.resolve("access.log.1"), content);
        assertThat(run("r1", steps).read().rows()).isEqualTo(500);
        Files.delete(logs.resolve("access.log.1"));
        Files.write(logs.resolve("access.log.2.zst"), Pack.zstd(content));
        assertThat(run("r2", steps).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        Files.write(logs.resolve("access.log.3.xz"), Pack.xz(content));
        Report again = run("r3", steps);
        assertThat(again.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        assertThat(again.remarks())
                .anySatisfy(remark -> assertThat(remark.subject()).endsWith("access.log.3.xz"));
    }

    @Tag("chaos")
    @Test
    void whatStepsMakeOfRejectsIsThereWhereverTheLoadStands() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(logs.resolve("a.log"), COMBINED.repeat(4) + "Segmentation fault\n");
        String step = """
                transform += { name = told, type = sql, sql = "SELECT code, raw, _item FROM `log.rejects`" }
                """;
        Report report = run("r1", step + load("told", "told") + load("log", "log"));
        assertThat(report.problem()).isEmpty();
        assertThat(loaded("told"))
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getAs("raw")).isEqualTo("Segmentation fault"));
    }
}

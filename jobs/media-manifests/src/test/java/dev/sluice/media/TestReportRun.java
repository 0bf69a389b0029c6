package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.table.Records;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import dev.sluice.run.Report;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A made archive by whole runs into decisions and manifests, and from there into a report. */
class TestReportRun {
    private static final String CONF = """
            job = media-plan
            state = state
            extract.assets { type = files, format = parquet, paths = ["assets/*.parquet"], settle = 0s }
            extract.live { type = manifest, path = "man [1]" }
            slice { of = assets }
            transform = [
              { name = decided, type = decide, from = assets
                rules = [
                  { name = modern, when = "probe.video.codec IN ('av1', 'hevc') AND probe.video.height <= 1080", skip = ALREADY_EFFICIENT }
                  { name = promos, when = "path LIKE '%/promos/%'", skip = TOO_SHORT }
                  { name = tapes, when = "probe.video.codec = 'prores' AND probe.video.field_order <> 'progressive'", human = LOOK_AT_TAPES }
                  { name = rest, when = "true", encode = av1 }
                ]
                profiles { av1 {
                  container = matroska
                  video { encoder = libsvtav1, preset = 8, quality = 32, interlaced = deinterlace }
                  audio { encoder = libopus, bit-rate-per-channel = 64k }
                } } }
              { name = fresh, type = sql, sql = "SELECT j.* FROM `decided.jobs` j LEFT ANTI JOIN live l ON j.job_key = l.job_key" }
              { name = costed, type = estimate, from = fresh, calibration = not-yet.conf }
              { name = costs, type = cost, from = costed, scope = slice
                prices { currency = EUR, per-cpu-hour = 0.04, per-gb = 0.25 } }
              { name = planned, type = shard, from = costed, live = live, max-cost = 4h, scope = slice }
            ]
            load = [
              { name = decisions, from = decided, type = files, path = decisions }
              { name = manifests, from = planned, type = manifest, path = "man [1]", output = out, inputs = ["/archive"] }
            ]
            """;

    /** The pictures of docs/media.md are of 2400; the page is left in the folder of temporary files. */
    private static final int FILES = Integer.getInteger("made.files", 300);

    @TempDir
    private Path folder;

    @BeforeEach
    void conf() throws IOException {
        Files.writeString(folder.resolve("plan.conf"), CONF);
    }

    /** Adds files to the inventory and plans them. */
    private void plan(String run, List<Asset> assets) {
        List<Row> rows = assets.stream().map(Records::row).toList();
        LocalSpark.session()
                .createDataFrame(rows, Asset.COLUMNS)
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(folder.resolve("assets").toString());
        dev.sluice.run.Job job = JobFile.read(folder.resolve("plan.conf"), BuiltIn.kinds(), Map.of());
        Request request = new Request(run, Instant.now(), Optional.empty(), Optional.empty(), "test");
        Report report = new Runner(LocalSpark.session(), job, request, job.runFolder(run), new RunListener() {}).run();
        assertThat(report.problem()).isEmpty();
    }

    private static String printed(int status, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(new MediaCommand()).execute(arguments)).isEqualTo(status);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Tag("chaos")
    void aPlanIsReportedAsItWasPublished() throws IOException {
        List<Asset> archive = MadeArchive.of(FILES);
        plan("r1", archive.subList(0, FILES * 5 / 6));
        plan("r2", archive.subList(FILES * 5 / 6, FILES));
        String conf = folder.resolve("plan.conf").toString();
        Path page = Path.of(System.getProperty("java.io.tmpdir"), "media-plan.html");
        String text = printed(0, "report", conf, "--html", page.toString(), "--workers", "16,64");
        JsonNode json = new JsonMapper().readTree(printed(0, "report", conf, "--json"));

        assertThat(json.at("/decided/files").intValue()).isEqualTo(FILES);
        assertThat(json.at("/decided/bytes").longValue())
                .isEqualTo(archive.stream().mapToLong(Asset::bytes).sum());
        assertThat(json.at("/decided/withoutLength").intValue()).isEqualTo((int) archive.stream()
                .filter(asset -> asset.probe().durationUs().isEmpty())
                .count());
        assertThat(json.get("generations").size()).isEqualTo(2);
        int jobs = json.at("/totals/jobs").intValue();
        assertThat(jobs)
                .isEqualTo(json.at("/generations/0/jobs").intValue()
                        + json.at("/generations/1/jobs").intValue())
                .isBetween(FILES / 2, FILES);
        assertThat(json.get("rules").findValuesAsText("action")).contains("encode", "skip", "human");
        assertThat(json.get("notEncoded").findValuesAsText("code"))
                .contains("DOLBY_VISION", "ALREADY_EFFICIENT", "TOO_SHORT", "LOOK_AT_TAPES");
        assertThat(json.get("codecs").findValuesAsText("codec")).contains("h264", "mpeg2video", "prores", "hevc");
        assertThat(json.get("assumed").findValuesAsText("word")).contains("not-calibrated", "no-duration");
        assertThat(json.at("/speeds/name").textValue()).isEqualTo("shipped");
        double p50 = json.at("/totals/cpuHours/p50").doubleValue();
        assertThat(json.at("/totals/cpuHours/p90").doubleValue() / p50).isBetween(1.6, 2.3);
        assertThat(json.at("/totals/money/currency").textValue()).isEqualTo("EUR");
        assertThat(json.at("/shards/workers").size()).isEqualTo(3);
        Files.writeString(page.resolveSibling("media-plan.txt"), text);
        assertThat(text).startsWith("media-plan  ").contains("64 workers").contains("page       " + page);
        assertThat(page)
                .content()
                .contains("<h1>" + text.lines().findFirst().orElseThrow().substring(12));
    }

    @Test
    void withoutDecisionsThereIsNoReport() throws IOException {
        PlanSteps steps = PlanSteps.of(JobFile.read(folder.resolve("plan.conf"), BuiltIn.kinds(), Map.of()));
        assertThat(catchThrowableOfType(Fault.class, () -> PublishedPlan.of(LocalSpark.session(), steps))
                        .code())
                .isEqualTo(Code.INPUT_MISSING);
        Files.writeString(
                folder.resolve("plan.conf"),
                CONF.replace("from = decided, type = files", "from = planned, type = files"));
        assertThat(catchThrowableOfType(
                        Fault.class,
                        () -> PlanSteps.of(JobFile.read(folder.resolve("plan.conf"), BuiltIn.kinds(), Map.of()))))
                .hasMessageContaining("add one: { name = decisions, from = decided");
    }
}

package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.probe.Sample;
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
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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

/** A folder of media through the whole runner: listed, probed, loaded, and again after it changed. */
class TestInventoryJob {
    private static final String CONF = """
            job = inventory
            state = "state"
            extract.files { type = media, paths = ["in"], exclude = ["*.txt"], settle = 1m }
            transform = [ { name = assets, type = probe, from = files, tier = full } ]
            load = [
              { name = rejects, from = assets.rejects, type = files, path = "rejects", format = json }
              { name = assets, from = assets, type = files, path = "assets" }
            ]
            check { max-rejects = 50% }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aFolderOfMedia() throws IOException {
        Files.writeString(folder.resolve("job.conf"), CONF);
        put("in/film.mp4", Files.readAllBytes(Sample.H264_AAC_MP4.file()));
        put("in/deep/-;$(touch x) 'ä\n*.bin", Files.readAllBytes(Sample.VP9_ALPHA_WEBM.file()));
        put("in/answer.ts", "export const answer = 42;\n".getBytes(StandardCharsets.UTF_8));
        put("in/notes.txt", new byte[] {1});
        Files.writeString(folder.resolve("in/being-written.mp4"), "too young");
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600 + content.length % 300)));
    }

    private Report run() {
        Job job = JobFile.read(folder.resolve("job.conf"), BuiltIn.kinds(), Map.of());
        String id = "r" + UUID.randomUUID().toString().substring(0, 6);
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "1.0.0");
        SparkSession spark = LocalSpark.session().newSession();
        return new Runner(spark, job, request, job.runFolder(id), new RunListener() {}).run();
    }

    private Dataset<Row> assets() {
        return LocalSpark.session()
                .read()
                .option("recursiveFileLookup", "true")
                .parquet(folder.resolve("assets").toString());
    }

    private List<String> rejects() {
        return LocalSpark.session()
                .read()
                .option("recursiveFileLookup", "true")
                .schema("code STRING, origin STRUCT<file: STRING>")
                .json(folder.resolve("rejects").toString())
                .select(col("code"), col("origin.file"))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + " " + row.getString(1).replaceAll(".*/", ""))
                .toList();
    }

    @Test
    void eachFileIsAnAssetOrAReject() {
        Report report = run();
        assertThat(report.problem()).isEmpty();
        assertThat(report.read().rows()).isEqualTo(3);
        assertThat(rejects()).containsExactly("NOT_MEDIA answer.ts");
        List<Row> rows = assets().orderBy("bytes")
                .selectExpr("probe.video.codec", "probe.video.pixel_format", "probe.tier", "bytes", "asset", "_item")
                .collectAsList();
        assertThat(rows).hasSize(2);
        assertThat(rows).extracting(row -> row.getString(0)).containsExactlyInAnyOrder("h264", "vp9");
        assertThat(rows).allMatch(row -> row.getString(2).equals("full"));
        assertThat(rows).allMatch(row -> row.getString(4).startsWith(row.getLong(3) + "-"));
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void onlyWhatChangedIsLookedAtAgain() throws IOException {
        run();
        assertThat(run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        put("in/film.mp4", Files.readAllBytes(Sample.MPEG4_MP3_AVI.file()));
        put("in/answer.ts", Files.readAllBytes(Sample.MPEG2_INTERLACED_TS.file()));
        Report report = run();
        assertThat(report.problem()).isEmpty();
        assertThat(report.plan().items()).isEqualTo(2);
        assertThat(rejects()).isEmpty();
        List<Row> codecs = assets().select("probe.video.codec").collectAsList();
        assertThat(codecs).extracting(row -> row.getString(0)).containsExactlyInAnyOrder("vp9", "mpeg4", "mpeg2video");
    }

    @Test
    void anAssetKeepsItsNameWhereverItLies() throws IOException {
        put("in/copy.mov", Files.readAllBytes(Sample.H264_AAC_MP4.file()));
        run();
        assertThat(assets().select("asset").distinct().count()).isEqualTo(2);
        assertThat(assets().count()).isEqualTo(3);
    }
}

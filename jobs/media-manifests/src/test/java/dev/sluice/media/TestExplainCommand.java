package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.probe.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestExplainCommand {
    private static final String CONF = """
            job = plan
            state = state
            extract.assets { type = files, format = parquet, paths = ["assets/*.parquet"], settle = 0s }
            transform = [
              { name = decided, type = decide, from = assets
                rules = [
                  { name = small, when = "probe.video.height < 100 AND probe.video.codec = 'h264'", skip = TOO_SMALL }
                  { name = films, when = "probe.video IS NOT NULL", encode = av1 }
                ]
                profiles { av1 { container = matroska, video { encoder = libsvtav1, preset = 8, quality = 30 } } } }
              { name = costed, type = estimate, from = decided.jobs, calibration = "speeds.conf" }
              { name = totals, type = cost, from = costed, prices { currency = EUR, per-cpu-hour = 36 } }
              { name = planned, type = shard, from = costed }
            ]
            load = [ { name = manifests, from = planned, type = manifest, path = manifests, output = out
                       inputs = ["in"] } ]
            slice.by = whole
            """;

    @TempDir
    private Path folder;

    private Path conf;

    @BeforeEach
    void aPlan() throws IOException {
        conf = Files.writeString(folder.resolve("plan.conf"), CONF);
        Files.createDirectories(folder.resolve("in"));
    }

    private Path put(String name, Sample sample) throws IOException {
        return Files.copy(sample.file(), folder.resolve("in").resolve(name));
    }

    private void refused(Object file, Code code, String words) {
        assertThatThrownBy(() -> Said.by("explain", conf, file))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void saysWhatIsDoneAndWhyAndWhatItCosts() throws IOException {
        String text = Said.by("explain", conf, put("a film.mp4", Sample.H264_AAC_MP4));
        assertThat(text)
                .contains("file       file:" + folder + "/in/a%20film.mp4")
                .containsPattern("video +0  h264 .*192 x 128  25 frames/s  yuv420p")
                .contains("near miss small", "false (probe.video.height < 100)", "probe.video.height = 128")
                .contains("holds     films", "decision   encode, rule films", "target     av1  matroska, .mkv  job ")
                .contains("libsvtav1 preset 8  quality 30  192 x 128", "nothing in the file for video.hdr")
                .contains("CPU seconds", "EUR", "assumed   not-calibrated, not-sampled", "shipped speeds")
                .contains("-i 'file:" + folder + "/in/a film.mp4'", "for reading only");
    }

    @Test
    void tellsMachinesTheSameByTheNamesOfManifests() throws IOException {
        Path file = put("film.mp4", Sample.H264_AAC_MP4);
        JsonNode said = new JsonMapper().readTree(Said.by("explain", "--json", conf, file));
        assertThat(said.at("/explanation/decision/action").asText()).isEqualTo("encode");
        assertThat(said.at("/explanation/trials/0/verdicts/0/holds").asBoolean())
                .isFalse();
        JsonNode job = said.at("/jobs/0");
        assertThat(job.at("/job_key").asText()).matches("[0-9a-f]{32}");
        assertThat(job.at("/target/video/pixel_format").asText()).isEqualTo("yuv420p");
        assertThat(job.at("/money/amount/p50").asDouble())
                .isEqualTo(job.at("/estimate/cpu_seconds/p50").asDouble() / 100);
        assertThat(job.at("/command").toString()).contains("\"-i\",\"file:" + file + "\"");
        assertThat(job.at("/output").asText()).startsWith(folder + "/out/film.av1-");
    }

    @Test
    void saysWhyAPersonDecides() throws IOException {
        String text = Said.by("explain", conf, put("fields.ts", Sample.MPEG2_INTERLACED_TS));
        assertThat(text)
                .contains("decision   a person decides: INTERLACED, rule films", "INTERLACED  it is interlaced")
                .containsPattern("video.interlaced +\\w\\w +a person decides")
                .doesNotContain("target ", "command");
    }

    @Test
    void aHostileNameSteersNoTerminal() throws IOException {
        Path file = put("-;$(touch canary) '\u001b[31m\u202e\n.mp4", Sample.H264_AAC_MP4);
        String text = Said.by("explain", conf, file);
        assertThat(text)
                .doesNotContain("\u001b", "\u202e")
                .contains("decision   encode", "'\\''[U+001B][31m[U+202E][U+000A].mp4'");
        assertThat(Path.of("canary")).doesNotExist();
    }

    @Test
    void whatCannotBeProbedHasItsCode() throws IOException {
        Path text = Files.writeString(folder.resolve("in/notes.mp4"), "no film");
        refused(text, Code.INPUT_DAMAGED, "NOT_MEDIA");
        refused(folder.resolve("in/none.mp4"), Code.INPUT_MISSING, "Cannot find file");
        refused("file:/a b.mp4", Code.USAGE, "percent-encode");
    }

    @Test
    void severalDecideStepsAreToldApart() throws IOException {
        Path film = put("film.mp4", Sample.H264_AAC_MP4);
        String second = "{ name = other, type = decide, from = assets,"
                + " rules = [{ name = all, when = \"true\", skip = OTHER }], profiles {} }\n]\nload =";
        Files.writeString(conf, CONF.replace("]\nload =", second));
        refused(film, Code.USAGE, "decided, other (say --step)");
        assertThat(Said.by("explain", "--step", "other", conf, film)).contains("decision   skip OTHER, rule all");
        assertThatThrownBy(() -> Said.by("explain", "--step", "othr", conf, film))
                .hasMessageContaining("did you mean \"other\"?");
    }
}

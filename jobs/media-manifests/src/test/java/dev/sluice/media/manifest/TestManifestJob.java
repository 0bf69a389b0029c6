package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.manifest.ExpectedStream.Kind;
import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Picture;
import dev.sluice.media.table.Records;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestManifestJob {
    private final Film film = Film.silent();
    private final Targets target = new Targets();

    private ManifestJob job(String input) {
        return ManifestJobs.job(7, 3, input, "/out", film, target);
    }

    private ManifestJob full() {
        film.container = "matroska,webm";
        film.chapters = 2;
        film.audio.add(Film.audio(1, "ac3", 6, "fin"));
        film.subtitles.add(Film.subtitles(2, "subrip"));
        film.subtitles.add(Film.subtitles(3, "mov_text"));
        film.pictures.add(new Picture(4, "mjpeg", Optional.empty(), Optional.empty()));
        film.data.add(new DataStream(5, "attachment", "ttf", Optional.empty(), Optional.of("f.ttf")));
        film.data.add(new DataStream(6, "data", "bin_data", Optional.empty(), Optional.empty()));
        target.audio = List.of(Targets.audio(1, "libopus", 256_000, OptionalInt.of(2)));
        target.subtitles = List.of(new SubtitleTarget(2, "copy"), new SubtitleTarget(3, "srt"));
        target.copied = List.of(4, 5);
        target.dropped = List.of(6);
        target.chapters = true;
        target.preset = Optional.of("8");
        target.maxRate = Optional.of(4_000_000L);
        target.frameRate = Optional.of("25/1");
        target.display = Optional.of(Targets.DISPLAY);
        target.light = Optional.of(1000);
        target.averageLight = Optional.of(400);
        target.options = Map.of("tune", "0", "aq-mode", "1");
        return job("/films/ä \"x\"\n$(id).mkv");
    }

    private static List<ManifestJob> read(String text) {
        List<ManifestJob> jobs = new ArrayList<>();
        ManifestLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "m.json", jobs::add);
        return jobs;
    }

    @Test
    void isMadeOfAPlannedRow() {
        ManifestJob job = job("/films/a/b.mkv");
        assertThat(job.command()).isEqualTo(Command.of(target.target(), film.probe(), job.jobKey()));
        assertThat(job.output()).isEqualTo("/out/a/b.web-00000000.mp4");
        assertThat(job.temporary()).isEqualTo("/out/a/." + job.jobKey() + ".partial.mp4");
        assertThat(job.timeLimitSeconds()).isEqualTo(801);
        assertThat(job.attempts()).isEqualTo(2);
        assertThat(job.input().durationUs()).contains(60_000_000L);
        assertThat(job.verify())
                .isEqualTo(new Verify(
                        Optional.of(60_000_000L),
                        500_000,
                        Optional.of(1500L),
                        List.of(new ExpectedStream(
                                Kind.VIDEO,
                                "av1",
                                Optional.of(1280),
                                Optional.of(720),
                                Optional.of("yuv420p"),
                                Optional.of("bt709"),
                                Optional.empty(),
                                Optional.empty())),
                        0,
                        37_500_000));
    }

    @Test
    void saysWhichStreamsMustComeOut() {
        Verify verify = full().verify();
        assertThat(verify.streams().stream().map(stream -> stream.kind() + " " + stream.codec()))
                .containsExactly(
                        "VIDEO av1",
                        "AUDIO opus",
                        "SUBTITLE subrip",
                        "SUBTITLE subrip",
                        "PICTURE mjpeg",
                        "ATTACHMENT ttf");
        assertThat(verify.streams().get(1).channels()).contains(2);
        assertThat(verify.streams().get(1).language()).contains("fin");
        assertThat(verify.chapters()).isEqualTo(2);
        assertThat(verify.frames()).isEmpty();
    }

    @Test
    void aLongFilmMayDifferByMore() {
        film.lasting(7200);
        assertThat(job("/films/a.mkv").verify().durationToleranceUs()).isEqualTo(7_200_000);
    }

    @Test
    void isReadAsItWasWritten() {
        ManifestJob full = full();
        List<ManifestJob> jobs = List.of(job("/films/a.mkv"), full);
        String text = ManifestLines.line(jobs.get(0)) + "\n" + ManifestLines.line(jobs.get(1)) + "\n";
        assertThat(text.lines()).hasSize(2);
        assertThat(read(text)).isEqualTo(jobs);
        assertThat(ManifestLines.line(read(text).get(1))).isEqualTo(ManifestLines.line(full));
    }

    @Test
    void aLoadsOwnColumnIsPassedOver() {
        ManifestJob job = full();
        assertThat(Records.record(ManifestJob.class, Records.row(job))).isEqualTo(job);
        assertThat(read(ManifestLines.line(job).replaceFirst("}$", ",\"_item\":-12}")))
                .containsExactly(job);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "schema":"sluice-manifest/1" | "schema":"sluice-manifest/2" | schema is sluice-manifest/2; known is
            "shard":3                    | "shard":3,"shards":4         | /shards is not known
            "width":1280                 | "width":"1280"               | /target/video/width is no number: string
            "width":1280                 | "width":12.5                 | /target/video/width is no number: number
            "width":1280                 | "width":null                 | /target/video/width is no number: null
            "fit":"scale"                | "fit":"stretch"              | /target/video/fit is no one of its words
            "chunked":false              | "chunked":0                  | /chunked is no true or false
            "rule":"old-codecs",         | ''                           | /rule is missing
            "attempts":2                 | "attempts":2,"attempts":3    | Duplicate
            "attempts":2                 | "attempts":0                 | attempts is 0
            "job_key":"0                 | "job_key":"X                 | job_key is no 32 hex digits
            "modified":"2026             | "modified":"26               | /input/modified is no moment
            "{output}"                   | "{output}x"                  | command does not hold {output} once
            "{input}"                    | "\\u0000{input}"             | command does not hold {input} once
            "/films/a.mkv"               | "/films/a\\u0000.mkv"        | a name holds a zero byte
            "cpu_seconds_p50":120.5      | "cpu_seconds_p50":1e9        | cpu seconds are out of order
            ,"time_limit_seconds"        | },"time_limit_seconds"       | no JSON
            """)
    void aLineThatIsWrongIsRefusedWithItsPlace(String part, String by, String words) {
        String line = ManifestLines.line(job("/films/a.mkv"));
        assertThat(line).contains(part);
        String text = line + "\n" + line.replace(part, by) + "\n";
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.INPUT_DAMAGED))
                .hasMessageStartingWith("Cannot read manifest line: m.json:2: ")
                .hasMessageContaining(words);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] bytes = ManifestLines.line(job("/films/a.mkv")).getBytes(StandardCharsets.UTF_8);
        bytes[200] = (byte) 0xff;
        assertThatThrownBy(() -> ManifestLines.read(new ByteArrayInputStream(bytes), "m.json", job -> {}))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("m.json (it is no UTF-8)");
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(published()), InputFormat.JSON);
    }

    private static Path published() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/manifest.schema.json"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docs/manifest.schema.json");
    }

    @Test
    void thePublishedSchemaIsThatOfTheRecords() throws IOException {
        assertThat(Files.readString(published())).isEqualTo(ManifestSchema.text());
    }

    @Test
    void linesAreWhatThePublishedSchemaSays() throws IOException {
        JsonSchema schema = schema();
        film.lasting(0);
        target.colors = List.of();
        for (ManifestJob job : List.of(job("/films/a.mkv"), full())) {
            assertThat(schema.validate(ManifestLines.line(job), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "schema":"sluice-manifest/1" | "schema":"sluice-manifest/2"
            "shard":3                    | "shard":3,"shards":4
            "shard":3                    | "shard":-1
            "width":1280                 | "width":"1280"
            "fit":"scale"                | "fit":"stretch"
            "rule":"old-codecs",         | ''
            "job_key":"0                 | "job_key":"X
            "{input}"                    | "input"
            """)
    void whatIsNoLineIsNoneByThePublishedSchema(String part, String by) throws IOException {
        String line = ManifestLines.line(job("/films/a.mkv"));
        assertThat(schema().validate(line.replace(part, by), InputFormat.JSON)).isNotEmpty();
    }
}

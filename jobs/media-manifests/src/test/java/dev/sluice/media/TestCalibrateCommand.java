package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.estimate.FrameClass;
import dev.sluice.media.estimate.Machine;
import dev.sluice.media.estimate.Speed;
import dev.sluice.settings.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCalibrateCommand {
    private static final String CONF = """
            job = plan
            state = state
            extract.assets { type = files, format = parquet, paths = ["assets/*.parquet"], settle = 0s }
            transform = [
              { name = decided, type = decide, from = assets
                rules = [{ name = films, when = "true", encode = web }]
                profiles { web { container = mp4, video { encoder = libopenh264, bit-rate = 1M, max-height = 360 } } } }
              { name = costed, type = estimate, from = decided.jobs, calibration = "made/speeds.conf" }
            ]
            load = [ { name = costs, from = costed, type = files, path = costs } ]
            """;

    @TempDir
    private Path folder;

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.conf"), text);
    }

    private CalibrationFile file() {
        return new CalibrationFile(
                new Location(folder.resolve("made/speeds.conf").toString()));
    }

    private static Speed speed(String encoder, String machine) {
        return new Speed(
                encoder,
                "",
                "yuv420p",
                FrameClass.SD,
                26,
                7,
                0.1,
                "",
                false,
                0,
                1,
                1,
                machine,
                "8.1",
                "2026-01-02T03:04:05Z");
    }

    @Test
    void measuresWhatProfilesEncodeByAndKeepsTheRest() throws IOException {
        file().write(List.of(speed("libopenh264", Machine.name()), speed("libaom-av1", Machine.name())));
        JsonNode said = new JsonMapper().readTree(Said.by("calibrate", "--json", "--seconds", "5", conf(CONF)));
        assertThat(said.at("/measured/0/encoder").asText()).isEqualTo("libopenh264");
        assertThat(said.at("/kept").asInt()).isEqualTo(1);
        List<Speed> speeds = file().read(new Configuration());
        assertThat(speeds).extracting(Speed::encoder).containsExactly("libopenh264", "libaom-av1");
        assertThat(speeds.get(0).secondsPerMegapixel()).isLessThan(7);
        assertThat(speeds.get(0).frameClass()).isEqualTo(FrameClass.SD);
        try (Stream<Path> files = Files.list(folder.resolve("made"))) {
            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactly("speeds.conf");
        }
    }

    @Test
    void whereNothingCouldBeMeasuredTheOldFiguresStay() throws IOException {
        file().write(List.of(speed("libaom-av1", "here")));
        // An encoder that no ffmpeg has with this pixel format.
        Path conf = conf(CONF.replace("max-height = 360", "max-height = 360, pixel-format = gray12le"));
        assertThatThrownBy(() -> Said.by("calibrate", "--seconds", "4", conf))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.TRY_LATER))
                .hasMessageContaining("libopenh264");
        assertThat(file().read(new Configuration())).containsExactly(speed("libaom-av1", "here"));
    }

    @Test
    void asksForAPlaceToKeepFigures() throws IOException {
        Path none = conf(CONF.replace(", calibration = \"made/speeds.conf\"", ""));
        assertThatThrownBy(() -> Said.by("calibrate", none))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("names a calibration");
        Path remote = conf(CONF.replace("made/speeds.conf", "s3a://bucket/speeds.conf"));
        assertThatThrownBy(() -> Said.by("calibrate", remote)).hasMessageContaining("name a local file");
        assertThatThrownBy(() -> Said.by("calibrate", "--seconds", "0", conf(CONF)))
                .hasMessageContaining("--seconds: 0");
    }

    @Test
    void saysWhichSpeedsAnEstimateIsMadeOf() {
        assertThat(file().describe(new Configuration())).contains("shipped speeds", "sluice media calibrate");
        file().write(List.of(speed("libaom-av1", "here"), speed("libx264", "here")));
        assertThat(file().describe(new Configuration()))
                .isEqualTo("2 speeds measured until 2026-01-02T03:04:05Z (here, ffmpeg 8.1); shipped otherwise");
    }

    @Test
    void aFileThatIsNoTableIsAProblemAndNotNone() throws IOException {
        file().write(List.of());
        Files.writeString(folder.resolve("made/speeds.conf"), "speeds = [ { encodr = x } ]");
        assertThatThrownBy(() -> file().read(new Configuration()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("encodr");
    }
}

package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Settings;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import dev.sluice.settings.Location;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestManifestSink {
    private static final String NEEDED = "path = /manifests, output = /out, inputs = [/films, /old]";

    @Test
    void whatIsLeftOutIsSafe() {
        ManifestSink sink = Settings.bind(NEEDED, ManifestSink.class);
        assertThat(sink)
                .isEqualTo(new ManifestSink(
                        new Location("/manifests"),
                        new Location("/out"),
                        List.of(new Location("/films"), new Location("/old")),
                        2,
                        Duration.ofMinutes(10),
                        4));
        assertThat(sink.names()).isEqualTo(new Names("/out", List.of("/films", "/old")));
        assertThat(sink.patience()).isEqualTo(new Patience(2, Duration.ofMinutes(10), 4));
        assertThat(sink.describe()).isEqualTo("/manifests");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attempts = 0          | attempts    | is 0; allowed is 1 to 10
            attempts = 11         | attempts    | is 11; allowed is 1 to 10
            least-time = 10ms     | least-time  | is less than a second
            time-factor = 0       | time-factor | is 0; allowed is 1 to 1000
            output = /films/out   | output      | is among the inputs: /films/out
            outputs = /out        | outputs     | output
            """)
    void whatIsWrongIsSaidAtItsSetting(String setting, String key, String words) {
        assertThat(Settings.problems(NEEDED + "\n" + setting, ManifestSink.class))
                .contains(key, words);
    }
}

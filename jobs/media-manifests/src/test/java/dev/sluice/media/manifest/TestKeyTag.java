package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.probe.Probe;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestKeyTag extends Encoding {
    @ParameterizedTest
    @CsvSource({
        "mp4, libsvtav1, keywords, words of mine",
        "mov, libopenh264, comment, a; \"comment\"",
        "webm, libsvtav1, title, T",
        "matroska, libsvtav1, comment, C"
    })
    void anOutputTellsItsJobAndKeepsItsTags(String container, String encoder, String name, String value) {
        Path plain = sample("plain.mkv", "-f lavfi -i testsrc2=s=320x240:r=25:d=0.2 -c:v ffv1");
        Path input =
                sample("in.mkv", "-i file:" + plain + " -c copy -metadata " + name + "=" + value.replace(' ', '_'));
        String quality = encoder.equals("libsvtav1") ? "quality = 50, preset = 11" : "bit-rate = 200k";
        Probe probe = Inspected.probe(
                encode(input, "container = " + container + ", video { encoder = " + encoder + ", " + quality + " }"));
        assertThat(KeyTag.in(probe.tags())).contains(ManifestJobs.key(7));
        assertThat(probe.tags().entrySet()).anySatisfy(tag -> {
            assertThat(tag.getKey()).isEqualToIgnoringCase(name);
            assertThat(tag.getValue()).startsWith(value.replace(' ', '_'));
        });
    }

    @Test
    void theKeyOfAnEarlierJobGivesWay() {
        String old = KeyTag.argument("mp4", Map.of("keywords", "sea, sun"), ManifestJobs.key(1));
        assertThat(old).isEqualTo("keywords=sea, sun sluice-job:" + ManifestJobs.key(1));
        String text = old.substring("keywords=".length());
        assertThat(KeyTag.argument("mp4", Map.of("keywords", text), ManifestJobs.key(2)))
                .isEqualTo("keywords=sea, sun sluice-job:" + ManifestJobs.key(2));
    }

    @Test
    void whatIsNoKeyIsNone() {
        assertThat(KeyTag.in(Map.of("a", "sluice-job:12", "b", "sluice-job:" + "0".repeat(33), "c", "d")))
                .isEmpty();
    }
}

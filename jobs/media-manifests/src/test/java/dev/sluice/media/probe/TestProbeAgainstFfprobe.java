package dev.sluice.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestProbeAgainstFfprobe {
    private static final Prober PROBER = new Prober(Limits.USUAL);

    @AfterAll
    static void close() {
        PROBER.close();
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void tellsWhatFfprobeTells(Sample sample) throws Exception {
        Path file = sample.file();
        Map<String, String> expected = FfprobeTexts.of(Sample.ffprobe(file));
        Outcome outcome = PROBER.probe(Bytes.of(file), Wish.FULL);
        assertThat(outcome).isInstanceOf(Outcome.Probed.class);
        Probe probe = ((Outcome.Probed) outcome).probe();
        assertThat(near(ProbeTexts.of(probe), expected)).isEqualTo(expected);
        assertThat(probe.tier()).isEqualTo(Tier.FULL);
        assertThat(probe.findings()).noneMatch(finding -> finding.code().equals(Finding.TRUNCATED));
    }

    /** A time that differs by no more than a microsecond is the expected one: ffprobe rounds seconds. */
    private static Map<String, String> near(Map<String, String> told, Map<String, String> expected) {
        Map<String, String> near = new TreeMap<>(told);
        near.replaceAll((key, value) -> {
            String other = expected.get(key);
            boolean time = other != null && (key.endsWith("start_time") || key.endsWith("duration"));
            return time && Math.abs(Long.parseLong(value) - Long.parseLong(other)) <= 1 ? other : value;
        });
        return near;
    }
}

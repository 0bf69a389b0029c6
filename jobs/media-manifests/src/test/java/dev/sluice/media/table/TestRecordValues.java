package dev.sluice.media.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRecordValues {
    enum Word {
        TONE_MAP
    }

    record Inner(int stream, Optional<Long> bitRate) {}

    record Outer(String name, Word colorPolicy, Inner video, List<Inner> audio, Map<String, String> options) {}

    @Test
    void namesAreThoseOfSettings() {
        Outer value = new Outer(
                "x",
                Word.TONE_MAP,
                new Inner(1, Optional.of(5L)),
                List.of(new Inner(2, Optional.empty())),
                Map.of("tune", "0"));
        assertThat(RecordValues.of(value))
                .containsExactly(
                        entry("name", "x"),
                        entry("color-policy", "tone-map"),
                        entry("video.stream", "1"),
                        entry("video.bit-rate", "5"),
                        entry("audio[0].stream", "2"),
                        entry("options.tune", "0"));
    }
}

package dev.sluice.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRecordJson {
    private static final JsonMapper JSON = new JsonMapper();

    private record Inner(double number) {}

    private record All(
            String text,
            int count,
            boolean truth,
            Tier tier,
            Optional<Long> some,
            Optional<Inner> none,
            List<Inner> list,
            Map<String, String> map) {}

    private static final All VALUE = new All(
            "ä\0\"",
            7,
            true,
            Tier.FULL,
            Optional.of(Long.MIN_VALUE),
            Optional.empty(),
            List.of(new Inner(0.1)),
            Map.of("k", "v"));

    private static ObjectNode json(Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            RecordJson.write(json, value);
        }
        return (ObjectNode) JSON.readTree(text.toString());
    }

    @Test
    void comesBackAsItWas() throws Exception {
        assertThat(RecordJson.read(All.class, json(VALUE))).isEqualTo(VALUE);
    }

    @Test
    void anythingElseIsAnError() throws Exception {
        refuses(json(VALUE).put("other", 1));
        refuses(json(VALUE).without("text"));
        refuses(json(VALUE).put("text", 1));
        refuses(json(VALUE).put("count", 1.5));
        refuses(json(VALUE).put("count", 1L << 40));
        refuses(json(VALUE).put("truth", "true"));
        refuses(json(VALUE).put("tier", "DEEP"));
        refuses(json(VALUE).put("some", "1"));
        refuses(json(VALUE).putNull("none"));
        refuses(json(VALUE).put("list", "x"));
        refuses(json(VALUE).put("map", "x"));
    }

    private static void refuses(ObjectNode json) {
        assertThatThrownBy(() -> RecordJson.read(All.class, json)).isInstanceOf(IOException.class);
    }
}

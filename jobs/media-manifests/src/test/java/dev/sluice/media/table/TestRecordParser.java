package dev.sluice.media.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestRecordParser {
    private static final JsonMapper JSON = new JsonMapper();

    private enum Depth {
        DEEP_DOWN
    }

    private record Inner(double number) {
        private Inner {
            if (number < 0) {
                throw new IllegalArgumentException("is below zero");
            }
        }
    }

    private record All(
            String text,
            int count,
            boolean truth,
            Depth depth,
            Optional<Long> some,
            Optional<Inner> none,
            List<Inner> list,
            Map<String, String> map) {}

    private static final All VALUE = new All(
            "ä\0\"",
            7,
            true,
            Depth.DEEP_DOWN,
            Optional.of(Long.MIN_VALUE),
            Optional.empty(),
            List.of(new Inner(0.1)),
            Map.of("k", "v"));

    private static All parsed(String text) {
        return RecordParser.parse(All.class, text, Set.of("passed_over"));
    }

    private static ObjectNode json() throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(RecordJson.text(VALUE));
    }

    private static void refuses(String path, Consumer<ObjectNode> change) throws JsonProcessingException {
        ObjectNode json = json();
        change.accept(json);
        assertThatThrownBy(() -> parsed(json.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(path + " is ");
    }

    private static void refuses(String text, String reason) {
        assertThatThrownBy(() -> parsed(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void readsWhatIsWrittenAndPassesOverWhatIsIgnored() throws Exception {
        assertThat(parsed(json().put("passed_over", 1).toString())).isEqualTo(VALUE);
    }

    @Test
    void anythingElseIsAnErrorThatNamesItsPlace() throws Exception {
        refuses("/other", json -> json.put("other", 1));
        refuses("/text", json -> json.remove("text"));
        refuses("/text", json -> json.put("text", 1));
        refuses("/count", json -> json.put("count", 1.5));
        refuses("/count", json -> json.put("count", 1L << 40));
        refuses("/truth", json -> json.put("truth", "true"));
        refuses("/depth", json -> json.put("depth", "shallow"));
        refuses("/some", json -> json.put("some", "1"));
        refuses("/some", json -> json.put("some", BigInteger.ONE.shiftLeft(63)));
        refuses("/none", json -> json.putNull("none"));
        refuses("/list", json -> json.put("list", "x"));
        refuses("/list/1", json -> json.withArray("list").addNull());
        refuses("/list/1/number", json -> json.withArray("list").addObject());
        refuses("/map", json -> json.put("map", "x"));
        refuses("/map/x", json -> json.withObject("map").put("x", 1));
        refuses("[]", "the line is no object: array");
        refuses("", "the line is no object: missing");
    }

    @Test
    void whatARecordRefusesIsAnError() throws Exception {
        ObjectNode json = json();
        json.withArray("list").addObject().put("number", -1);
        refuses(json.toString(), "is below zero");
    }

    @Test
    void anObjectStandsThereOnceAndAlone() {
        String text = RecordJson.text(VALUE);
        refuses(text + text, "no JSON: Trailing token");
        refuses(text.replace("\"count\":7", "\"count\":7,\"count\":7"), "no JSON: Duplicate field 'count'");
    }

    @Test
    void depthAndNumberOfPartsAreLimited() {
        refuses("{\"passed_over\":" + "[".repeat(1000) + "]".repeat(1000) + "}", "nesting depth (9)");
        String parts = IntStream.range(0, 1 << 17).mapToObj(each -> "1").collect(Collectors.joining(","));
        refuses("{\"passed_over\":[" + parts + "]}", "Token count (131073)");
    }
}

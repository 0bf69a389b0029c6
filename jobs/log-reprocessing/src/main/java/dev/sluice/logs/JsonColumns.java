package dev.sluice.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.TimeParser;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The members that JSON lines have and a type for each, from the lines that were seen. Not thread-safe. */
final class JsonColumns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TimeParser times = new IsoTime(ZoneOffset.UTC);
    private final Map<String, String> types = new LinkedHashMap<>();

    /** Looks at the lines of a file's beginning; those that are no JSON objects are left out. */
    void see(byte[] beginning) {
        new String(beginning, StandardCharsets.UTF_8).lines().forEach(line -> {
            try {
                JsonNode object = JSON.readTree(line);
                if (object != null && object.isObject()) {
                    object.properties()
                            .forEach(
                                    member -> types.merge(member.getKey(), type(member.getValue()), JsonColumns::both));
                }
            } catch (JsonProcessingException e) {
                // The reader will reject it; here it tells nothing.
            }
        });
    }

    /** Such as {@code ts timestamp, `order` bigint}; empty when nothing was seen. */
    String ddl() {
        return types.entrySet().stream()
                .filter(column -> !column.getValue().isEmpty())
                .map(column -> "`" + column.getKey().replace("`", "``") + "` " + column.getValue())
                .collect(Collectors.joining(", "));
    }

    private String type(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isIntegralNumber()) {
            return "bigint";
        }
        if (value.isNumber()) {
            return "double";
        }
        if (value.isBoolean()) {
            return "boolean";
        }
        byte[] text = value.asText().getBytes(StandardCharsets.UTF_8);
        return value.isTextual() && times.micros(text, 0, text.length) != TimeParser.BAD ? "timestamp" : "string";
    }

    private static String both(String one, String other) {
        if (one.equals(other) || other.isEmpty()) {
            return one;
        }
        if (one.isEmpty()) {
            return other;
        }
        return one.matches("bigint|double") && other.matches("bigint|double") ? "double" : "string";
    }
}

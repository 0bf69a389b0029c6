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
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fields that JSON lines and lines of pairs have and a type for each, from the lines that were seen. Not thread-safe. */
final class FoundColumns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES = 200;
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_@][\\w.@-]*+)=(\"(?:[^\"\\\\]|\\\\.)*+\"|\\S*+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final TimeParser times = new IsoTime(ZoneOffset.UTC);
    private final Map<String, String> types = new LinkedHashMap<>();

    /** Looks at the lines of a file's beginning. */
    void see(String format, byte[] beginning) {
        Consumer<String> look = switch (format) {
            case "json" -> this::object;
            case "logfmt", "kv" -> this::pairs;
            case "csv" -> line -> header(line, ",");
            case "tsv" -> line -> header(line, "\t");
            default -> line -> {};
        };
        boolean headerOnly = format.equals("csv") || format.equals("tsv");
        new String(beginning, StandardCharsets.UTF_8)
                .lines()
                .limit(headerOnly ? 1 : LINES)
                .forEach(look);
    }

    private void object(String line) {
        try {
            JsonNode object = JSON.readTree(line);
            if (object != null && object.isObject()) {
                object.properties().forEach(member -> add(member.getKey(), type(member.getValue())));
            }
        } catch (JsonProcessingException e) {
            // The reader will reject it; here it tells nothing.
        }
    }

    private void pairs(String line) {
        Matcher pair = PAIR.matcher(line);
        while (pair.find()) {
            String value = pair.group(2);
            boolean number = NUMBER.matcher(value).matches();
            add(pair.group(1), number ? "bigint" : isTime(value) ? "timestamp" : "string");
        }
    }

    private void header(String line, String between) {
        for (String name : line.split(between, -1)) {
            add(name.replaceAll("^\"|\"$", ""), "string");
        }
    }

    private void add(String name, String type) {
        types.merge(name, type, FoundColumns::both);
    }

    private boolean isTime(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return times.micros(text, 0, text.length) != TimeParser.BAD;
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
        return value.isTextual() && isTime(value.asText()) ? "timestamp" : "string";
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

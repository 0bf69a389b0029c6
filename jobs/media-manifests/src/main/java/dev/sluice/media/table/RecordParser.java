package dev.sluice.media.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what {@link RecordJson} writes. It is strict, for the writer may be hostile: a member that is unknown, missing, there
 * twice or of another type is an {@link IllegalArgumentException} that names its path, and so are a text of more than
 * {@value #MOST_TOKENS} names, values and brackets, and one that is more than {@value #DEEPEST} objects and lists deep.
 * Thread-safe.
 */
public final class RecordParser {
    private static final int DEEPEST = 8;
    private static final long MOST_TOKENS = 1 << 17;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RecordParser() {}

    /** The record of one JSON text; members of the outermost object that are in {@code ignored} are passed over. */
    public static <T extends Record> T parse(Class<T> type, String text, Set<String> ignored) {
        try {
            return record(type, MAPPER.readTree(text), "", ignored);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static <T extends Record> T record(Class<T> type, JsonNode json, String path, Set<String> ignored) {
        if (!json.isObject()) {
            throw wrong(path, "an object", json);
        }
        Set<String> unknown = new HashSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(ignored);
        RecordShape<T> shape = RecordShape.of(type);
        Object[] values = new Object[shape.parts().size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Part part = shape.parts().get(i);
            values[i] = member(part.type(), json.get(part.name()), path + "/" + part.name());
            unknown.remove(part.name());
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(path + "/" + new TreeSet<>(unknown).first() + " is not known");
        }
        return shape.make(values);
    }

    private static Object member(Type type, JsonNode json, String path) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return json == null ? Optional.empty() : Optional.of(value(RecordShape.inner(generic), json, path));
        }
        if (json == null) {
            throw new IllegalArgumentException(path + " is missing");
        }
        return value(type, json, path);
    }

    private static Object value(Type type, JsonNode json, String path) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(RecordShape.inner(generic), json, path)
                    : map(RecordShape.inner(generic), json, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain.asSubclass(Record.class), json, path, Set.of());
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return checked(json.isBoolean(), json.booleanValue(), path, "true or false", json);
        }
        if (plain == int.class || plain == Integer.class) {
            return checked(json.isIntegralNumber() && json.canConvertToInt(), json.intValue(), path, "a number", json);
        }
        if (plain == long.class || plain == Long.class) {
            boolean fits = json.isIntegralNumber() && json.canConvertToLong();
            return checked(fits, json.longValue(), path, "a whole number", json);
        }
        if (plain == double.class || plain == Double.class) {
            return checked(json.isNumber(), json.doubleValue(), path, "a number", json);
        }
        String text = (String) checked(json.isTextual(), json.asText(), path, "a text", json);
        return plain == String.class ? text : said(plain, text, path, json);
    }

    private static Object said(Class<?> type, String text, String path, JsonNode json) {
        if (type == Instant.class) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw wrong(path, "a moment", json);
            }
        }
        for (Object constant : type.getEnumConstants()) {
            if (RecordShape.word((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw wrong(path, "one of its words", json);
    }

    private static List<Object> list(Type each, JsonNode json, String path) {
        checked(json.isArray(), json, path, "a list", json);
        List<Object> values = new ArrayList<>();
        for (JsonNode one : json) {
            values.add(value(each, one, path + "/" + values.size()));
        }
        return values;
    }

    private static Map<String, Object> map(Type each, JsonNode json, String path) {
        checked(json.isObject(), json, path, "an object", json);
        Map<String, Object> values = new LinkedHashMap<>();
        json.properties()
                .forEach(one -> values.put(one.getKey(), value(each, one.getValue(), path + "/" + one.getKey())));
        return values;
    }

    private static Object checked(boolean right, Object value, String path, String wanted, JsonNode json) {
        if (!right) {
            throw wrong(path, wanted, json);
        }
        return value;
    }

    private static IllegalArgumentException wrong(String path, String wanted, JsonNode json) {
        return new IllegalArgumentException(
                (path.isEmpty() ? "the line" : path) + " is no " + wanted.replaceFirst("^an? ", "") + ": "
                        + json.getNodeType().name().toLowerCase(Locale.ROOT));
    }
}

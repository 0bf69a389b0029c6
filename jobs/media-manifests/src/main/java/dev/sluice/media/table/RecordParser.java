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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what {@link RecordJson} writes. It is strict, for the writer may be hostile: a member that is unknown, missing, there
 * twice or of another type is an {@link IllegalArgumentException} that names its place, and so are a text of more than
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

    /** Where a value stands; spelt out only when it is wrong. */
    private record Place(Optional<Place> outer, String name) {
        Place in(String inner) {
            return new Place(Optional.of(this), inner);
        }

        @Override
        public String toString() {
            return outer.isEmpty() ? name : outer.get().path() + "/" + name;
        }

        private String path() {
            return outer.isEmpty() ? "" : toString();
        }
    }

    /** The record of one JSON text; members of the outermost object that are in {@code ignored} are passed over. */
    public static <T extends Record> T parse(Class<T> type, String text, Set<String> ignored) {
        try {
            return record(type, MAPPER.readTree(text), new Place(Optional.empty(), "the line"), ignored);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static <T extends Record> T record(Class<T> type, JsonNode json, Place place, Set<String> ignored) {
        if (!json.isObject()) {
            throw wrong(place, "an object", json);
        }
        RecordShape<T> shape = RecordShape.of(type);
        Object[] values = new Object[shape.parts().size()];
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            RecordShape.Part part = shape.parts().get(i);
            JsonNode content = json.get(part.name());
            values[i] = member(part.type(), content, place.in(part.name()));
            known += content == null ? 0 : 1;
        }
        if (known < json.size()) {
            refuseUnknown(shape, json, place, ignored);
        }
        return shape.make(values);
    }

    private static void refuseUnknown(RecordShape<?> shape, JsonNode json, Place place, Set<String> ignored) {
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(ignored);
        shape.parts().forEach(part -> unknown.remove(part.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(place.in(unknown.iterator().next()) + " is not known");
        }
    }

    private static Object member(Type type, JsonNode json, Place place) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return json == null ? Optional.empty() : Optional.of(value(RecordShape.inner(generic), json, place));
        }
        if (json == null) {
            throw new IllegalArgumentException(place + " is missing");
        }
        return value(type, json, place);
    }

    private static Object value(Type type, JsonNode json, Place place) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(RecordShape.inner(generic), json, place)
                    : map(RecordShape.inner(generic), json, place);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return checked(json.isTextual(), json.textValue(), place, "a text", json);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return checked(json.isBoolean(), json.booleanValue(), place, "true or false", json);
        }
        if (plain == int.class || plain == Integer.class) {
            return checked(json.isIntegralNumber() && json.canConvertToInt(), json.intValue(), place, "a number", json);
        }
        if (plain == long.class || plain == Long.class) {
            boolean fits = json.isIntegralNumber() && json.canConvertToLong();
            return checked(fits, json.longValue(), place, "a whole number", json);
        }
        if (plain == double.class || plain == Double.class) {
            return checked(json.isNumber(), json.doubleValue(), place, "a number", json);
        }
        return Record.class.isAssignableFrom(plain)
                ? record(plain.asSubclass(Record.class), json, place, Set.of())
                : said(plain, json, place);
    }

    private static Object said(Class<?> type, JsonNode json, Place place) {
        String text = (String) checked(json.isTextual(), json.textValue(), place, "a text", json);
        if (type == Instant.class) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw wrong(place, "a moment", json);
            }
        }
        for (Object constant : type.getEnumConstants()) {
            if (RecordShape.word((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw wrong(place, "one of its words", json);
    }

    private static List<Object> list(Type each, JsonNode json, Place place) {
        checked(json.isArray(), json, place, "a list", json);
        List<Object> values = new ArrayList<>();
        for (JsonNode one : json) {
            values.add(value(each, one, place.in(String.valueOf(values.size()))));
        }
        return values;
    }

    private static Map<String, Object> map(Type each, JsonNode json, Place place) {
        checked(json.isObject(), json, place, "an object", json);
        Map<String, Object> values = new LinkedHashMap<>();
        json.properties().forEach(one -> values.put(one.getKey(), value(each, one.getValue(), place.in(one.getKey()))));
        return values;
    }

    private static Object checked(boolean right, Object value, Place place, String wanted, JsonNode json) {
        if (!right) {
            throw wrong(place, wanted, json);
        }
        return value;
    }

    private static IllegalArgumentException wrong(Place place, String wanted, JsonNode json) {
        return new IllegalArgumentException(place + " is no " + wanted.replaceFirst("^an? ", "") + ": "
                + json.getNodeType().name().toLowerCase(Locale.ROOT));
    }
}

package dev.sluice.media.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records as JSON objects, in the names of their components: an empty Optional is left out, enums are
 * their names, Lists arrays, Maps objects. Reading is strict, since the writer may have been taken over by the file that
 * it read: an unknown, missing or wrong member is an error. Thread-safe.
 */
public final class RecordJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordJson() {}

    /** Apart, for the child writes only and has no databind. */
    private static final class Mapper {
        private static final JsonMapper MAPPER = new JsonMapper();
    }

    /** A record on one line. */
    public static String text(Record value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Reads a record.
     *
     * @throws IOException when the text is not one of this record, whole
     */
    public static <T extends Record> T read(Class<T> type, String text) throws IOException {
        return read(type, Mapper.MAPPER.readTree(text));
    }

    static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Record one) {
            json.writeStartObject();
            for (RecordShape.Part part : RecordShape.of(one.getClass()).parts()) {
                Object inner = part.of(one);
                if (!(inner instanceof Optional<?> optional) || optional.isPresent()) {
                    json.writeFieldName(part.name());
                    write(json, inner);
                }
            }
            json.writeEndObject();
        } else if (value instanceof Optional<?> optional) {
            write(json, optional.orElseThrow());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                json.writeFieldName((String) each.getKey());
                write(json, each.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else {
            scalar(json, value);
        }
    }

    private static void scalar(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            json.writeNumber(((Number) value).longValue());
        }
    }

    /**
     * Reads a record.
     *
     * @throws IOException when the JSON is not one of this record, whole
     */
    static <T extends Record> T read(Class<T> type, JsonNode json) throws IOException {
        RecordShape shape = RecordShape.of(type);
        List<Object> values = new ArrayList<>();
        int used = 0;
        for (RecordShape.Part part : shape.parts()) {
            JsonNode member = json.get(part.name());
            used += member == null ? 0 : 1;
            values.add(member(part, member));
        }
        if (!json.isObject() || json.size() != used) {
            throw wrong(type, json);
        }
        return type.cast(shape.make(values));
    }

    private static Object member(RecordShape.Part part, JsonNode json) throws IOException {
        if (part.raw() == Optional.class) {
            return json == null ? Optional.empty() : Optional.of(value(inner(part.type(), 0), json));
        }
        if (json == null) {
            throw new IOException("no " + part.name());
        }
        return value(part.type(), json);
    }

    private static Object value(Type type, JsonNode json) throws IOException {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? list(inner(type, 0), json) : map(inner(type, 1), json);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return read(plain.asSubclass(Record.class), json);
        }
        if (plain == String.class && json.isTextual()) {
            return json.textValue();
        }
        if ((plain == boolean.class || plain == Boolean.class) && json.isBoolean()) {
            return json.booleanValue();
        }
        if ((plain == int.class || plain == Integer.class) && json.isIntegralNumber() && json.canConvertToInt()) {
            return json.intValue();
        }
        if ((plain == long.class || plain == Long.class) && json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        if ((plain == double.class || plain == Double.class) && json.isNumber()) {
            return json.doubleValue();
        }
        if (plain.isEnum()) {
            for (Object constant : plain.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(json.textValue())) {
                    return constant;
                }
            }
        }
        throw wrong(plain, json);
    }

    private static List<Object> list(Type each, JsonNode json) throws IOException {
        if (!json.isArray()) {
            throw wrong(List.class, json);
        }
        List<Object> values = new ArrayList<>();
        for (JsonNode one : json) {
            values.add(value(each, one));
        }
        return values;
    }

    private static Map<String, Object> map(Type each, JsonNode json) throws IOException {
        if (!json.isObject()) {
            throw wrong(Map.class, json);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : json.properties()) {
            values.put(one.getKey(), value(each, one.getValue()));
        }
        return values;
    }

    private static Type inner(Type generic, int position) {
        return ((ParameterizedType) generic).getActualTypeArguments()[position];
    }

    private static IOException wrong(Class<?> wanted, JsonNode json) {
        return new IOException("no " + wanted.getSimpleName() + ": " + json.getNodeType());
    }
}

package dev.sluice.media.table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.settings.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schema, by <a href="https://json-schema.org/draft/2020-12">draft 2020-12</a>, of what {@link RecordJson} writes
 * of a record. A component's {@link Doc} is its description; no other members are allowed. Thread-safe.
 */
public final class RecordSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordSchema() {}

    /** A schema that may be changed. */
    public static ObjectNode of(Class<? extends Record> type) {
        ObjectNode schema = typed("object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (RecordShape.Part part : RecordShape.of(type).parts()) {
            boolean optional = part.raw() == Optional.class;
            Type content = optional ? RecordShape.inner(part.type()) : part.type();
            ObjectNode property = value(content);
            Doc doc = part.component().getAnnotation(Doc.class);
            if (doc != null) {
                property.put("description", doc.value());
            }
            properties.set(part.name(), property);
            if (!optional) {
                required.add(part.name());
            }
        }
        return schema;
    }

    private static ObjectNode value(Type type) {
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType() == List.class;
            ObjectNode many = typed(list ? "array" : "object");
            many.set(list ? "items" : "additionalProperties", value(RecordShape.inner(type)));
            return many;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return of(plain.asSubclass(Record.class));
        }
        if (plain.isEnum()) {
            ObjectNode words = typed("string");
            var allowed = words.putArray("enum");
            for (Object constant : plain.getEnumConstants()) {
                allowed.add(RecordShape.word((Enum<?>) constant));
            }
            return words;
        }
        if (plain == Instant.class) {
            return typed("string").put("format", "date-time");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return typed("boolean");
        }
        if (plain == double.class || plain == Double.class) {
            return typed("number");
        }
        return typed(plain == String.class ? "string" : "integer");
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }
}

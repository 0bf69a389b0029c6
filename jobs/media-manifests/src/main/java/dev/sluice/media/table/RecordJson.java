package dev.sluice.media.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Java records as JSON: members in the order of the components and named like the columns of {@link Records}, what is
 * absent left out, maps in the order of their keys. The same record gives the same bytes on any machine, so that the
 * text may be hashed; a component that is added later and absent does not change it. It needs jackson-core and no more.
 * Thread-safe.
 */
public final class RecordJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private RecordJson() {}

    /** One line. */
    public static String text(Record value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes it as a value. */
    public static void write(JsonGenerator json, Record value) throws IOException {
        json.writeStartObject();
        for (RecordShape.Part part : RecordShape.of(value.getClass()).parts()) {
            Object content = part.of(value);
            if (content instanceof Optional<?> optional) {
                content = optional.orElse(null);
            }
            if (content != null) {
                json.writeFieldName(part.name());
                value(json, content);
            }
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object content) throws IOException {
        if (content instanceof Record inner) {
            write(json, inner);
        } else if (content instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                value(json, each);
            }
            json.writeEndArray();
        } else if (content instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                json.writeFieldName((String) entry.getKey());
                value(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (content instanceof Enum<?> constant) {
            json.writeString(RecordShape.word(constant));
        } else if (content instanceof Number || content instanceof Boolean) {
            json.writePOJO(content);
        } else {
            json.writeString(content.toString());
        }
    }
}

package dev.sluice.media.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A record's values as text, by names as a job file writes settings: {@code video.pixel-format}, {@code audio[0].stream}.
 * What is absent has no entry. The order is that of the components.
 */
public final class RecordValues {
    private RecordValues() {}

    /** All values of a record and of those in it. */
    public static Map<String, String> of(Record value) {
        Map<String, String> values = new LinkedHashMap<>();
        collect("", value, values);
        return values;
    }

    private static void collect(String name, Object value, Map<String, String> values) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> collect(name, present, values));
        } else if (value instanceof Record inner) {
            for (RecordShape.Part part : RecordShape.of(inner.getClass()).parts()) {
                String key = part.name().replace('_', '-');
                collect(name.isEmpty() ? key : name + "." + key, part.of(inner), values);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(name + "[" + i + "]", list.get(i), values);
            }
        } else if (value instanceof Map<?, ?> map) {
            new TreeMap<>(map).forEach((key, each) -> collect(name + "." + key, each, values));
        } else {
            values.put(name, value instanceof Enum<?> constant ? RecordShape.word(constant) : String.valueOf(value));
        }
    }
}

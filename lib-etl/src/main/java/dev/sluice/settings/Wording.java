package dev.sluice.settings;

import com.typesafe.config.ConfigValueType;
import java.util.Map;

/** The words for what stands in a file and for what should. */
final class Wording {
    private static final Map<ConfigValueType, String> FOUND = Map.of(
            ConfigValueType.LIST, "a list",
            ConfigValueType.OBJECT, "an object",
            ConfigValueType.STRING, "a text",
            ConfigValueType.NUMBER, "a number",
            ConfigValueType.BOOLEAN, "true or false",
            ConfigValueType.NULL, "null");

    private Wording() {}

    static String of(ConfigValueType found) {
        return FOUND.getOrDefault(found, "a value");
    }

    static String of(Class<?> wanted) {
        String words = Scalars.words(wanted);
        return wanted.isEnum() || wanted == boolean.class ? words : "a " + words;
    }
}

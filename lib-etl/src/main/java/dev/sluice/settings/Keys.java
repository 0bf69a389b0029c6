package dev.sluice.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** How the names of records and enums are written in a job file. */
final class Keys {
    private Keys() {}

    /** {@code partitionBy} is written {@code partition-by}. */
    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** {@code READ_ONLY} is written {@code read-only}. */
    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String doc(RecordComponent component) {
        Doc doc = component.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }
}

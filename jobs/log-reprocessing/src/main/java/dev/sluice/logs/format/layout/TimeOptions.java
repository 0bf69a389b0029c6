package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.CalendarNames;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands in braces behind a time of a Java layout. */
final class TimeOptions {
    private TimeOptions() {}

    /**
     * The pattern, the zone and the locale of a time's options: {@code {pattern}{zone}{locale}}, or Logback's
     * {@code {pattern, zone, locale}}.
     */
    static Part part(List<String> options) {
        String pattern = options.isEmpty() || options.get(0).isEmpty() ? "DEFAULT" : options.get(0);
        String zone = options.size() > 1 ? zone(options.get(1)).orElse("") : "";
        String locale = options.size() > 2 ? locale(options.get(2)) : "";
        int comma = pattern.lastIndexOf(',');
        String last = comma < 0 ? "" : locale(pattern.substring(comma + 1).trim());
        int zoneComma = last.isEmpty() ? -1 : pattern.lastIndexOf(',', comma - 1);
        if (zoneComma > 0
                && zone(pattern.substring(zoneComma + 1, comma).trim()).isPresent()) {
            locale = last;
            pattern = pattern.substring(0, comma);
            comma = zoneComma;
        }
        if (comma > 0 && pattern.length() - comma > 2) {
            Optional<String> behind = zone(pattern.substring(comma + 1).trim());
            zone = behind.orElse(zone);
            pattern = behind.isPresent() ? pattern.substring(0, comma).trim() : pattern;
        }
        boolean quoted = pattern.length() > 1 && pattern.startsWith("\"") && pattern.endsWith("\"");
        return Part.time(quoted ? pattern.substring(1, pattern.length() - 1) : pattern, zone, locale);
    }

    /** A tag of BCP 47; empty for what is no language. */
    private static String locale(String name) {
        return CalendarNames.locale(name).map(Locale::toLanguageTag).orElse("");
    }

    private static Optional<String> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name, ZoneId.SHORT_IDS).getId());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

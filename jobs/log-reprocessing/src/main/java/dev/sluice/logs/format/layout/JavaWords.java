package dev.sluice.logs.format.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The conversion words that {@link JavaLanguage} knows.
 *
 * <p>Sources: logging.apache.org/log4j/2.x/manual/pattern-layout.html, logback.qos.ch/manual/layouts.html, the Javadoc
 * of log4j 1.2's PatternLayout, and logback/defaults.xml of Spring Boot.
 */
final class JavaWords {
    /** What writes a stack trace, behind the message, or nothing. */
    private static final String[] SILENT = {
        "ex",
        "exception",
        "throwable",
        "xEx",
        "xException",
        "xThrowable",
        "rEx",
        "rException",
        "rThrowable",
        "rootException",
        "wEx",
        "wex",
        "xwEx",
        "nopex",
        "nopexception"
    };

    private JavaWords() {}

    /** Parts by word. One that is ignored stands for the text that is its name: a line break, or none. */
    static Map<String, Part> parts() {
        Map<String, Part> words = new HashMap<>();
        add(words, Part.of(Part.Kind.TIME, "ts"), "d", "date");
        add(words, Part.of(Part.Kind.LEVEL, "level"), "p", "level", "le");
        add(words, Part.of(Part.Kind.WORD, "logger"), "c", "lo", "logger");
        add(words, Part.of(Part.Kind.TEXT, "thread"), "t", "thread", "tn", "threadName");
        add(words, Part.of(Part.Kind.MESSAGE, "message"), "m", "msg", "message");
        add(words, Part.of(Part.Kind.IGNORED, "\n"), "n");
        add(words, Part.of(Part.Kind.WORD, "class"), "C", "class");
        add(words, Part.of(Part.Kind.WORD, "source_method"), "M", "method");
        add(words, Part.of(Part.Kind.WORD, "source_file"), "F", "file");
        add(words, Part.of(Part.Kind.INTEGER, "source_line"), "L", "line");
        add(words, Part.of(Part.Kind.LOCATION, "class"), "l", "location");
        add(words, Part.of(Part.Kind.NUMBER, "uptime_ms"), "r", "relative");
        add(words, Part.of(Part.Kind.TEXT, "ndc"), "x", "NDC");
        add(words, Part.of(Part.Kind.TEXT, "mdc"), "X", "mdc", "MDC");
        add(words, Part.of(Part.Kind.NUMBER, "pid"), "pid", "processId");
        add(words, Part.of(Part.Kind.NUMBER, "tid"), "T", "tid", "threadId");
        add(words, Part.of(Part.Kind.INTEGER, "thread_priority"), "tp", "threadPriority");
        add(words, Part.of(Part.Kind.NUMBER, "sequence"), "sn", "sequenceNumber", "lsn");
        add(words, Part.of(Part.Kind.NUMBER, "nanos"), "N", "nano");
        add(words, Part.of(Part.Kind.TEXT, "marker"), "marker", "markerSimpleName");
        add(words, Part.of(Part.Kind.TEXT, "uuid"), "u", "uuid");
        add(words, Part.of(Part.Kind.TEXT, "context"), "cn", "contextName");
        add(words, Part.of(Part.Kind.TEXT, "fqcn"), "fqcn");
        add(words, Part.of(Part.Kind.TEXT, "property"), "property");
        add(words, Part.of(Part.Kind.TEXT, "correlation"), "correlationId");
        add(words, Part.of(Part.Kind.IGNORED, ""), SILENT);
        return words;
    }

    private static void add(Map<String, Part> words, Part part, String... names) {
        for (String name : names) {
            words.put(name, part);
        }
    }

    /** A part with what stands in braces behind its word. */
    static Part with(Part part, List<String> options, String pattern) {
        String option = options.isEmpty() ? "" : options.get(0).trim();
        return switch (part.name()) {
            case "ts" -> TimeOptions.part(options);
            case "level" -> option.isEmpty() ? part : Part.of(Part.Kind.OTHER_LEVEL, "level");
            case "mdc" -> option.isEmpty() || option.contains(",") ? part : keyed(part, option);
            case "property" -> {
                if (option.isEmpty()) {
                    throw Layout.cannot(pattern, "%property has no name in braces");
                }
                yield keyed(part, option);
            }
            default -> part;
        };
    }

    private static Part keyed(Part part, String option) {
        int fallback = option.indexOf(":-");
        String key = fallback < 0 ? option : option.substring(0, fallback);
        return part.named(part.name() + "_" + JavaLanguage.column(key))
                .or(fallback < 0 ? "" : option.substring(fallback + 2));
    }
}

package dev.sluice.logs.format.layout;

import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The conversion patterns of PatternLayout in log4j 1, Log4j 2 and Logback, with Spring Boot's words:
 * {@code %-5level}, {@code %d{yyyy-MM-dd HH:mm:ss,SSS}{UTC}}, {@code %.30c{1.}}. Groups, colours and styles
 * ({@code %highlight(...)}, {@code %style{...}{...}}) count as what stands in them. Words that change the text of
 * others, such as replace and enc, are refused.
 */
final class JavaLanguage {
    private static final Map<String, Part> WORDS = JavaWords.parts();
    private static final Set<String> WRAPPERS = Set.of(
            "highlight",
            "style",
            "clr",
            "black",
            "red",
            "green",
            "yellow",
            "blue",
            "magenta",
            "cyan",
            "white",
            "gray",
            "boldRed",
            "boldGreen",
            "boldYellow",
            "boldBlue",
            "boldMagenta",
            "boldCyan",
            "boldWhite",
            "faint",
            "bold",
            "");
    private static final Set<String> REFUSED = Set.of(
            "replace",
            "enc",
            "encode",
            "equals",
            "equalsIgnoreCase",
            "maxLen",
            "maxLength",
            "notEmpty",
            "varsNotEmpty",
            "variablesNotEmpty",
            "repeat",
            "K",
            "map",
            "MAP",
            "kvp",
            "caller",
            "endOfBatch",
            "mask",
            "esb",
            "prefix");
    private static final List<String> ALL = Stream.of(WORDS.keySet(), WRAPPERS, REFUSED)
            .flatMap(Set::stream)
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();

    private final String pattern;
    private final List<Object> tokens = new ArrayList<>();

    private JavaLanguage(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Text (String) and parts, in their order.
     *
     * @throws Fault SETTINGS when the pattern has a word that is unknown or cannot be read back
     */
    static List<Object> tokens(String pattern) {
        JavaLanguage language = new JavaLanguage(pattern);
        language.compile(pattern);
        return language.tokens;
    }

    private void compile(String text) {
        if (text.contains("${")) {
            throw Layout.cannot(pattern, "write what ${...} stands for; %pid for a process id");
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                tokens.add(escaped(text.charAt(at + 1)));
                at += 2;
            } else if (c != '%') {
                tokens.add(String.valueOf(c));
                at++;
            } else if (text.startsWith("%%", at)) {
                tokens.add("%");
                at += 2;
            } else {
                at = conversion(text, at + 1);
            }
        }
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n', 'r' -> "\n";
            case 't' -> "\t";
            default -> String.valueOf(c);
        };
    }

    /** Reads what stands behind a percent sign and tells where it ends. */
    private int conversion(String text, int from) {
        int at = skip(text, from, "-0123456789");
        int width = whole(text.substring(from, at));
        int most = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            int end = skip(text, at + 1, "-0123456789");
            most = whole(text.substring(at + 1, end));
            at = end;
        }
        String word = word(text, at);
        at += word.length();
        if (WRAPPERS.contains(word)) {
            return wrapped(text, at, word);
        }
        List<String> options = new ArrayList<>();
        while (at < text.length() && text.charAt(at) == '{') {
            int close = close(text, at, '{', '}');
            options.add(text.substring(at + 1, close));
            at = close + 1;
        }
        Part part = WORDS.get(word);
        if (part.kind() == Part.Kind.IGNORED) {
            tokens.add(part.name());
        } else {
            Part read = JavaWords.with(part, options, pattern).padded(width, most);
            tokens.add(read.kind() == Part.Kind.LEVEL && most > 0 && most < 5 ? read.anyLevel() : read);
        }
        return at;
    }

    private String word(String text, int at) {
        return ALL.stream()
                .filter(known -> text.startsWith(known, at) && (!known.isEmpty() || text.startsWith("(", at)))
                .findFirst()
                .filter(known -> !REFUSED.contains(known))
                .orElseThrow(() -> Layout.cannot(
                        pattern,
                        "%" + text.substring(at, Math.min(text.length(), at + 12)) + " is none of "
                                + String.join(" ", new TreeSet<>(WORDS.keySet()))));
    }

    private int wrapped(String text, int from, String word) {
        boolean round = text.startsWith("(", from);
        if (from >= text.length() || (!round && text.charAt(from) != '{')) {
            throw Layout.cannot(pattern, "nothing stands in %" + word);
        }
        int close = close(text, from, round ? '(' : '{', round ? ')' : '}');
        compile(text.substring(from + 1, close));
        int at = close + 1;
        while (at < text.length() && text.charAt(at) == '{') {
            at = close(text, at, '{', '}') + 1;
        }
        return at;
    }

    private int close(String text, int from, char open, char close) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else {
                depth += c == open ? 1 : c == close ? -1 : 0;
                if (depth == 0) {
                    return i;
                }
            }
        }
        throw Layout.cannot(pattern, "a bracket " + open + " is not closed");
    }

    private static int skip(String text, int from, String some) {
        int at = from;
        while (at < text.length() && some.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int whole(String digits) {
        String text = digits.replace("-", "");
        if (text.length() > 4) {
            throw Layout.cannot(pattern, "a width has more than four digits");
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** A name for a column: small letters, digits and underscores. */
    static String column(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}

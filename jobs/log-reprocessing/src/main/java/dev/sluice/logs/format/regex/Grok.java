package dev.sluice.logs.format.regex;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Grok expressions, written out as regular expressions: {@code %{PATTERN}}, {@code %{PATTERN:column}} and
 * {@code %{PATTERN:column:type}} with the types int, long, float, double, boolean and string. In a column's name, dots
 * and the brackets of {@code [a][b]} become {@code _}.
 *
 * <p>What the syntax means is as in the grok filter of Logstash
 * (https://www.elastic.co/docs/reference/logstash/plugins/plugins-filters-grok); the patterns are our own.
 *
 * @param regex the expression with a named group for each column
 * @param types of the columns that say theirs
 */
record Grok(String regex, StructType types) {
    private static final Pattern USE = Pattern.compile("%\\{(\\w+)(?::([\\w.@\\[\\]-]+))?(?::(\\w+))?}");
    private static final int DEEPEST = 20;
    private static final Map<String, DataType> TYPES = Map.of(
            "int", DataTypes.IntegerType,
            "long", DataTypes.LongType,
            "float", DataTypes.DoubleType,
            "double", DataTypes.DoubleType,
            "boolean", DataTypes.BooleanType,
            "string", DataTypes.StringType);

    /** @throws Fault SETTINGS when a pattern or a type has no such name */
    static Grok of(String expression) {
        Map<String, DataType> types = new LinkedHashMap<>();
        String regex = written(expression, Library.PATTERNS, types, 0);
        StructType columns = new StructType();
        for (Map.Entry<String, DataType> type : types.entrySet()) {
            columns = columns.add(type.getKey(), type.getValue());
        }
        return new Grok(regex, columns);
    }

    /** What the patterns are called. */
    static Set<String> names() {
        return Library.PATTERNS.keySet();
    }

    private static String written(
            String expression, Map<String, String> patterns, Map<String, DataType> types, int depth) {
        if (depth > DEEPEST) {
            throw cannot(expression, "its patterns go round in a circle");
        }
        StringBuilder regex = new StringBuilder();
        Matcher use = USE.matcher(expression);
        int done = 0;
        while (use.find()) {
            String pattern = Optional.ofNullable(patterns.get(use.group(1)))
                    .orElseThrow(() -> cannot(
                            expression,
                            "there is no pattern " + use.group(1) + Nearest.hint(use.group(1), patterns.keySet())));
            regex.append(expression, done, use.start())
                    .append(use.group(2) == null ? "(?:" : "(?<" + column(use.group(2)) + ">")
                    .append(written(pattern, patterns, types, depth + 1))
                    .append(')');
            if (use.group(3) != null) {
                types.put(column(use.group(2)), type(expression, use.group(3)));
            }
            done = use.end();
        }
        return regex.append(expression, done, expression.length()).toString();
    }

    private static String column(String name) {
        String plain = name.replace("][", "_").replaceAll("[\\[\\]]", "").replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }

    private static DataType type(String expression, String name) {
        return Optional.ofNullable(TYPES.get(name))
                .orElseThrow(() -> cannot(expression, "there is no type " + name + "; there are " + TYPES.keySet()));
    }

    private static Fault cannot(String expression, String why) {
        return new Fault(Code.SETTINGS, "Cannot use grok expression: " + expression + " (" + why + ")");
    }

    /** The patterns by name, read once. */
    private static final class Library {
        static final Map<String, String> PATTERNS = read();

        private static Map<String, String> read() {
            Map<String, String> patterns = new LinkedHashMap<>();
            try (InputStream file = Grok.class.getResourceAsStream("grok-patterns");
                    BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int blank = line.indexOf(' ');
                    if (blank > 0 && !line.startsWith("#")) {
                        patterns.put(line.substring(0, blank), line.substring(blank + 1));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return patterns;
        }
    }
}

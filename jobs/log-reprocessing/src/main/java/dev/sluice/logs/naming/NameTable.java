package dev.sluice.logs.naming;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/**
 * Which field of which schema each column is, from the file {@code names.txt} beside this class. Immutable.
 *
 * @see <a href="https://www.elastic.co/guide/en/ecs/8.17/ecs-field-reference.html">ECS field reference</a>
 * @see <a href="https://opentelemetry.io/docs/specs/otel/logs/data-model/">OpenTelemetry's data model of logs</a>
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/">OpenTelemetry's attributes</a>
 */
final class NameTable {
    /** Fields of our own are in this struct. */
    static final String OWN = "sluice.";

    private static final String EVERY = "*";
    private static final String SAME = "same";
    private static final List<Entry> ENTRIES = read();

    private NameTable() {}

    /**
     * A line of the table.
     *
     * @param formats that it holds for
     * @param column a name; one that ends in * stands for all that begin so
     * @param type that the column must have; empty for any
     */
    private record Entry(List<String> formats, String column, String type, String ecs, String otel) {
        boolean fits(String word, StructField field) {
            boolean named = column.endsWith(EVERY) ? field.name().startsWith(beginning()) : column.equals(field.name());
            return named
                    && formats.contains(word)
                    && (type.isEmpty() || type.equals(field.dataType().simpleString()));
        }

        String beginning() {
            return column.substring(0, column.length() - 1);
        }
    }

    /** The targets of a column; none when nobody has decided. */
    static Optional<List<Target>> targets(Naming naming, String word, StructField field) {
        Optional<Entry> exact = find(word, field, false);
        Optional<Entry> pattern = find(word, field, true);
        boolean users = pattern.isPresent() && pattern.get().ecs().equals(SAME);
        return exact.or(() -> users ? pattern : find(EVERY, field, false))
                .or(() -> pattern)
                .map(entry -> targets(naming, entry, field.name()));
    }

    /** The first that fits: so a longer pattern stands before a shorter one. */
    private static Optional<Entry> find(String word, StructField field, boolean pattern) {
        return ENTRIES.stream()
                .filter(entry -> entry.column().endsWith(EVERY) == pattern && entry.fits(word, field))
                .findFirst();
    }

    private static List<Target> targets(Naming naming, Entry entry, String column) {
        String rest = entry.column().endsWith(EVERY)
                ? column.substring(entry.beginning().length())
                : "";
        return Target.parse(naming == Naming.ECS ? entry.ecs() : entry.otel()).stream()
                .map(target -> new Target(path(naming, target.path(), column, rest), target.conversion()))
                .toList();
    }

    private static String path(Naming naming, String path, String column, String rest) {
        if (path.equals("own")) {
            return own(naming, column);
        }
        // Our columns have _ for the - in the names of headers.
        String header = path.startsWith("http.") ? rest.replace('_', '-') : rest;
        String full = path.equals(SAME) ? column : path.replace(EVERY, header);
        boolean ofRecord = Character.isUpperCase(full.charAt(0)) && !path.equals(SAME);
        return naming == Naming.ECS || ofRecord ? full : "Attributes." + full;
    }

    static String own(Naming naming, String column) {
        return (naming == Naming.ECS ? "" : "Attributes.") + OWN + column;
    }

    private static List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        List<String> formats = List.of();
        try (InputStream file = NameTable.class.getResourceAsStream("names.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    formats = List.of(line.substring(1, line.indexOf(']')).split(" ", -1));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    entries.add(entry(formats, line.split("\\|", -1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(entries);
    }

    private static Entry entry(List<String> formats, String[] cells) {
        String[] column = cells[0].trim().split(" +", -1);
        return new Entry(formats, column[0], column.length > 1 ? column[1] : "", cells[1].trim(), cells[2].trim());
    }
}

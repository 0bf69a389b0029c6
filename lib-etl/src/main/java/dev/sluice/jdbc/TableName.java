package dev.sluice.jdbc;

import dev.sluice.settings.InvalidSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of a table as its parts: catalog and schema where they are said, then the table. The parts are data: only
 * {@link #quoted} makes SQL of them.
 */
public record TableName(List<String> parts) {
    public TableName {
        parts = List.copyOf(parts);
    }

    /**
     * Reads "table", "schema.table" or "catalog.schema.table"; a part that holds a dot stands in double quotes, in
     * which a quote is doubled. Names are taken as they stand, capitals too.
     *
     * @throws InvalidSetting for the setting {@code table}
     */
    public static TableName parse(String text) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            StringBuilder part = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at = quotedPart(text, at + 1, part);
            } else {
                while (at < text.length() && text.charAt(at) != '.') {
                    part.append(text.charAt(at++));
                }
            }
            if (part.isEmpty() || part.indexOf("\0") >= 0 || (at < text.length() && text.charAt(at) != '.')) {
                throw wrong(text);
            }
            parts.add(part.toString());
            at++;
        }
        if (parts.size() > 3) {
            throw wrong(text);
        }
        return new TableName(parts);
    }

    private static int quotedPart(String text, int from, StringBuilder part) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (at >= text.length() || text.charAt(at) != '"') {
                    return at;
                }
                at++;
            }
            part.append(c);
        }
        throw wrong(text);
    }

    private static InvalidSetting wrong(String text) {
        return new InvalidSetting(
                "table", "\"" + text + "\" is not a name such as orders, public.orders or \"a.b\".orders");
    }

    /** The table's own name, the last part. */
    public String table() {
        return parts.get(parts.size() - 1);
    }

    /** Another table in the same schema. */
    public TableName beside(String table) {
        List<String> other = new ArrayList<>(parts.subList(0, parts.size() - 1));
        other.add(table);
        return new TableName(other);
    }

    /** The name as SQL. */
    public String quoted(Dialect dialect) {
        return parts.stream().map(dialect::quote).collect(Collectors.joining("."));
    }

    /** The name as {@link #parse} reads it. */
    public String text() {
        return parts.stream()
                .map(part -> '"' + part.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}

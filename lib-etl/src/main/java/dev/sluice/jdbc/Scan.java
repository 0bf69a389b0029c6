package dev.sluice.jdbc;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is read of a database: a relation, cut into parts, each with a connection of its own.
 *
 * @param relation what stands after FROM: a quoted table, or a query in parentheses with a name
 * @param columns those that can be had
 * @param parts the cut, each row in exactly one
 * @param snapshot the name of the moment that all parts are read at; empty where there is none
 */
public record Scan(
        Connector connector,
        String relation,
        List<StoreColumn> columns,
        List<Part> parts,
        String snapshot,
        Purpose purpose)
        implements Serializable {
    /** The code of a reject: a value that its column's type cannot hold. */
    public static final String UNREADABLE = "UNREADABLE_VALUE";

    private static final long serialVersionUID = 1L;

    public Scan {
        columns = List.copyOf(columns);
        parts = List.copyOf(parts);
    }

    /**
     * A part that one task reads.
     *
     * @param key its name among the parts
     * @param where a condition; empty for all rows
     * @param item goes into the column {@code _item}
     */
    public record Part(String key, String where, long item) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** One condition of several, of which empty ones say nothing. */
    public static String all(String... conditions) {
        return Stream.of(conditions)
                .filter(condition -> !condition.isBlank())
                .map(condition -> "(" + condition + ")")
                .collect(Collectors.joining(" AND "));
    }

    /** The same of the rows alone that meet one more condition; empty for none. */
    Scan where(String condition) {
        if (condition.isEmpty()) {
            return this;
        }
        List<Part> fewer = parts.stream()
                .map(part -> new Part(part.key(), all(part.where(), condition), part.item()))
                .toList();
        return new Scan(connector, relation, columns, fewer, snapshot, purpose);
    }

    /** The parts' query for some of the columns. */
    String query(Part part, List<StoreColumn> wanted) {
        String list = wanted.isEmpty()
                ? "1"
                : String.join(", ", wanted.stream().map(StoreColumn::expression).toList());
        return "SELECT " + list + " FROM " + relation + (part.where().isEmpty() ? "" : " WHERE " + part.where());
    }
}

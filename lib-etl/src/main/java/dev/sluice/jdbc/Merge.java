package dev.sluice.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an upsert asks for. All names are data.
 *
 * @param table quoted
 * @param columns of the table that rows have, in the order of {@code rows}
 * @param key columns that a row is found by, among {@code columns}
 * @param version a column of which a lower or equal value never overwrites a higher one
 * @param rows a select of these columns
 */
public record Merge(String table, List<String> columns, List<String> key, Optional<String> version, String rows) {
    public Merge {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** The columns that an update sets. */
    public List<String> rest() {
        return columns.stream().filter(column -> !key.contains(column)).toList();
    }

    /** Names as a quoted list. */
    public static String list(Dialect dialect, List<String> names) {
        return names.stream().map(dialect::quote).collect(Collectors.joining(", "));
    }

    /**
     * {@code INSERT … ON CONFLICT (…) DO UPDATE}, as PostgreSQL and SQLite have it.
     *
     * @param overriding stands between the columns and the rows
     */
    public String onConflict(Dialect dialect, String overriding) {
        String set = rest().stream()
                .map(name -> dialect.quote(name) + " = EXCLUDED." + dialect.quote(name))
                .collect(Collectors.joining(", "));
        String newer = version.map(name -> " WHERE EXCLUDED." + dialect.quote(name) + " > t." + dialect.quote(name)
                        + " OR t." + dialect.quote(name) + " IS NULL")
                .orElse("");
        return "INSERT INTO " + table + " AS t (" + list(dialect, columns) + ")" + overriding + " " + rows
                + " ON CONFLICT (" + list(dialect, key) + ") "
                + (set.isEmpty() ? "DO NOTHING" : "DO UPDATE SET " + set + newer);
    }

    /** {@code MERGE INTO}, as the SQL standard has it (ISO/IEC 9075-2, 14.12). */
    public String standard(Dialect dialect) {
        String on = key.stream()
                .map(name -> "t." + dialect.quote(name) + " = s." + dialect.quote(name))
                .collect(Collectors.joining(" AND "));
        String set = rest().stream()
                .map(name -> dialect.quote(name) + " = s." + dialect.quote(name))
                .collect(Collectors.joining(", "));
        String newer = version.map(name -> " AND (s." + dialect.quote(name) + " > t." + dialect.quote(name) + " OR t."
                        + dialect.quote(name) + " IS NULL)")
                .orElse("");
        String values = columns.stream().map(name -> "s." + dialect.quote(name)).collect(Collectors.joining(", "));
        return "MERGE INTO " + table + " t USING (" + rows + ") s ON (" + on + ")"
                + (set.isEmpty() ? "" : " WHEN MATCHED" + newer + " THEN UPDATE SET " + set)
                + " WHEN NOT MATCHED THEN INSERT (" + list(dialect, columns) + ") VALUES (" + values + ")";
    }
}

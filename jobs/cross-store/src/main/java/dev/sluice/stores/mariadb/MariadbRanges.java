package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts a table into ranges of the first column of its primary key, or of another unique key, where that is never NULL.
 *
 * <p>Bounds of whole numbers that lie close together are reckoned; all others are found by counting the rows and a walk
 * through the index, a range's length at a time, which is a small part of what it takes to send the rows. A row belongs to the range of the first bound that it is below, and to the last range when
 * it is below none: so it is in one and in no other whatever the column's type and collation make of the bounds.
 *
 * @param table quoted
 * @param column quoted
 * @param type the column's, in lower case
 * @param rows how many there are by the statistics
 */
record MariadbRanges(Dialect dialect, Connection connection, String table, String column, String type, long rows) {
    /** Of data. Below it a range is not worth a connection. */
    static final long LEAST_BYTES = 8L << 20;

    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private static final Set<String> BYTES = Set.of("binary", "varbinary");

    /** Those whose values, written as texts, are found again by a comparison. */
    private static final Set<String> TYPES = Stream.of(
                    WHOLE.stream(),
                    BYTES.stream(),
                    Stream.of("decimal", "char", "varchar", "date", "datetime", "timestamp", "time"),
                    Stream.of("uuid", "inet4", "inet6"))
            .flatMap(types -> types)
            .collect(Collectors.toUnmodifiableSet());

    /** Only InnoDB keeps a moment that several connections can see. */
    private static final String KEY = """
            SELECT c.column_name, c.data_type, t.table_rows, t.data_length
              FROM information_schema.tables t
              JOIN information_schema.statistics s
                ON s.table_schema = t.table_schema AND BINARY s.table_name = t.table_name
              JOIN information_schema.columns c
                ON c.table_schema = t.table_schema AND BINARY c.table_name = t.table_name
               AND c.column_name = s.column_name
             WHERE t.table_schema = coalesce(?, DATABASE()) AND t.table_name = ? AND BINARY t.table_name = ?
               AND t.engine = 'InnoDB' AND s.non_unique = 0 AND s.seq_in_index = 1 AND s.sub_part IS NULL
               AND c.is_nullable = 'NO'
             ORDER BY s.index_name <> 'PRIMARY', s.index_name""";

    /** Conditions for about so many ranges; a single empty one where it is small or has no such key. */
    static List<String> of(Dialect dialect, Connection connection, TableName table, int wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEY)) {
            select.setString(1, MariadbCatalog.database(table));
            select.setString(2, table.table());
            select.setString(3, table.table());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    String type = found.getString(2).toLowerCase(java.util.Locale.ROOT);
                    if (TYPES.contains(type)) {
                        String column = dialect.quote(found.getString(1));
                        long count = Math.min(wanted, found.getLong(4) / LEAST_BYTES);
                        MariadbRanges ranges = new MariadbRanges(
                                dialect, connection, table.quoted(dialect), column, type, found.getLong(3));
                        return ranges.conditions(count < 2 ? List.of() : ranges.bounds(count));
                    }
                }
                return List.of("");
            }
        }
    }

    private List<String> conditions(List<String> bounds) {
        List<String> conditions = new ArrayList<>();
        String below = "";
        for (String bound : bounds) {
            conditions.add(below + column + " < " + bound);
            below += column + " >= " + bound + " AND ";
        }
        conditions.add(below.isEmpty() ? "" : below.substring(0, below.lastIndexOf(" AND ")));
        return conditions;
    }

    private List<String> bounds(long count) throws SQLException {
        List<String> reckoned = WHOLE.contains(type) ? reckoned(count) : List.of();
        return reckoned.isEmpty() ? walked(count) : reckoned;
    }

    /** None where the numbers lie so far apart that the ranges might be of very different length. */
    private List<String> reckoned(long count) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet ends = select.executeQuery("SELECT min(" + column + "), max(" + column + ") FROM " + table)) {
            ends.next();
            if (ends.getString(1) == null) {
                return List.of();
            }
            BigInteger least = new BigInteger(ends.getString(1));
            BigInteger span = new BigInteger(ends.getString(2)).subtract(least).add(BigInteger.ONE);
            if (span.compareTo(BigInteger.valueOf(rows).shiftLeft(2)) > 0) {
                return List.of();
            }
            List<String> bounds = new ArrayList<>();
            for (long i = 1; i < count; i++) {
                bounds.add(least.add(span.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count)))
                        .toString());
            }
            return bounds;
        }
    }

    private List<String> walked(long count) throws SQLException {
        // What the statistics say is off by a factor of ten at times.
        long step = Long.parseLong(first("count(*)", "").orElseThrow()) / count;
        List<String> bounds = new ArrayList<>();
        while (bounds.size() < count - 1) {
            String from = bounds.isEmpty() ? "" : " WHERE " + column + " > " + bounds.get(bounds.size() - 1);
            Optional<String> bound = first(
                    (BYTES.contains(type) ? "HEX(" + column + ")" : "CAST(" + column + " AS CHAR)"),
                    from + " ORDER BY " + column + " LIMIT 1 OFFSET " + step);
            // A date that is none finds nothing, not even itself.
            if (bound.isEmpty()
                    || first("1", " WHERE " + column + " >= " + literal(bound.get()) + " LIMIT 1")
                            .isEmpty()) {
                break;
            }
            bounds.add(literal(bound.get()));
        }
        return bounds;
    }

    private Optional<String> first(String expression, String rest) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet found = select.executeQuery("SELECT " + expression + " FROM " + table + rest)) {
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    private String literal(String text) {
        if (BYTES.contains(type)) {
            return "X'" + text + "'";
        }
        return WHOLE.contains(type) || type.equals("decimal") ? text : dialect.literal(text);
    }
}

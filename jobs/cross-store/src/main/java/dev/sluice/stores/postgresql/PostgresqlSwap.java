package dev.sluice.stores.postgresql;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Swap;
import dev.sluice.jdbc.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A swap by PostgreSQL's own DDL, which takes part in transactions. Columns with their types, defaults, identities,
 * storage and comments come by CREATE TABLE … (LIKE …), indexes and constraints by {@link SwapIndexes}, what hangs on
 * the table besides by {@link SwapCarry}; a table with anything else is refused by {@link SwapLosses}.
 */
record PostgresqlSwap() implements Swap {
    private static final long serialVersionUID = 1L;

    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    private static final String OPTIONS = """
            SELECT CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END,
              (SELECT ' USING ' || quote_ident(amname) FROM pg_am WHERE pg_am.oid = t.relam),
              (SELECT ' WITH (' || string_agg(prefix || quote_ident(option_name) || ' = ' || quote_literal(option_value), ', ')
                || ')' FROM (
                SELECT '' AS prefix, o.* FROM pg_options_to_table(t.reloptions) o
                UNION ALL SELECT 'toast.', o.* FROM pg_class toast, pg_options_to_table(toast.reloptions) o
                  WHERE toast.oid = t.reltoastrelid) options)
            FROM pg_class t WHERE oid = to_regclass(?)
            """;

    /** Generated and default values by the expressions that make them. */
    private static final String COLUMNS = """
            SELECT string_agg(concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod), attcollation,
              attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum)
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
            """;

    @Override
    public void check(Connection connection, TableName table) throws SQLException {
        SwapLosses.refuse(connection, table);
    }

    @Override
    public void make(Connection connection, TableName table, TableName fresh) throws SQLException {
        List<String> options = rows(connection, OPTIONS, table.quoted(DIALECT)).get(0);
        execute(
                connection,
                List.of("CREATE " + options.get(0) + "TABLE " + fresh.quoted(DIALECT) + " (LIKE "
                        + table.quoted(DIALECT)
                        + " INCLUDING ALL EXCLUDING CONSTRAINTS EXCLUDING INDEXES EXCLUDING STATISTICS)"
                        + text(options.get(1)) + text(options.get(2))));
    }

    @Override
    public void complete(Connection connection, TableName table, TableName fresh) throws SQLException {
        execute(connection, new SwapIndexes(table, fresh).make(connection));
        execute(connection, List.of("ANALYZE " + fresh.quoted(DIALECT)));
    }

    @Override
    public void lock(Connection connection, TableName table) throws SQLException {
        execute(connection, List.of("LOCK TABLE " + table.quoted(DIALECT) + " IN ACCESS EXCLUSIVE MODE"));
    }

    @Override
    public void exchange(Connection connection, TableName table, TableName fresh) throws SQLException {
        lock(connection, table);
        check(connection, table);
        SwapIndexes indexes = new SwapIndexes(table, fresh);
        List<String> renamed = indexes.rename(connection);
        boolean same = rows(connection, COLUMNS, table.quoted(DIALECT))
                .equals(rows(connection, COLUMNS, fresh.quoted(DIALECT)));
        if (!same || renamed.size() != indexes.count(connection) || !indexes.sameConstraints(connection)) {
            throw new Fault(
                    Code.TRY_LATER,
                    "Cannot refresh " + table
                            + ": its columns, indexes or constraints were altered while the rows were loaded (nothing was"
                            + " published; run again)");
        }
        SwapCarry carry = new SwapCarry(table, fresh);
        List<String> after = carry.after(connection);
        execute(connection, carry.before(connection));
        execute(connection, List.of("DROP TABLE " + table.quoted(DIALECT)));
        name(connection, table, fresh);
        execute(connection, renamed);
        execute(connection, after);
    }

    @Override
    public void name(Connection connection, TableName table, TableName fresh) throws SQLException {
        execute(
                connection,
                List.of("ALTER TABLE " + fresh.quoted(DIALECT) + " RENAME TO " + DIALECT.quote(table.table())));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query whose parameters are names of tables, quoted. */
    static List<List<String>> rows(Connection connection, String query, String... tables) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            for (int i = 0; i < tables.length; i++) {
                select.setString(i + 1, tables[i]);
            }
            try (ResultSet found = select.executeQuery()) {
                int width = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= width; i++) {
                        row.add(found.getString(i));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** The first column of such a query. */
    static List<String> texts(Connection connection, String query, String... tables) throws SQLException {
        return rows(connection, query, tables).stream().map(row -> row.get(0)).toList();
    }
}

package dev.sluice.stores.postgresql;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Indexes and constraints of a table made on another one. An index has a name of its own in the schema, so it gets
 * another one until the old is gone; a constraint without an index keeps its name.
 */
record SwapIndexes(TableName table, TableName fresh) {
    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    /** The definition is CREATE … INDEX name ON table, as the server quotes it, and then what counts. */
    private static final String INDEXES = """
            SELECT quote_ident(c.relname), coalesce(contype, ''), d.head, d.whole,
              CASE WHEN condeferrable THEN ' DEFERRABLE' ELSE '' END
              || CASE WHEN condeferred THEN ' INITIALLY DEFERRED' ELSE '' END
            FROM pg_index i JOIN pg_class c ON c.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
              LEFT JOIN pg_constraint k ON k.conindid = indexrelid AND k.conrelid = indrelid AND contype IN ('p', 'u', 'x'),
              LATERAL (SELECT pg_get_indexdef(indexrelid) AS whole, 'CREATE ' || CASE WHEN indisunique THEN 'UNIQUE ' ELSE ''
                END || 'INDEX ' || quote_ident(c.relname) || ' ON '
                || format('%s.%I', t.relnamespace::regnamespace, t.relname) AS head) d
            WHERE indrelid = to_regclass(?) ORDER BY c.relname
            """;

    private static final String CONSTRAINTS = """
            SELECT format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
            WHERE conrelid = to_regclass(?) AND contype IN ('c', 'f') ORDER BY conname
            """;

    private static final String EXCLUSION = """
            SELECT pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = to_regclass(?) AND contype = 'x' ORDER BY conname
            """;

    /**
     * An index.
     *
     * @param name quoted
     * @param kind of the constraint that it serves, as in pg_constraint.contype; else empty
     * @param unique what stands before INDEX
     * @param rest what stands after the table's name
     * @param deferral when the constraint is looked at
     */
    private record Index(String name, String kind, String unique, String rest, String deferral) {
        static Index of(List<String> row) {
            String head = row.get(2);
            String whole = row.get(3);
            if (!whole.startsWith(head)) {
                throw new Fault(Code.INTERNAL, "Cannot read the definition of an index: " + whole);
            }
            String unique = head.startsWith("CREATE UNIQUE ") ? "UNIQUE " : "";
            return new Index(row.get(0), row.get(1), unique, whole.substring(head.length()), row.get(4));
        }

        boolean same(Index other) {
            return kind.equals(other.kind)
                    && unique.equals(other.unique)
                    && rest.equals(other.rest)
                    && deferral.equals(other.deferral);
        }

        boolean excludes() {
            return kind.equals("x");
        }
    }

    private static List<Index> of(Connection connection, TableName table) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        for (List<String> row : PostgresqlSwap.rows(connection, INDEXES, table.quoted(DIALECT))) {
            indexes.add(Index.of(row));
        }
        return indexes;
    }

    int count(Connection connection) throws SQLException {
        return Math.max(of(connection, table).size(), of(connection, fresh).size());
    }

    /** Statements that make them on the fresh table. */
    List<String> make(Connection connection) throws SQLException {
        String on = fresh.quoted(DIALECT);
        List<String> statements = new ArrayList<>();
        int number = 0;
        for (Index index : of(connection, table)) {
            if (!index.excludes()) {
                String name = DIALECT.quote(fresh.table() + "_" + ++number);
                statements.add("CREATE " + index.unique + "INDEX " + name + " ON " + on + index.rest);
                if (!index.kind.isEmpty()) {
                    statements.add("ALTER TABLE " + on + " ADD CONSTRAINT " + name
                            + (index.kind.equals("p") ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + name
                            + index.deferral);
                }
            }
        }
        for (String exclusion : PostgresqlSwap.texts(connection, EXCLUSION, table.quoted(DIALECT))) {
            statements.add("ALTER TABLE " + on + " ADD CONSTRAINT " + DIALECT.quote(fresh.table() + "_" + ++number)
                    + " " + exclusion);
        }
        for (String constraint : constraints(connection, table)) {
            statements.add("ALTER TABLE " + on + " ADD " + constraint);
        }
        return statements;
    }

    /** Statements that give the fresh indexes the names of the old ones, once these are gone; none for one without an equal. */
    List<String> rename(Connection connection) throws SQLException {
        List<Index> left = new ArrayList<>(of(connection, fresh));
        List<String> statements = new ArrayList<>();
        for (Index index : of(connection, table)) {
            left.stream().filter(index::same).findFirst().ifPresent(equal -> {
                left.remove(equal);
                statements.add("ALTER INDEX " + beside(equal.name) + " RENAME TO " + index.name);
            });
        }
        return statements;
    }

    /** A name that is quoted already, in the tables' schema. */
    private String beside(String quoted) {
        String any = fresh.beside("x").quoted(DIALECT);
        return any.substring(0, any.length() - DIALECT.quote("x").length()) + quoted;
    }

    boolean sameConstraints(Connection connection) throws SQLException {
        return constraints(connection, table).equals(constraints(connection, fresh));
    }

    private static List<String> constraints(Connection connection, TableName table) throws SQLException {
        return PostgresqlSwap.texts(connection, CONSTRAINTS, table.quoted(DIALECT));
    }
}

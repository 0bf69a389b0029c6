package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What hangs on a table besides columns, indexes and constraints, as statements that the catalogs tell and the server
 * quotes: owner, rights, comments, sequences, row security, statistics, how changes are told.
 */
record SwapCarry(TableName table, TableName fresh) {
    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    /** The old table and the fresh one with their names. */
    private static final String BOTH = """
            WITH t AS MATERIALIZED (SELECT *, format('%s.%I', relnamespace::regnamespace, relname) AS name
              FROM pg_class WHERE oid = to_regclass(?)),
            f AS MATERIALIZED (SELECT *, format('%s.%I', relnamespace::regnamespace, relname) AS name
              FROM pg_class WHERE oid = to_regclass(?)),
            sequences AS MATERIALIZED (SELECT d.refobjid, attname, d.deptype, s.oid, s.relname,
              format('%s.%I', s.relnamespace::regnamespace, s.relname) AS name
              FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
              JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
              WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
              AND d.refobjid IN (to_regclass(?), to_regclass(?)))
            """;

    private static final String BEFORE = """
            SELECT format('ALTER TABLE %s OWNER TO %I', f.name, pg_get_userbyid(t.relowner)) FROM t, f
              WHERE t.relowner <> f.relowner
            UNION ALL SELECT format('SELECT setval(%L::regclass, last_value, is_called) FROM %s', own.name, old.name)
              FROM sequences old JOIN sequences own USING (attname), t, f
              WHERE old.refobjid = t.oid AND own.refobjid = f.oid AND old.deptype = 'i' AND own.deptype = 'i'
            UNION ALL SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', s.name, f.name, attname) FROM sequences s, t, f
              WHERE s.refobjid = t.oid AND s.deptype = 'a'
            """;

    private static final String AFTER = """
            SELECT format('ALTER SEQUENCE %s RENAME TO %I', own.name, old.relname)
              FROM sequences old JOIN sequences own USING (attname), t, f
              WHERE old.refobjid = t.oid AND own.refobjid = f.oid AND old.deptype = 'i' AND own.deptype = 'i'
            UNION ALL SELECT format('REVOKE ALL ON TABLE %s FROM %s', t.name, role) FROM t, f,
              LATERAL (SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(
                CASE grantee WHEN f.relowner THEN t.relowner ELSE grantee END)) END AS role
                FROM aclexplode(coalesce(f.relacl, acldefault('r', f.relowner)))) a
              WHERE t.relacl IS NOT NULL OR f.relacl IS NOT NULL
            UNION ALL SELECT format('GRANT %s ON TABLE %s TO %s%s', privilege_type, t.name,
                CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM t, f, aclexplode(coalesce(t.relacl, acldefault('r', t.relowner)))
              WHERE t.relacl IS NOT NULL OR f.relacl IS NOT NULL
            UNION ALL SELECT format('GRANT %s (%I) ON TABLE %s TO %s%s', privilege_type, attname, t.name,
                CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM t, pg_attribute, aclexplode(attacl) WHERE attrelid = t.oid AND NOT attisdropped
            UNION ALL SELECT format('COMMENT ON TABLE %s IS %L', t.name, description) FROM t, pg_description
              WHERE objoid = t.oid AND classoid = 'pg_class'::regclass AND objsubid = 0
            UNION ALL SELECT format('COMMENT ON INDEX %s.%I IS %L', i.relnamespace::regnamespace, i.relname, description)
              FROM t, pg_index, pg_class i, pg_description
              WHERE indrelid = t.oid AND i.oid = indexrelid AND objoid = i.oid AND classoid = 'pg_class'::regclass
            UNION ALL SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, t.name, description)
              FROM t, pg_constraint c, pg_description
              WHERE conrelid = t.oid AND objoid = c.oid AND classoid = 'pg_constraint'::regclass
            UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', t.name, attname, attstattarget)
              FROM t, pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped AND attstattarget >= 0
            UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', t.name, attname, (SELECT string_agg(
                format('%I = %L', option_name, option_value), ', ') FROM pg_options_to_table(attoptions)))
              FROM t, pg_attribute WHERE attrelid = t.oid AND NOT attisdropped AND attoptions IS NOT NULL
            UNION ALL SELECT pg_get_statisticsobjdef(s.oid) FROM t, pg_statistic_ext s WHERE stxrelid = t.oid
            UNION ALL SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', polname, t.name,
                CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                  ELSE 'ALL' END,
                (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
                  FROM unnest(polroles) role),
                ' USING (' || pg_get_expr(polqual, polrelid) || ')',
                ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
              FROM t, pg_policy WHERE polrelid = t.oid
            UNION ALL SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.name) FROM t WHERE relrowsecurity
            UNION ALL SELECT format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name) FROM t WHERE relforcerowsecurity
            UNION ALL SELECT format('ALTER TABLE %s CLUSTER ON %I', t.name, i.relname) FROM t, pg_index, pg_class i
              WHERE indrelid = t.oid AND indisclustered AND i.oid = indexrelid
            UNION ALL SELECT format('ALTER TABLE %s REPLICA IDENTITY %s', t.name, CASE relreplident WHEN 'f' THEN 'FULL'
                WHEN 'n' THEN 'NOTHING' ELSE 'USING INDEX ' || (SELECT quote_ident(relname) FROM pg_class i, pg_index
                  WHERE i.oid = indexrelid AND indrelid = t.oid AND indisreplident) END)
              FROM t WHERE relreplident <> 'd'
            """;

    /** Statements for the fresh table while the old one is there. */
    List<String> before(Connection connection) throws SQLException {
        return told(connection, BEFORE);
    }

    /** Statements for the table when it has its name, to be asked for while the old one is there. */
    List<String> after(Connection connection) throws SQLException {
        return told(connection, AFTER);
    }

    private List<String> told(Connection connection, String query) throws SQLException {
        String old = table.quoted(DIALECT);
        String own = fresh.quoted(DIALECT);
        return PostgresqlSwap.texts(connection, BOTH + query, old, own, old, own);
    }
}

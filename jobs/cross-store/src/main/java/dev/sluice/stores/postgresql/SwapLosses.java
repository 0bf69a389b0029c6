package dev.sluice.stores.postgresql;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a table has that cannot be carried over to another one, by the catalogs (postgresql.org/docs/17/catalogs.html).
 * Of what depends on a table, its own parts are told by the table that they name.
 */
final class SwapLosses {
    private static final String OWNER = """
            SELECT pg_get_userbyid(relowner) FROM pg_class
            WHERE oid = to_regclass(?) AND NOT pg_has_role(relowner, 'USAGE')
            """;

    private static final String LOSSES = """
            WITH t AS MATERIALIZED (SELECT *, oid::regclass AS name FROM pg_class WHERE oid = to_regclass(?))
            SELECT CASE relkind WHEN 'p' THEN 'its partitions' WHEN 'v' THEN 'the view that it is'
                WHEN 'm' THEN 'the materialized view that it is' ELSE 'the foreign table that it is' END
              FROM t WHERE relkind <> 'r'
            UNION ALL SELECT 'its place as a part of ' || inhparent::regclass FROM pg_inherits, t WHERE inhrelid = t.oid
            UNION ALL SELECT 'its part ' || inhrelid::regclass FROM pg_inherits, t
              WHERE inhparent = t.oid AND relkind = 'r'
            UNION ALL SELECT 'its type ' || format_type(reloftype, NULL) FROM t WHERE reloftype <> 0
            UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger, t WHERE tgrelid = t.oid AND NOT tgisinternal
            UNION ALL SELECT 'rule ' || rulename FROM pg_rewrite, t WHERE ev_class = t.oid AND relkind = 'r'
            UNION ALL SELECT 'publication ' || pubname FROM pg_publication_tables p, pg_namespace n, t
              WHERE n.oid = relnamespace AND p.schemaname = n.nspname AND p.tablename = relname
            UNION ALL SELECT 'tablespace ' || spcname FROM pg_tablespace s, pg_class c
              WHERE s.oid = c.reltablespace AND c.oid IN (
                SELECT oid FROM t UNION ALL SELECT indexrelid FROM pg_index, t WHERE indrelid = t.oid)
            UNION ALL SELECT 'security label of ' || provider FROM pg_seclabel, t
              WHERE objoid = t.oid AND classoid = 'pg_class'::regclass
            UNION ALL SELECT 'extension ' || extname FROM pg_extension e, pg_depend d, t
              WHERE d.objid = t.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e' AND d.refobjid = e.oid
            UNION ALL SELECT 'foreign key ' || conname || ' of ' || conrelid::regclass FROM pg_constraint, t
              WHERE contype = 'f' AND confrelid = t.oid
            UNION ALL SELECT 'invalid index ' || indexrelid::regclass FROM pg_index, t
              WHERE indrelid = t.oid AND NOT (indisvalid AND indisready)
            UNION ALL (SELECT DISTINCT coalesce(
                (SELECT CASE relkind WHEN 'm' THEN 'materialized view ' ELSE 'view ' END || v.oid::regclass
                  FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class
                  WHERE d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid),
                pg_describe_object(d.classid, d.objid, d.objsubid))
              FROM pg_depend d, t
              WHERE d.deptype = 'n'
              AND ((d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid)
                OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
                  SELECT oid FROM pg_type WHERE typrelid = t.oid
                  UNION ALL SELECT typarray FROM pg_type WHERE typrelid = t.oid)))
              AND NOT (d.classid = 'pg_constraint'::regclass
                AND (SELECT contype = 'f' OR conrelid = t.oid FROM pg_constraint c WHERE c.oid = d.objid))
              AND NOT (d.classid = 'pg_policy'::regclass
                AND (SELECT polrelid = t.oid FROM pg_policy p WHERE p.oid = d.objid))
              AND NOT (d.classid = 'pg_attrdef'::regclass
                AND (SELECT adrelid = t.oid FROM pg_attrdef a WHERE a.oid = d.objid))
              AND NOT (d.classid = 'pg_trigger'::regclass
                AND (SELECT tgrelid = t.oid FROM pg_trigger g WHERE g.oid = d.objid)))
            """;

    private SwapLosses() {}

    static void refuse(Connection connection, TableName table) throws SQLException {
        String quoted = table.quoted(new PostgresqlDialect());
        for (String owner : PostgresqlSwap.texts(connection, OWNER, quoted)) {
            throw new Fault(
                    Code.NOT_ALLOWED,
                    "Cannot refresh " + table + ": only its owner may swap it (load as " + owner
                            + ", or as a member of that role)");
        }
        List<String> losses = PostgresqlSwap.texts(connection, LOSSES, quoted);
        if (!losses.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot refresh " + table + ": a swap of the table would lose " + String.join(", ", losses)
                            + " (drop that, or set mode = replace and replace-where = \"true\", which keeps the table"
                            + " and writes each row twice)");
        }
    }
}

package dev.sluice.stores.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.DatabaseCase;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Head;
import dev.sluice.stores.Moves;
import dev.sluice.stores.Postgresql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that another one takes the place of: what it keeps, what is refused, and what its readers see. */
final class TestPostgresqlSwap {
    private static final Server SERVER = Postgresql.server();

    /** A schema of its own, so that names are free. */
    private final String schema = "S " + UUID.randomUUID();

    private final String table = "\"" + schema + "\".\"Orders\"";

    @BeforeEach
    void aSchema() {
        sql("CREATE SCHEMA \"" + schema + "\"");
    }

    private static void sql(String... statements) {
        Moves.execute(SERVER, statements);
    }

    private static List<String> texts(String query) {
        return Moves.texts(SERVER, query);
    }

    private JdbcSink sink(Mode mode, String... key) {
        Optional<String> version = mode == Mode.UPSERT ? Optional.of("version") : Optional.empty();
        return new JdbcSink(SERVER, table, mode, List.of(key), version, Contract.USUAL);
    }

    private Target target(Mode mode, String... key) {
        return sink(mode, key).open(LocalSpark.session(), DatabaseCase.LOAD);
    }

    private static Published publish(Target target, Staged staged) {
        return staged.publish(Moves.receipt(target.receipts().head()));
    }

    private static Dataset<Row> rows(String query) {
        return LocalSpark.session().sql(query);
    }

    /** What the catalogs tell of the table that no swap may change. */
    private List<String> picture() {
        String named = "FROM pg_class t JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = '" + schema
                + "' AND relname = 'Orders'";
        String oid = "(SELECT t.oid " + named + ")";
        return texts("SELECT concat_ws(' ', 'table', relkind, relpersistence, relreplident, relrowsecurity,"
                + " relforcerowsecurity, reloptions, pg_get_userbyid(relowner), obj_description(t.oid, 'pg_class'),"
                + " (SELECT reloptions FROM pg_class o WHERE o.oid = t.reltoastrelid)) " + named
                + " UNION ALL SELECT 'right ' || (aclexplode(relacl))::text " + named
                + " UNION ALL SELECT concat_ws(' ', 'column', attname, format_type(atttypid, atttypmod), attnotnull,"
                + " attidentity, attgenerated, attstorage, attcompression, attstattarget, attoptions, attacl,"
                + " pg_get_expr(adbin, adrelid), col_description(attrelid, attnum), attcollation) FROM pg_attribute"
                + " LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND NOT attisdropped"
                + " AND attrelid = " + oid
                + " UNION ALL SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisclustered, indisreplident,"
                + " obj_description(indexrelid, 'pg_class')) FROM pg_index WHERE indrelid = " + oid
                + " UNION ALL SELECT concat_ws(' ', 'constraint', conname, pg_get_constraintdef(oid), convalidated,"
                + " obj_description(oid, 'pg_constraint')) FROM pg_constraint WHERE conrelid = " + oid
                + " UNION ALL SELECT concat_ws(' ', 'policy', polname, polcmd, polpermissive, polroles,"
                + " pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy WHERE polrelid = "
                + oid
                + " UNION ALL SELECT 'statistics ' || pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxrelid = "
                + oid
                + " UNION ALL SELECT concat_ws(' ', 'sequence', sequencename, increment_by, cache_size,"
                + " CASE WHEN sequencename LIKE '%id%' THEN last_value END)"
                + " FROM pg_sequences WHERE schemaname = '" + schema + "'"
                + " UNION ALL SELECT concat_ws(' ', 'serial', pg_get_serial_sequence('" + table + "', name)) FROM"
                + " unnest(ARRAY['id', 'No', 'plain']) name"
                + " ORDER BY 1");
    }

    private void aTableWithAllThatItCanHave() {
        sql(
                "DO $$ BEGIN CREATE ROLE \"Read er\"; CREATE ROLE keeper; EXCEPTION WHEN duplicate_object THEN END $$",
                "GRANT ALL ON SCHEMA \"" + schema + "\" TO keeper",
                "CREATE EXTENSION IF NOT EXISTS btree_gist",
                "SET search_path = \"" + schema + "\"",
                "CREATE TABLE customers (id int PRIMARY KEY); INSERT INTO customers VALUES (7)",
                "CREATE TABLE \"Orders\" (gone int, id bigint GENERATED BY DEFAULT AS IDENTITY (INCREMENT 5 CACHE 3),"
                        + " \"No\" serial, plain text COLLATE \"C\" DEFAULT 'it''s' CHECK (plain <> ''), customer int NOT NULL"
                        + " REFERENCES customers, twice int GENERATED ALWAYS AS (customer * 2) STORED, spot int4range,"
                        + " CONSTRAINT \"the key\" PRIMARY KEY (id) INCLUDE (customer) WITH (fillfactor = 60),"
                        + " CONSTRAINT only_one UNIQUE NULLS NOT DISTINCT (plain, \"No\") DEFERRABLE INITIALLY DEFERRED,"
                        + " CONSTRAINT apart EXCLUDE USING gist (spot WITH &&))"
                        + " WITH (fillfactor = 70, toast.autovacuum_enabled = false)",
                "ALTER TABLE \"Orders\" DROP COLUMN gone",
                "ALTER TABLE \"Orders\" ADD CONSTRAINT later CHECK (customer < 100) NOT VALID",
                "INSERT INTO \"Orders\" (customer, plain) VALUES (7, 'p'), (7, 'q')",
                "CREATE UNIQUE INDEX \" USING x\" ON \"Orders\" (lower(plain) DESC) WHERE customer > 5",
                "CREATE INDEX another ON \"Orders\" USING hash (customer)",
                "CREATE UNIQUE INDEX told ON \"Orders\" (id)",
                "ALTER TABLE \"Orders\" REPLICA IDENTITY USING INDEX told",
                "ALTER TABLE \"Orders\" CLUSTER ON \"the key\"",
                "ALTER TABLE \"Orders\" ALTER plain SET STORAGE EXTERNAL, ALTER plain SET STATISTICS 500,"
                        + " ALTER plain SET (n_distinct = -0.5)",
                "CREATE STATISTICS pairs ON customer, plain FROM \"Orders\"");
    }

    private void rightsAndWords() {
        sql(
                "SET search_path = \"" + schema + "\"",
                "COMMENT ON TABLE \"Orders\" IS 'what''s ordered'",
                "COMMENT ON COLUMN \"Orders\".plain IS 'a column'",
                "COMMENT ON INDEX another IS 'an index'",
                "COMMENT ON CONSTRAINT only_one ON \"Orders\" IS 'a constraint'",
                "GRANT SELECT, UPDATE ON \"Orders\" TO \"Read er\" WITH GRANT OPTION",
                "GRANT SELECT (plain) ON \"Orders\" TO PUBLIC",
                "REVOKE DELETE ON \"Orders\" FROM CURRENT_USER",
                "CREATE POLICY mine ON \"Orders\" AS RESTRICTIVE FOR UPDATE TO \"Read er\" USING (customer = 7)"
                        + " WITH CHECK (plain = (SELECT max(rolname) FROM pg_roles WHERE rolname = CURRENT_USER))",
                "CREATE POLICY all_of_it ON \"Orders\"",
                "ALTER TABLE \"Orders\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA \"" + schema + "\" GRANT DELETE ON TABLES TO keeper",
                "ALTER TABLE \"Orders\" OWNER TO keeper");
    }

    @Test
    void everythingThatHangsOnTheTableIsCarried() {
        aTableWithAllThatItCanHave();
        rightsAndWords();
        List<String> before = picture();
        Target target = target(Mode.REFRESH);
        Staged staged = Moves.stage(
                target,
                rows("SELECT id, concat('n', id) AS plain, 7 AS customer, 0 AS twice FROM range(100, 103, 1, 1)"));
        assertThat(texts("SELECT count(*) FROM " + table)).containsExactly("2");
        assertThat(publish(target, staged)).isInstanceOf(Published.Done.class);
        assertThat(picture()).isEqualTo(before).hasSizeGreaterThan(25);
        assertThat(texts("SELECT concat_ws(' ', id, \"No\", plain, twice) FROM " + table + " ORDER BY 1"))
                .containsExactly("100 3 n100 14", "101 4 n101 14", "102 5 n102 14");
        sql("INSERT INTO " + table + " (customer) VALUES (7)");
        assertThat(publish(target, Moves.stage(target, rows("SELECT 1L AS id, 'x' AS plain, 7 AS customer"))))
                .isInstanceOf(Published.Done.class);
        assertThat(texts("SELECT relname FROM pg_class WHERE relname ~ '^sluice_[0-9a-f]{16}_' AND relnamespace = '\""
                        + schema + "\"'::regnamespace"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                CREATE VIEW v AS SELECT id FROM "Orders"                                        | view "SCHEMA".v
                CREATE MATERIALIZED VIEW v AS SELECT 1 AS one FROM "Orders"                     | materialized view "SCHEMA".v
                CREATE TABLE lines (o bigint CONSTRAINT of_order REFERENCES "Orders")           | foreign key of_order of "SCHEMA".lines
                ALTER TABLE "Orders" ADD CONSTRAINT own FOREIGN KEY (parent) REFERENCES "Orders"| foreign key own of "SCHEMA"."Orders"
                CREATE TRIGGER tr BEFORE INSERT ON "Orders" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger() | trigger tr
                CREATE RULE r AS ON DELETE TO "Orders" DO INSTEAD NOTHING                       | rule r
                CREATE TABLE child () INHERITS ("Orders")                                       | its part "SCHEMA".child
                CREATE TABLE up (); ALTER TABLE "Orders" INHERIT up                             | its place as a part of "SCHEMA".up
                CREATE PUBLICATION "SCHEMA" FOR TABLE "Orders"                                  | publication SCHEMA
                CREATE FUNCTION f() RETURNS SETOF "Orders" LANGUAGE plpgsql AS 'BEGIN END'      | function "SCHEMA".f()
                CREATE TABLE holder (o "Orders")                                                | column o of table
                DROP TABLE "Orders"; CREATE TABLE "Orders" (id bigint) PARTITION BY LIST (id)   | its partitions
                DROP TABLE "Orders"; CREATE VIEW "Orders" AS SELECT 1::bigint AS id             | the view that it is
                """)
    void whatASwapWouldLoseIsRefusedByName(String made, String told) {
        sql(
                "SET search_path = \"" + schema + "\"",
                "CREATE TABLE \"Orders\" (id bigint PRIMARY KEY, parent bigint)",
                made.replace("SCHEMA", schema));
        JdbcSink sink = sink(Mode.REFRESH);
        Dataset<Row> rows = rows("SELECT 1L AS id");
        assertThatThrownBy(() -> sink.check(LocalSpark.session(), rows, DatabaseCase.LOAD))
                .hasMessageContaining("would lose " + told.replace("SCHEMA", schema))
                .hasMessageContaining("replace-where = \"true\"")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        Target target = target(Mode.REFRESH);
        assertThatThrownBy(() -> Moves.stage(target, rows)).hasMessageContaining("would lose ");
        sql("DROP PUBLICATION IF EXISTS \"" + schema + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "ADD COLUMN more int",
        "ADD CONSTRAINT one UNIQUE (name)",
        "DROP CONSTRAINT positive",
        "ALTER name SET DEFAULT 'x'",
        "ALTER name TYPE varchar(100)"
    })
    void aTableThatIsAlteredWhileItIsLoadedIsNotSwapped(String change) {
        sql("CREATE TABLE " + table + " (id bigint PRIMARY KEY, name text, CONSTRAINT positive CHECK (id > 0))");
        Target target = target(Mode.REFRESH);
        Staged staged = Moves.stage(target, rows("SELECT 1L AS id, 'a' AS name"));
        sql("ALTER TABLE " + table + " " + change);
        assertThatThrownBy(() -> publish(target, staged))
                .hasMessageContaining("were altered while the rows were loaded")
                .extracting("code")
                .isEqualTo(Code.TRY_LATER);
        assertThat(texts("SELECT 1 FROM " + table)).isEmpty();
        assertThat(target.receipts().head()).isEqualTo(Head.ORIGIN);
        staged.discard();
        assertThat(publish(target, Moves.stage(target, rows("SELECT 1L AS id, 'a' AS name"))))
                .isInstanceOf(Published.Done.class);
    }

    @Tag("chaos")
    @Test
    void aReaderAtWorkIsNotCutOffAndTheSwapGivesUpSoon() throws SQLException {
        sql("CREATE TABLE " + table + " (id bigint)", "INSERT INTO " + table + " VALUES (0)");
        Target target = target(Mode.REFRESH);
        Staged staged = Moves.stage(target, rows("SELECT 1L AS id"));
        try (Connection reader = SERVER.connector().open();
                Statement statement = reader.createStatement()) {
            statement.execute("BEGIN; SELECT * FROM " + table);
            assertThatThrownBy(() -> publish(target, staged)).extracting("code").isEqualTo(Code.TRY_LATER);
            statement.execute("SELECT 1 / count(*) FROM " + table + " WHERE id = 0; COMMIT");
        }
        assertThat(publish(target, staged)).isInstanceOf(Published.Done.class);
        assertThat(texts("SELECT id FROM " + table)).containsExactly("1");
    }

    @Test
    void rowsOfAnAttemptThatSparkGaveUpDoNotStay() {
        Target target = target(Mode.APPEND);
        Staged staged = Moves.stage(target, rows("SELECT id FROM range(1, 4)"));
        String fresh = texts("SELECT tablename FROM pg_tables WHERE schemaname = '" + schema
                        + "' AND tablename ~ '^sluice_[0-9a-f]{16}_'")
                .get(0);
        assertThat(texts("SELECT string_agg(attname, ',') FROM pg_attribute WHERE attnum > 0 AND attrelid = '\""
                        + schema + "\"." + fresh + "'::regclass"))
                .containsExactly("id");
        sql("INSERT INTO \"" + schema + "\"." + fresh + " VALUES (999)");
        assertThat(staged.rows().count()).isEqualTo(3);
        assertThat(publish(target, staged)).isInstanceOf(Published.Done.class);
        assertThat(texts("SELECT sum(id) FROM " + table)).containsExactly("6");
        assertThat(texts("SELECT relpersistence FROM pg_class WHERE oid = '" + table + "'::regclass"))
                .containsExactly("p");
    }

    @Test
    void aTableThatOthersMadeMeanwhileIsNotTakenOver() {
        Target target = target(Mode.APPEND);
        Staged staged = Moves.stage(target, rows("SELECT 1L AS id"));
        sql("CREATE TABLE " + table + " (id bigint)");
        assertThatThrownBy(() -> publish(target, staged))
                .hasMessageContaining("somebody else has made the table meanwhile")
                .extracting("code")
                .isEqualTo(Code.TRY_LATER);
        assertThat(texts("SELECT 1 FROM " + table)).isEmpty();
    }

    @Test
    void aFirstUpsertHasTheKeyAndOfSeveralRowsOfOneKeyTheNewest() {
        Target target = target(Mode.UPSERT, "id");
        Dataset<Row> rows = rows("SELECT id % 3 AS id, id AS version FROM range(7)");
        assertThat(publish(target, Moves.stage(target, rows))).isInstanceOf(Published.Done.class);
        assertThat(texts("SELECT id || '=' || version FROM " + table + " ORDER BY 1"))
                .containsExactly("0=6", "1=4", "2=5");
        sql("DROP TABLE " + table, "DROP TABLE \"" + schema + "\".sluice_heads");
        sql("DROP TABLE \"" + schema + "\".sluice_receipts");
        assertThat(publish(target, Moves.stage(target, rows("SELECT id, id AS version FROM range(3)"))))
                .isInstanceOf(Published.Done.class);
        assertThat(texts("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p' AND conrelid = '"
                        + table + "'::regclass"))
                .containsExactly("PRIMARY KEY (id)");
        assertThat(publish(target, Moves.stage(target, rows("SELECT 1L AS id, 9L AS version"))))
                .isInstanceOf(Published.Done.class);
        assertThat(texts("SELECT id || '=' || version FROM " + table + " ORDER BY 1"))
                .containsExactly("0=0", "1=9", "2=2");
    }

    /** What goes straight is what the database's own casts make; what cannot goes by way of them. */
    @ParameterizedTest
    @CsvSource({"uuid, jsonb, numeric(40)", "uuid, jsonb, text"})
    void valuesAreWhatTheDatabaseWouldMakeOfThem(String first, String second, String third) {
        String columns = " (u " + first + ", j " + second + ", n " + third
                + ", v varchar(5), c char(5), b bigint, m numeric(9, 3), d double precision, x inet)";
        for (String odd : List.of("text", "inet")) {
            sql("DROP TABLE IF EXISTS " + table, "CREATE TABLE " + table + columns.replace("inet", odd));
            sql("DROP TABLE IF EXISTS \"" + schema + "\".sluice_heads");
            Target target = target(Mode.REFRESH);
            Dataset<Row> rows = rows("SELECT '{A0EEBC99-9C0B4EF8-bb6d6bb9bd380A11}' AS u, '{\"a\": [1.10, null]}' AS j,"
                    + " 12 AS n, 'ab' AS v, 'ab' AS c, 7 AS b, 1.5BD AS m, float(0.1) AS d, '10.0.0.1' AS x"
                    + " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL");
            assertThat(publish(target, Moves.stage(target, rows))).isInstanceOf(Published.Done.class);
            assertThat(texts("SELECT concat_ws('|', u, j, n, v, octet_length(c), b, m, d, x) FROM " + table
                            + " ORDER BY u"))
                    .containsExactly(
                            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|{\"a\": [1.10, null]}|12|ab|5|7|1.500"
                                    + "|0.10000000149011612|10.0.0.1",
                            "");
        }
    }

    @ParameterizedTest
    @CsvSource({"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "a0eebc99--9c0b-4ef8-bb6d-6bb9bd380a11", "{}", "a-0"})
    void aTextThatIsNoUuidIsRefused(String text) {
        sql("CREATE TABLE " + table + " (u uuid)");
        Target target = target(Mode.REFRESH);
        Dataset<Row> rows = rows("SELECT '" + text + "' AS u");
        assertThatThrownBy(() -> Moves.stage(target, rows))
                .hasStackTraceContaining("invalid input syntax for type uuid: \"" + text + '"');
    }
}

package dev.sluice.stores.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.stores.Moves;
import dev.sluice.stores.Postgresql;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type of PostgreSQL with its extremes: out of a table and into one like it. */
final class TestPostgresqlTypes {
    /** A column's type, what it is read as, and values as SQL, none of which may change. */
    private record Case(String type, String read, List<String> values) {
        static Case of(String type, String read, String... values) {
            return new Case(type, read, List.of(values));
        }
    }

    private static final List<Case> CASES = List.of(
            Case.of("boolean", "boolean", "true", "false"),
            Case.of("smallint", "smallint", "-32768", "32767"),
            Case.of("integer", "int", "-2147483648", "2147483647"),
            Case.of("bigint", "bigint", "-9223372036854775808", "9223372036854775807"),
            Case.of("real", "float", "'NaN'", "'-Infinity'", "'-0'", "1e-45", "3.4028235e38", "0.1"),
            Case.of("double precision", "double", "'NaN'", "'Infinity'", "'-0'", "5e-324", "-1.7976931348623157e308"),
            Case.of("numeric(38,10)", "decimal(38,10)", "9999999999999999999999999999.9999999999", "-1e-10", "0"),
            Case.of("numeric(38,38)", "decimal(38,38)", "-0.99999999999999999999999999999999999999", "1e-38"),
            Case.of("numeric(18)", "decimal(18,0)", "999999999999999999", "-10000", "10000000000000000"),
            Case.of("numeric(10,2)", "decimal(10,2)", "1.10", "-0.01", "10000", "99999999.99"),
            Case.of(
                    "numeric",
                    "string",
                    "1.10",
                    "1.1000",
                    "'NaN'",
                    "'-Infinity'",
                    "1e131071",
                    "1e-16383",
                    "-repeat('7', 1000)::numeric"),
            Case.of("numeric(50,10)", "string", "1e39 + 0.1", "'NaN'"),
            Case.of("numeric(3,-2)", "string", "99900", "-100"),
            Case.of("numeric(3,5)", "string", "0.00999"),
            Case.of("money", "string", "'-92233720368547758.08'", "'$1,234.50'"),
            Case.of("date", "date", "'4713-01-01 BC'", "'1582-10-10'", "'0001-01-01'", "'5874897-12-31'"),
            Case.of(
                    "timestamp",
                    "timestamp_ntz",
                    "'4713-11-24 00:00:00 BC'",
                    "'1582-10-10 01:02:03.000001'",
                    "'294246-12-31 23:59:59.999999'",
                    "'2024-03-31 02:30:00'"),
            Case.of(
                    "timestamptz",
                    "timestamp",
                    "'4713-11-24 00:00:00+00 BC'",
                    "'1582-10-10 01:02:03.000001+00'",
                    "'294246-12-31 23:59:59.999999+00'",
                    "'1883-11-18 12:00:00+07:52:58'"),
            Case.of("time", "string", "'24:00:00'", "'00:00:00.000001'"),
            Case.of("timetz", "string", "'23:59:59.999999+15:59:59'", "'00:00:00-15:59:59'"),
            Case.of("time(0)", "string", "'12:34:56'"),
            Case.of("interval", "string", "'-178000000 years'", "'1 mon -1 day 00:00:00.000001'", "'-00:00:01'"),
            Case.of("bit(3)", "string", "'101'", "'000'"),
            Case.of("varbit", "string", "''", "'10101010101010101010101010101010101010101010101010101010101010101'"),
            Case.of("bytea", "binary", "''", "'\\x00ff0a5c'", "decode(repeat('00ff', 50000), 'hex')"),
            Case.of("text", "string", "''", "U&'\\+01F600 \\00e9'", "E'\\\\N\\t\\n\\r'", "'''\"'", "' x '"),
            Case.of("varchar(3)", "string", "''", "'a  '", "U&'\\+01F600\\+01F600\\+01F600'"),
            Case.of("char(5)", "string", "'ab'", "''", "U&'\\+01F600'"),
            Case.of("\"char\"", "string", "'x'", "''"),
            Case.of("json", "string", "'{\"a\" : 1, \"a\":2 }'", "'null'", "'1e400'"),
            Case.of("jsonb", "string", "'{\"a\": [1.10, \"\\\\u00e9\"]}'", "'null'"),
            Case.of("uuid", "string", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
            Case.of("inet", "string", "'10.1.2.3/8'", "'::ffff:1.2.3.4'"),
            Case.of("cidr", "string", "'10.0.0.0/8'", "'2001:db8::/32'"),
            Case.of("macaddr", "string", "'08:00:2b:01:02:03'"),
            Case.of("macaddr8", "string", "'08:00:2b:01:02:03:04:05'"),
            Case.of("int4range", "string", "'[1,5)'", "'empty'", "'(,)'"),
            Case.of("tstzrange", "string", "'[2024-01-01 00:00:00.000001+00,infinity)'"),
            Case.of("nummultirange", "string", "'{[1.10,2),[3,4)}'"),
            Case.of("integer[]", "string", "'{}'", "'{1,NULL,3}'", "'{{1,2},{3,4}}'", "'[0:1]={5,6}'"),
            Case.of("text[]", "string", "array['a,b', null, 'NULL', '', '\"\\']"),
            Case.of("numeric(10,2)[]", "string", "'{1.10,99999999.99}'"),
            Case.of("timestamp[]", "string", "'{\"1582-10-10 00:00:00\",infinity}'"),
            Case.of("bytea[]", "string", "'{\"\\\\x00ff\"}'"),
            Case.of("mood", "string", "'sad'", "'very \"happy\", really'"),
            Case.of("positive", "int", "1", "2147483647"),
            Case.of("pair", "string", "row(1, 'a,\"b')", "row(null, '')"),
            Case.of("xml", "string", "'<a b=\"c\"> <![CDATA[<]]></a>'"),
            Case.of("point", "string", "'(0.1,-1e300)'"),
            Case.of("tsvector", "string", "to_tsvector('english', 'The quick brown foxes')"),
            Case.of("pg_lsn", "string", "'16/B374D848'"),
            Case.of("xid8", "string", "'18446744073709551615'"),
            Case.of("oid", "string", "4294967295"));

    /** Types with a precision of their own, of which a text does not tell whether it has more digits. */
    private static final List<String> SIZED = List.of("numeric(50,10)", "numeric(3,-2)", "numeric(3,5)", "time(0)");

    @TempDir
    private Path folder;

    @BeforeAll
    static void aTableWithAllTypes() {
        Moves.execute(
                Postgresql.server(),
                "CREATE TYPE mood AS ENUM ('sad', 'very \"happy\", really')",
                "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
                "CREATE TYPE pair AS (x integer, y text)",
                "CREATE TABLE every (id integer GENERATED ALWAYS AS IDENTITY, twice integer GENERATED ALWAYS AS (id * 2)"
                        + " STORED, "
                        + names().map((name, type) -> name + " " + type) + ")");
        int most = CASES.stream().mapToInt(one -> one.values().size()).max().orElseThrow();
        // A row of nulls too.
        for (int row = 0; row <= most; row++) {
            int at = row;
            Moves.execute(
                    Postgresql.server(),
                    "INSERT INTO every OVERRIDING SYSTEM VALUE VALUES (" + (row + 7) + ", DEFAULT, "
                            + CASES.stream()
                                    .map(one -> at < one.values().size()
                                            ? one.values().get(at)
                                            : "NULL")
                                    .collect(Collectors.joining(", "))
                            + ")");
        }
    }

    private interface Each {
        String of(String name, String type);
    }

    private record Names() {
        String map(Each each) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < CASES.size(); i++) {
                all.append(i == 0 ? "" : ", ")
                        .append(each.of("c" + i, CASES.get(i).type()));
            }
            return all.toString();
        }
    }

    private static Names names() {
        return new Names();
    }

    private static String[] sized() {
        return CASES.stream()
                .filter(one -> SIZED.contains(one.type()))
                .map(one -> "c" + CASES.indexOf(one))
                .toArray(String[]::new);
    }

    private static List<String> differences(String one, String other) {
        String rows = "SELECT t::text FROM %s t EXCEPT ALL SELECT t::text FROM %s t";
        return Moves.texts(
                Postgresql.server(),
                "(" + rows.formatted(one, other) + ") UNION ALL (" + rows.formatted(other, one) + ")");
    }

    @Test
    void everyTypeIsReadAsTheManualSays() {
        Dataset<Row> rows = Moves.read(Postgresql.server(), "every").get("");
        for (int i = 0; i < CASES.size(); i++) {
            assertThat(rows.schema().apply("c" + i).dataType().simpleString())
                    .as(CASES.get(i).type())
                    .isEqualTo(CASES.get(i).read());
        }
    }

    @Test
    void charactersAreReadWithTheirBlanks() {
        int at = CASES.stream().map(Case::type).toList().indexOf("char(5)");
        Dataset<Row> rows = Moves.read(Postgresql.server(), "every").get("");
        assertThat(rows.select("c" + at).where("id = 7").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("ab   ");
    }

    @Test
    void everyValueArrivesInATableOfTheSameTypes() {
        Moves.execute(Postgresql.server(), "CREATE TABLE every_straight (LIKE every INCLUDING ALL)");
        Dataset<Row> rows = Moves.read(Postgresql.server(), "every").get("").drop("_item");
        Moves.load(rows, Postgresql.server(), "every_straight", sized());
        assertThat(Moves.texts(Postgresql.server(), "SELECT count(*) FROM every_straight"))
                .containsExactly("8");
        assertThat(differences("every", "every_straight")).isEmpty();
        Moves.execute(Postgresql.server(), "ALTER TABLE every_straight ADD PRIMARY KEY (id)");
        Moves.compareEachColumn(rows, Postgresql.server(), "every_straight", sized());
    }

    @Test
    void everyValueArrivesByWayOfParquet() {
        Moves.execute(Postgresql.server(), "CREATE TABLE every_parquet (LIKE every INCLUDING ALL)");
        String path = folder.resolve("every").toString();
        Moves.read(Postgresql.server(), "every").get("").drop("_item").write().parquet(path);
        Moves.load(LocalSpark.session().read().parquet(path), Postgresql.server(), "every_parquet", sized());
        assertThat(differences("every", "every_parquet")).isEmpty();
    }

    @Test
    void whatSparkCannotHoldIsARejectWithItsRow() {
        Moves.execute(
                Postgresql.server(),
                "CREATE TABLE unheld (id integer, d date, t timestamp, z timestamptz, n numeric(10,2), w numeric(30,2))",
                "INSERT INTO unheld (id, d) VALUES (1, 'infinity'), (2, '-infinity')",
                "INSERT INTO unheld (id, t) VALUES (3, 'infinity'), (4, '294276-12-31')",
                "INSERT INTO unheld (id, z) VALUES (5, '-infinity')",
                "INSERT INTO unheld (id, n) VALUES (6, 'NaN')",
                "INSERT INTO unheld (id, w) VALUES (7, 'NaN')",
                "INSERT INTO unheld VALUES (8, '2024-01-01', '2024-01-01', '2024-01-01', 1.10, 2)");
        var tables = Moves.read(Postgresql.server(), "unheld");
        // Only a column that is asked for can spoil a row.
        assertThat(tables.get("").selectExpr("id", "to_json(struct(*))").collectAsList())
                .extracting(row -> row.getInt(0))
                .containsExactly(8);
        List<Row> rejects = tables.get("rejects")
                .selectExpr("code", "message", "get_json_object(raw, '$.id') id", "raw")
                .orderBy("id")
                .collectAsList();
        assertThat(rejects).extracting(row -> row.getString(0)).containsOnly("UNREADABLE_VALUE");
        assertThat(rejects)
                .extracting(row -> row.getString(2) + " " + row.getString(1))
                .containsExactly(
                        "1 d: infinity is no date of Spark",
                        "2 d: -infinity is no date of Spark",
                        "3 t: infinity is no timestamp of Spark",
                        "4 t: a year after 294246 is no timestamp of Spark",
                        "5 z: -infinity is no timestamp of Spark",
                        "6 n: NaN is no decimal of Spark",
                        "7 w: NaN is no decimal of Spark");
        assertThat(rejects.get(0).getString(3)).startsWith("{\"id\":\"1\",\"d\":\"infinity");
    }

    @Test
    void aTextWithANulIsRefused() {
        Dataset<Row> rows = LocalSpark.session().sql("SELECT 1 AS id, 'a\\u0000b' AS t");
        assertThatThrownBy(() -> Moves.load(rows, Postgresql.server(), "nul"))
                .hasStackTraceContaining("invalid byte sequence for encoding \"UTF8\": 0x00");
        assertThat(Moves.texts(Postgresql.server(), "SELECT to_regclass('nul') IS NULL"))
                .containsExactly("t");
    }
}

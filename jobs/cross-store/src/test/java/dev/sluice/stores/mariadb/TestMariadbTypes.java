package dev.sluice.stores.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.settings.Secret;
import dev.sluice.slice.Reconcile;
import dev.sluice.stores.Mariadb;
import dev.sluice.stores.Moves;
import dev.sluice.stores.Postgresql;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The types of MariaDB with their extremes: out of a table and into one like it, and what is refused. */
final class TestMariadbTypes {
    /** A column's type, what it is read as, and values as SQL, none of which may change. */
    private record Case(String type, String read, List<String> values) {
        static Case of(String type, String read, String... values) {
            return new Case(type, read, List.of(values));
        }
    }

    private static final List<Case> CASES = List.of(
            Case.of("tinyint(1)", "smallint", "5", "-128"),
            Case.of("tinyint unsigned", "smallint", "255"),
            Case.of("smallint", "smallint", "-32768", "32767"),
            Case.of("smallint unsigned", "int", "65535"),
            Case.of("mediumint", "int", "-8388608"),
            Case.of("mediumint unsigned", "bigint", "16777215"),
            Case.of("int", "int", "-2147483648"),
            Case.of("int unsigned", "bigint", "4294967295"),
            Case.of("bigint", "bigint", "-9223372036854775808"),
            Case.of("bigint unsigned", "decimal(20,0)", "18446744073709551615"),
            Case.of("float", "float", "16777217", "3.4028234e38", "0.1", "1e-45"),
            Case.of("double", "double", "0.1", "-1.7976931348623157e308", "2.2250738585072014e-308"),
            Case.of("decimal(38,10)", "decimal(38,10)", "-9999999999999999999999999999.9999999999"),
            Case.of("decimal(10,2) unsigned", "decimal(10,2)", "99999999.99"),
            Case.of("decimal(65,30)", "string", "-99999999999999999999999999999999999.999999999999999999999999999999"),
            Case.of("bit(1)", "boolean", "b'1'", "b'0'"),
            Case.of("bit(3)", "string", "b'101'", "b'001'"),
            Case.of("bit(64)", "string", "~0", "0", "1 << 63"),
            Case.of("date", "date", "'0001-01-01'", "'1582-10-10'", "'9999-12-31'"),
            Case.of(
                    "datetime(6)",
                    "timestamp_ntz",
                    "'0001-01-01 00:00:00.000001'",
                    "'1582-10-10 12:00:00'",
                    "'9999-12-31 23:59:59.999999'"),
            Case.of("datetime", "timestamp_ntz", "'2024-03-31 02:30:00'"),
            Case.of("timestamp(6) NULL", "timestamp", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07.999999'"),
            Case.of("time(6)", "string", "'-838:59:59.999999'", "'838:59:59.999999'", "'00:00:00.000001'"),
            Case.of("time", "string", "'-00:00:01'"),
            Case.of("year", "smallint", "0", "1901", "2155"),
            Case.of("char(5)", "string", "'ab'", "''", "'😀'"),
            Case.of("varchar(10)", "string", "''", "'a  '", "'😀é\\''", "'NULL'"),
            Case.of("longtext", "string", "repeat('😀', 50000)", "concat('a', char(0), 'b')", "'a\\\\n\n\t'"),
            Case.of("text CHARACTER SET latin1", "string", "'é'"),
            Case.of("binary(4)", "binary", "x'00'", "x'FFFFFFFF'"),
            Case.of("varbinary(10)", "binary", "''", "x'00FF5C27'"),
            Case.of("longblob", "binary", "repeat(x'00FF', 50000)"),
            Case.of("enum('a','2','')", "string", "'2'", "''", "'a'"),
            Case.of("set('a','b')", "string", "''", "'a,b'"),
            Case.of("json", "string", "'{\"a\" : 1.10, \"a\":2 }'", "'null'"),
            Case.of("uuid", "string", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
            Case.of("inet6", "string", "'2001:db8::1'"));

    /** Types with a precision of their own, of which a text does not tell whether it has more digits. */
    private static final List<String> SIZED = List.of("decimal(65,30)", "datetime", "time");

    private static void fill(String table) {
        Moves.execute(
                Mariadb.server(),
                "CREATE TABLE " + table + " (id integer PRIMARY KEY AUTO_INCREMENT, twice bigint AS (c6 * 2) STORED, "
                        + columns(i -> "c" + i + " " + CASES.get(i).type()) + ") DEFAULT CHARACTER SET utf8mb4");
        int most = CASES.stream().mapToInt(one -> one.values().size()).max().orElseThrow();
        for (int row = 0; row <= most; row++) {
            int at = row;
            Moves.execute(
                    Mariadb.server(),
                    // Texts as they are written above: with the backslash that the connection is else without.
                    "SET sql_mode = 'STRICT_ALL_TABLES'",
                    "INSERT INTO " + table + " VALUES (" + (row + 7) + ", DEFAULT, "
                            + columns(i -> at < CASES.get(i).values().size()
                                    ? CASES.get(i).values().get(at)
                                    : "NULL")
                            + ")");
        }
    }

    private interface Each {
        String of(int i);
    }

    private static String columns(Each each) {
        return IntStream.range(0, CASES.size()).mapToObj(each::of).collect(Collectors.joining(", "));
    }

    @Test
    void everyTypeIsReadAsTheManualSaysAndArrives() {
        fill("every");
        Moves.execute(Mariadb.server(), "CREATE TABLE every_copy LIKE every");
        Dataset<Row> rows = Moves.read(Mariadb.server(), "every").get("").drop("_item");
        for (int i = 0; i < CASES.size(); i++) {
            assertThat(rows.schema().apply("c" + i).dataType().simpleString())
                    .as(CASES.get(i).type())
                    .isEqualTo(CASES.get(i).read());
        }
        String[] sized = IntStream.range(0, CASES.size())
                .filter(i -> SIZED.contains(CASES.get(i).type()))
                .mapToObj(i -> "c" + i)
                .toArray(String[]::new);
        Moves.load(rows, Mariadb.server(), "every_copy", sized);
        // By their bytes: a comparison of texts would take a for A.
        String all = "SELECT concat_ws('|', id, twice, "
                + columns(i -> "coalesce(hex(CAST(c" + i + " AS BINARY)), '-')") + ") FROM ";
        assertThat(Moves.texts(Mariadb.server(), all + "every_copy ORDER BY id"))
                .hasSize(5)
                .isEqualTo(Moves.texts(Mariadb.server(), all + "every ORDER BY id"));
        assertThat(Moves.texts(
                        Mariadb.server(), "SELECT c.id FROM every_copy c JOIN every e USING (id) WHERE c.c10 = e.c10"))
                .hasSize(4);
        Moves.compareEachColumn(rows, Mariadb.server(), "every_copy", sized);
    }

    @Test
    void datesThatAreNoneAreRejects() {
        Moves.execute(
                Mariadb.server(),
                "CREATE TABLE nodates (id integer, d date, t datetime(6), s timestamp NULL)",
                "SET sql_mode = 'ALLOW_INVALID_DATES'",
                "INSERT INTO nodates VALUES (1, '0000-00-00', NULL, NULL), (2, '2024-00-10', NULL, NULL),"
                        + " (3, '2023-02-30', NULL, NULL), (4, NULL, '0000-00-00', NULL),"
                        + " (5, NULL, NULL, '0000-00-00'), (6, '2024-01-01', '2024-01-01', '2024-01-01')");
        var tables = Moves.read(Mariadb.server(), "nodates");
        assertThat(tables.get("").selectExpr("id", "to_json(struct(*))").collectAsList())
                .extracting(row -> row.getInt(0))
                .containsExactly(6);
        assertThat(tables.get("rejects").orderBy("message").collectAsList())
                .extracting(row -> row.getString(1))
                .containsExactly(
                        "d: 0000-00-00 is no date",
                        "d: 2023-02-30 is no date",
                        "d: 2024-00-10 is no date",
                        "s: 0000-00-00 00:00:00 is no time",
                        "t: 0000-00-00 00:00:00.000000 is no time");
    }

    @Test
    void whatItWouldRoundOrCutIsRefused() {
        Moves.execute(
                Mariadb.server(),
                "CREATE TABLE loss (lost1 integer, lost2 integer, lost3 decimal(10,2), lost4 time, lost5 datetime,"
                        + " lost6 date, lost7 enum('a','b'), lost8 year, lost9 timestamp NULL, lost10 bit(3), lost11 float,"
                        + " kept1 datetime(6), kept2 timestamp(6) NULL, kept3 tinyint, kept4 enum('a','b'), kept5 text,"
                        + " kept6 bit(3), kept7 bit(1), kept8 double)");
        Dataset<Row> rows = LocalSpark.session()
                .sql("SELECT 1.5D lost1, '1.5' lost2, '1.239' lost3, '12:00:00.6' lost4,"
                        + " timestamp_ntz'2024-01-01 00:00:00.6' lost5, timestamp_ntz'2024-01-01 12:00:00' lost6, 2 lost7,"
                        + " 70 lost8, timestamp_ntz'2024-01-01' lost9, 5 lost10, 0.1D lost11,"
                        + " timestamp'2024-01-01' kept1, timestamp'2024-01-01' kept2, true kept3, 'a' kept4, 1.5D kept5,"
                        + " '101' kept6, true kept7, float('0.1') kept8");
        assertThatThrownBy(() -> Moves.load(rows, Mariadb.server(), "loss"))
                .extracting(fault -> fault.getMessage().replaceAll(" \\(cast .*|.*to fit: ", ""))
                .isEqualTo("lost1 double into INTEGER, lost2 string into INTEGER, lost3 string into DECIMAL(10,2),"
                        + " lost4 string into TIME(0), lost5 timestamp_ntz into DATETIME(0),"
                        + " lost6 timestamp_ntz into DATE, lost7 int into CHAR, lost8 int into YEAR,"
                        + " lost9 timestamp_ntz into TIMESTAMP(0), lost10 int into BIT, lost11 double into FLOAT");
    }

    @Test
    void anUpsertWantsAUniqueIndexOnItsKey() {
        Moves.execute(
                Mariadb.server(),
                "CREATE TABLE keyless (a integer, b integer, value integer, UNIQUE INDEX both_ (a, b))");
        JdbcSink wrong = upsert("keyless", List.of("a"));
        Dataset<Row> rows = LocalSpark.session().sql("SELECT 1 AS a, 2 AS b, 3 AS value");
        assertThatThrownBy(() -> Moves.load(rows, wrong))
                .hasMessageContaining("it has no unique index on a")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        Moves.load(rows, upsert("keyless", List.of("b", "a")));
        assertThat(Moves.texts(Mariadb.server(), "SELECT concat(a, b, value) FROM keyless"))
                .containsExactly("123");
    }

    /** As the column has it: elsewhere no index would find the row, and not the one that the upsert has found. */
    @Test
    void aKeyIsLookedForByItsOwnCollationAndComparedByItsBytes() {
        Moves.execute(
                Mariadb.server(),
                "CREATE TABLE collated (name varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci PRIMARY KEY,"
                        + " value integer)",
                "INSERT INTO collated VALUES ('É', 1)");
        JdbcSink sink = upsert("collated", List.of("name"));
        Dataset<Row> rows = LocalSpark.session().sql("SELECT 'é' AS name, 2 AS value");
        Moves.load(rows, sink);
        assertThat(Moves.texts(Mariadb.server(), "SELECT concat(name, value) FROM collated"))
                .containsExactly("É2");
        assertThatThrownBy(() -> Moves.load(rows, sink, Reconcile.CHECKSUM))
                .hasMessageContaining("of the row with name = é: it has another name (see");
    }

    @Test
    void aRowIsDeletedAndAStateEndedByTheCollationOfTheirKey() {
        Dataset<Row> rows = LocalSpark.session().sql("SELECT 'a' AS name, 2L AS value, true AS gone");
        for (Mode mode : List.of(Mode.UPSERT, Mode.HISTORY)) {
            for (String collation : List.of("utf8mb4_bin", "utf8mb4_general_ci")) {
                String table = mode + "_" + collation;
                String key = collation.endsWith("_ci") ? "A" : "a";
                Moves.execute(
                        Mariadb.server(),
                        "CREATE TABLE " + table + " (name varchar(20) COLLATE " + collation
                                + ", value bigint, _hash bigint,"
                                + " valid_from bigint, valid_to bigint, UNIQUE INDEX (name))",
                        "INSERT INTO " + table + " VALUES ('" + key + "', 1, 0, 1, NULL), ('b', 1, 0, 1, NULL)");
                if (mode == Mode.HISTORY) {
                    Moves.execute(Mariadb.server(), "ALTER TABLE " + table + " DROP INDEX name");
                }
                Moves.load(
                        rows,
                        new JdbcSink(
                                Mariadb.server(),
                                table,
                                mode,
                                List.of("name"),
                                Optional.of("value"),
                                Contract.USUAL,
                                Optional.empty(),
                                Optional.of("gone"),
                                List.of()));
                assertThat(Moves.texts(
                                Mariadb.server(),
                                "SELECT name FROM " + table + " WHERE valid_to IS NULL ORDER BY name"))
                        .containsExactly("b");
            }
        }
    }

    private static JdbcSink upsert(String table, List<String> key) {
        return new JdbcSink(Mariadb.server(), table, Mode.UPSERT, key, Optional.empty(), Contract.USUAL);
    }

    /** The version stands first in the table, and is compared before it is set. */
    @Test
    void anOlderRowOverwritesNoColumnOfANewerOne() {
        JdbcSink sink = new JdbcSink(
                Mariadb.server(), "versions", Mode.UPSERT, List.of("id"), Optional.of("v"), Contract.USUAL);
        for (String row : List.of("5, 1, 'five'", "7, 1, 'seven'", "6, 1, 'six'", "7, 1, 'again'")) {
            Moves.load(LocalSpark.session().sql("SELECT * FROM VALUES (" + row + ") AS t(v, id, value)"), sink);
        }
        assertThat(Moves.texts(Mariadb.server(), "SELECT concat(v, value) FROM versions"))
                .containsExactly("7seven");
    }

    @Test
    void keysThatDifferByCapitalsOrBlanksAreDifferent() {
        Moves.load(
                LocalSpark.session()
                        .sql("SELECT * FROM VALUES ('a', 1), ('A', 2), ('a ', 3), ('á', 4) AS t(id, value)"),
                upsert("keys_", List.of("id")));
        assertThat(Moves.texts(Mariadb.server(), "SELECT value FROM keys_ ORDER BY value"))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void typesOfMariadbArriveInPostgresql() {
        Moves.execute(
                Mariadb.server(),
                "CREATE TABLE across (id bigint unsigned, local datetime(6), instant timestamp(6) NULL, j json, t time)",
                "INSERT INTO across VALUES (18446744073709551615, '1582-10-10 00:00:00.000001',"
                        + " '2024-03-31 01:30:00.5', '{\"a\": 1}', '12:34:56')");
        Moves.execute(
                Postgresql.server(),
                "CREATE TABLE across (id numeric(20), local timestamp, instant timestamptz, j jsonb, t interval)");
        Moves.load(Moves.read(Mariadb.server(), "across").get("").drop("_item"), Postgresql.server(), "across");
        assertThat(Moves.texts(Postgresql.server(), "SELECT a::text FROM across a"))
                .containsExactly("(18446744073709551615,\"1582-10-10 00:00:00.000001\",\"2024-03-31 01:30:00.5+00\","
                        + "\"{\"\"a\"\": 1}\",PT12H34M56S)");
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        Moves.execute(Mariadb.server(), "CREATE USER clerk IDENTIFIED BY 'right'");
        Server server =
                Server.of(Mariadb.server().url(), Optional.of("clerk"), Optional.of(new Secret("canary-7e1f0c52")));
        assertThatThrownBy(() -> server.connector().open())
                .hasMessageContaining("Access denied for user 'clerk'")
                .hasMessageContaining("(correct server.user and server.password, or grant the right)")
                .satisfies(fault -> {
                    StringWriter trace = new StringWriter();
                    fault.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("canary-7e1f0c52");
                })
                .extracting("code")
                .isEqualTo(Code.NOT_ALLOWED);
    }
}

package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Secret;
import dev.sluice.slice.RejectTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ExplainMode;
import org.junit.jupiter.api.Test;

class TestMaskTransform {
    private static final String KEY = Steps.ENVIRONMENT.get("KEY");
    private static final String VISITS = """
            SELECT * FROM VALUES
              (7L, '203.0.113.77', 'ann', 41, 'a@x.example', '4111111111111111', 'n'),
              (7L, '2001:db8:1:2::3', 'bob', 42, 'no mail', '12', 'n'),
              (8L, 'host.example', NULL, NULL, NULL, NULL, 'n'),
              (8L, NULL, 'ann', 41, 'b@y.example, c@z.example', '1234', NULL)
              AS t(_item, ip, user, id, mail, card, note)""";
    private static final String ALL = """
            type = mask, columns {
              ip = ip, user = { type = hash, key = "env:KEY" }, id = { type = hash, key = "env:KEY", encoding = base64url }
              mail = { type = replace, pattern = "[^@, ]+@([a-z.]+)", with = "***@$1" }
              card = { type = keep-last, count = 4 }, note = drop
            }""";

    @Test
    void masksTheNamedColumnsAndKeepsEveryRow() {
        Dataset<Row> made = Steps.made(VISITS, ALL);

        assertThat(made.schema().simpleString())
                .isEqualTo("struct<ip:string,user:string,id:string,mail:string,card:string,_item:bigint>");
        assertThat(Steps.rows(made.drop("user", "id")))
                .containsExactly(
                        "[203.0.113.0,***@x.example,************1111,7]",
                        "[2001:db8:1::,no mail,**,7]",
                        "[null,null,null,8]",
                        "[null,***@y.example, ***@z.example,****,8]");
    }

    @Test
    void hashesWithTheKey() {
        // From: printf ann | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        String ann = "07db5b4bba5fef53c763f1a9cb1ae82cfbf75937aff297f88e797bebf09bfd95";
        String id = "IkqO-mqEIk7XxJKJUxLahu4JDvqWKr7txyvP5B8d2Bo";
        List<Row> rows = Steps.made(VISITS, ALL).select("user", "id").collectAsList();

        assertThat(rows.get(0).getString(0)).isEqualTo(ann);
        assertThat(rows.get(0).getString(1)).isEqualTo(id);
        assertThat(rows.get(1).getString(0)).hasSize(64).isNotEqualTo(ann);
        assertThat(rows.get(2).isNullAt(0)).isTrue();
        assertThat(rows.get(2).isNullAt(1)).isTrue();
        assertThat(rows.get(3)).isEqualTo(rows.get(0));
    }

    @Test
    void hashesAsTheStandardSays() {
        // RFC 4231, 4.3, with its key of four bytes.
        Keyed hash = new Keyed("Jefe".getBytes(java.nio.charset.StandardCharsets.UTF_8), Mask.Hash.Encoding.HEX);

        assertThat(hash.call("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hash.call("what do ya want for nothing?"))
                .as("a second time")
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void showsTheKeyNowhere() {
        Transform step = Steps.step(ALL);
        Dataset<Row> made = step.apply(
                        LocalSpark.session(),
                        Tables.none().with("t", LocalSpark.session().sql(VISITS)))
                .table("made");
        StringBuilder shown = new StringBuilder(step.toString());
        for (ExplainMode mode : List.of(
                ExplainMode.fromString("extended"),
                ExplainMode.fromString("formatted"),
                ExplainMode.fromString("codegen"),
                ExplainMode.fromString("cost"))) {
            shown.append(made.queryExecution().explainString(mode));
        }
        shown.append(made.queryExecution().analyzed().toJSON())
                .append(made.queryExecution().executedPlan().toJSON())
                .append(made.queryExecution().analyzed().expressions())
                .append(made.queryExecution());

        assertThat(shown.toString()).contains("mask_hash(").contains("****").doesNotContain(KEY);
        assertThat(shown.toString()).doesNotContain(KEY.substring(0, 8));
        assertThat(shown.toString())
                .as("in bytes")
                .doesNotContain("48, 49, 50, 51, 52")
                .doesNotContain("[48,49,50,51,52");
    }

    @Test
    void takesTheKeyByReferenceOnly() {
        List<String> written = Steps.problems("type = mask\ncolumns {\n user { type = hash, key = " + KEY + " }\n}");
        List<String> shorter = Steps.problems("type = mask\ncolumns.user { type = hash\n key = \"env:SHORT_KEY\" }");
        List<String> missing = Steps.problems("type = mask\ncolumns.user { type = hash\n key = \"env:NO_KEY\" }");

        assertThat(written)
                .containsExactly("3 columns.user.key is written out; give a secret as env:NAME or file:PATH");
        assertThat(shorter).containsExactly("3 columns.user.key is shorter than 32 bytes (openssl rand -hex 32)");
        assertThat(missing).containsExactly("3 columns.user.key environment variable NO_KEY is not set");
    }

    @Test
    void givesTheSameWithGeneratedCode() {
        SparkSession generating = LocalSpark.session().newSession();
        generating.conf().set("spark.sql.codegen.wholeStage", "true");
        generating.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");

        assertThat(Steps.rows(Steps.made(generating, VISITS, ALL))).isEqualTo(Steps.rows(Steps.made(VISITS, ALL)));
    }

    @Test
    void keepsPlaceNameAndTypeOfWhatBecomesNull() {
        Dataset<Row> made = Steps.made(
                "SELECT 1 AS a, array(2) AS b, 'x' AS c, 9L AS _item",
                "type = mask, columns { b = to-null, A = to-null }");

        assertThat(made.schema().simpleString()).isEqualTo("struct<a:int,b:array<int>,c:string,_item:bigint>");
        assertThat(Steps.rows(made)).containsExactly("[null,null,x,9]");
    }

    @Test
    void keepsPrefixesThatTheFileAsksFor() {
        assertThat(Steps.rows(
                        Steps.made(VISITS, "type = mask, columns.ip { type = ip, ipv4-prefix = 8, ipv6-prefix = 32 }")
                                .select("ip")))
                .containsExactly("[203.0.0.0]", "[2001:db8::]", "[null]", "[null]");
    }

    @Test
    void overwritesByCharactersNotByHalvesOfThem() {
        assertThat(Steps.rows(Steps.made(
                        "SELECT * FROM VALUES ('a😀b😀'), ('😀'), ('') AS t(c)",
                        "type = mask, columns.c { type = keep-last, count = 1, fill = \"•\" }")))
                .containsExactly("[•••😀]", "[•]", "[]");
    }

    @Test
    void readsAColumnWithADotAsOne() {
        assertThat(Steps.rows(Steps.made(
                        "SELECT 'abc' AS `a.b`, 1 AS `c.d`, 2L AS _item",
                        "type = mask, columns { \"a.b\" = to-null }")))
                .containsExactly("[null,1,2]");
    }

    @Test
    void replacesInTimeProportionalToTheText() {
        // The classic that takes exponential time by backtracking.
        String settings = "type = mask, columns.c { type = replace, pattern = \"^(a+)+$\" }";
        String query = "SELECT concat(repeat('a', 20000), 'b') AS c";

        List<String> rows =
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Steps.rows(Steps.made(query, settings)));

        assertThat(rows).containsExactly("[" + "a".repeat(20000) + "b]");
    }

    @Test
    void refusesWhatWouldProtectNothing() {
        refuses(VISITS, "ipp = ip", "\"ipp\" is not a column of its input (_item, ip, user, id, mail, card, note)");
        refuses(VISITS, "id = ip", "column \"id\" is of type INT; STRING is wanted");
        refuses(
                "SELECT 1.5D AS d",
                "d { type = hash, key = \"env:KEY\" }",
                "column \"d\" is of type DOUBLE; STRING or a whole number is wanted");
        refuses(
                "SELECT 'a' AS ip, 'line' AS _RAW",
                "ip = ip",
                "its input has a column _raw, which holds the line as it was (name it too: columns { _raw = drop })");
        refuses(
                "SELECT '::1' AS ip, cast(null AS " + RejectTable.REDO.sql() + ") AS redo",
                "ip = ip",
                "its input has a column redo, which may hold the line as it was (name it too: columns { redo = drop })");
        assertThat(Steps.made("SELECT '::1' AS ip, 'line' AS _raw", "type = mask, columns { ip = ip, _raw = drop }")
                        .columns())
                .containsExactly("ip");
    }

    @Test
    void refusesSettingsWithTheirLines() {
        assertThat(Steps.problems("type = mask,\ncolumns {}"))
                .containsExactly("2 columns names no column; give at least one");
        assertThat(Steps.problems("type = mask, columns {\n User = drop, user = drop }"))
                .containsExactly("1 columns names \"User\" and \"user\", which is one column");
        assertThat(Steps.problems("type = mask, columns { _item = drop }"))
                .containsExactly("1 columns masks _item, by which a load replaces rows; it tells of no person");
        assertThat(Steps.problems("""
                        type = mask, columns {
                          a { type = ip, ipv4-prefix = 32 }
                          b { type = ip, ipv6-prefix = -1 }
                          c { type = replace, pattern = "(" }
                          d { type = replace, pattern = "(a)(?=b)" }
                          e { type = replace, pattern = "(a)", with = "$2" }
                          f { type = replace, pattern = "(a)", with = "${who}" }
                          g { type = keep-last, count = 0 }
                          h { type = keep-last, count = 1, fill = "xx" }
                          i = hsh
                          j { type = drop, count = 1 }
                        }"""))
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("2 columns.a.ipv4-prefix is 32; must be from 0 to 31"),
                        one -> assertThat(one).isEqualTo("3 columns.b.ipv6-prefix is -1; must be from 0 to 127"),
                        one -> assertThat(one).startsWith("4 columns.c.pattern is no regular expression of RE2: "),
                        one -> assertThat(one).startsWith("5 columns.d.pattern is no regular expression of RE2: "),
                        one -> assertThat(one).startsWith("6 columns.e.with names a group that pattern has not: "),
                        one -> assertThat(one).startsWith("7 columns.f.with names a group that pattern has not: "),
                        one -> assertThat(one).startsWith("8 columns.g.count is 0; at least 1 is wanted"),
                        one -> assertThat(one).isEqualTo("9 columns.h.fill is not one character"),
                        one -> assertThat(one).startsWith("10 columns.i.type \"hsh\" is not one of drop, hash, ip,"),
                        one -> assertThat(one).startsWith("11 columns.j.count unknown setting"));
    }

    @Test
    void hasItsPresets() {
        assertThat(Steps.step("type = mask, columns { a = ip, b { type = replace, pattern = x } }"))
                .isEqualTo(new MaskTransform(
                        "made", "t", Map.of("a", new Mask.Ip(24, 48), "b", new Mask.Replace("x", "***"))));
        assertThat(new Mask.Hash(new Secret(KEY), Mask.Hash.Encoding.HEX).toString())
                .contains("****");
        assertThat(Steps.step("type = mask, columns.a = drop").combinesRows()).isFalse();
        assertThat(Steps.step("type = mask, columns.a = drop").inputs()).containsExactly("t");
    }

    private static void refuses(String query, String columns, String message) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Steps.made(query, "type = mask, columns { " + columns + " }"))
                .withMessageStartingWith("Cannot build table \"made\": ")
                .withMessageContaining(message)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }
}

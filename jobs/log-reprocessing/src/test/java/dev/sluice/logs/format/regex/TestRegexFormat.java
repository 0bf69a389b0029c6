package dev.sluice.logs.format.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestRegexFormat extends LineFormatContract {
    private static final String EXPRESSION =
            "(?<ts>\\S+) (?<level>[A-Z]+) +(?:\\[(?P<took_ms>[^\\]]*)\\] )?(?<message>.*)";
    private static final String COLUMNS = "ts timestamp, took_ms bigint";

    @Override
    protected LineFormat format() {
        return format("regex " + EXPRESSION, COLUMNS);
    }

    @Override
    protected List<String> lines() {
        return List.of(
                "2025-10-10T13:55:36Z INFO  [12] all is well",
                "2025-10-10T13:55:36.5+02:00 WARN \u00fcber \u20ac [x] \ud83d\ude00",
                "yesterday ERROR [soon] ");
    }

    private static LineFormat format(String format, String columns) {
        return new Formats(Optional.ofNullable(columns), ZoneId.of("UTC")).of(format);
    }

    @Test
    void eachNamedGroupIsAColumn() {
        Parsed row = Parsed.of(format(), "2025-10-10T13:55:36Z INFO  [12] all is well");
        assertThat(format().columns().toDDL()).isEqualTo("ts TIMESTAMP,level STRING,took_ms BIGINT,message STRING");
        assertThat(row.at("ts")).isEqualTo("2025-10-10T13:55:36Z");
        assertThat(row.at("took_ms")).isEqualTo("12");
        assertThat(row.at("message")).isEqualTo("all is well");
        Parsed other = Parsed.of(format(), lines().get(1));
        assertThat(other.at("took_ms")).isNull();
        assertThat(other.at("message")).isEqualTo("\u00fcber \u20ac [x] \ud83d\ude00");
        Parsed bad = Parsed.of(format(), lines().get(2));
        assertThat(bad.at("ts")).isNull();
        assertThat(bad.at("message")).isEmpty();
        assertThat(bad.error()).isEqualTo("BAD_TYPE ts 1");
    }

    @Test
    void anExpressionMustMatchAllOfALine() {
        assertThat(reject(format("regex (?<a>\\d+)", null), "12x")).isEqualTo("NOT_IN_FORMAT");
        assertThat(reject(format("regex (?<a>\\d+)", null), "")).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void randomFieldsComeBack() {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            String message = random.ints(random.nextInt(40), 0x20, 0x250)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            long took = random.nextLong();
            Parsed row = Parsed.of(format(), "2025-10-10T13:55:36Z INFO [" + took + "] " + message);
            assertThat(row.at("took_ms")).isEqualTo(Long.toString(took));
            assertThat(row.at("message")).isEqualTo(message);
            assertThat(row.error()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?<a>(x+x+)+y)", "(?<a>(a|aa)+$)", "(?<a>(.*)*b)", "(?<a>(x|y)*z)"})
    void anExpressionThatGoesBackTooOftenIsStopped(String expression) {
        LineFormat format = format("regex " + expression, null);
        for (int length : List.of(40, 3_000, 200_000)) {
            String code = reject(format, "xxxxxxxx".repeat(length / 8));
            assertThat(code).isIn("REGEX_BUDGET", "NOT_IN_FORMAT");
        }
        // The same parser goes on as if nothing had been.
        assertThat(reject(format, "?")).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void theBudgetIsSpentAlikeEachTime() {
        LineFormat format = format("regex (?<a>(x+x+)+y)", null);
        String line = "x".repeat(60);
        assertThat(reject(format, line)).isEqualTo("REGEX_BUDGET").isEqualTo(reject(format, line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            value = {
                "a_(?<b_c>x) ¦ a_x ¦ b_c ¦ x",
                "(?<a>[]x]+)(?<b>y) ¦ ]xy ¦ b ¦ y",
                "(?<a>[^]x]+)(?<b>.*) ¦ y]x ¦ b ¦ ]x",
                "[(?<a>]+(?<b>y) ¦ (?<a>y ¦ b ¦ y",
                "\\(?<a>(?<b>y) ¦ <a>y ¦ b ¦ y",
                "\\Q(?<a>\\E(?<b>y) ¦ (?<a>y ¦ b ¦ y",
                "(x)(?<=x)(?<b>y) ¦ xy ¦ b ¦ y",
                "(?:A (?<v>\\d)|B (?<v>\\w)) ¦ B 7 ¦ v ¦ 7",
                "(?i)(?<b>YES) ¦ yes ¦ b ¦ yes",
            })
    void findsTheNamesOfGroups(String expression, String line, String column, String value) {
        assertThat(Parsed.of(format("regex " + expression, null), line).at(column))
                .isEqualTo(value);
    }

    @Test
    void whatCannotBeUsedIsSaid() {
        assertThatThrownBy(() -> format("regex (?<a>x", null))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("Unclosed group near index");
        assertThatThrownBy(() -> format("regex \\d+", null)).hasMessageContaining("(?<message>.*)");
        assertThatThrownBy(() -> format("regex (?<a>x)", "b int")).hasMessageContaining("no group for the column b");
        assertThatThrownBy(() -> format("regex (?<a>x)", "a array<int>")).hasMessageContaining("ARRAY<INT>");
        assertThatThrownBy(() -> format("regex ", null)).isInstanceOf(Fault.class);
    }

    @Test
    void grokIsARegularExpressionByAnotherNotation() {
        LineFormat grok =
                format("grok %{IP:client.ip} %{WORD:[http][method]} %{NUMBER:took:double} %{GREEDYDATA:rest}", null);
        assertThat(grok.columns().toDDL()).isEqualTo("client_ip STRING,http_method STRING,took DOUBLE,rest STRING");
        Parsed row = Parsed.of(grok, "2001:db8::1 GET 0.25 and more");
        assertThat(row.at("client_ip")).isEqualTo("2001:db8::1");
        assertThat(row.at("took")).isEqualTo("0.25");
        assertThat(row.at("rest")).isEqualTo("and more");
        assertThatThrownBy(() -> format("grok %{NUMBR:x}", null)).hasMessageContaining("did you mean \"NUMBER\"");
        assertThatThrownBy(() -> format("grok %{INT:x:integer}", null)).hasMessageContaining("no type integer");
    }

    @Test
    void readsWebServerLinesByTheWellKnownPattern() {
        LineFormat grok = format("grok %{COMBINEDAPACHELOG}", null);
        Parsed row = Parsed.of(
                grok,
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326"
                        + " \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\"");
        assertThat(row.at("client_ip")).isEqualTo("127.0.0.1");
        assertThat(row.at("path")).isEqualTo("/apache_pb.gif");
        assertThat(row.at("status")).isEqualTo("200");
        assertThat(row.at("user_agent")).isEqualTo("Mozilla/4.08 [en] (Win98; I ;Nav)");
        assertThat(Parsed.of(grok, "::1 - - [10/Oct/2000:13:55:36 -0700] \"-\" 408 - \"-\" \"-\"")
                        .at("request"))
                .isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            value = {
                "IPV4 ¦ 192.0.2.255 ¦ 192.0.2.256",
                "IPV6 ¦ ::ffff:192.0.2.1 ¦ 192.0.2.1",
                "IPV6 ¦ fe80::1%eth0 ¦ fe80",
                "MAC ¦ 00:1b:44:11:3a:b7 ¦ 00:1b:44",
                "UUID ¦ 123e4567-e89b-12d3-a456-426614174000 ¦ 123e4567",
                "HOSTNAME ¦ www.example.org ¦ -x",
                "NUMBER ¦ -1.5 ¦ 1.5.2",
                "BASE16NUM ¦ 0xFF ¦ 0xG",
                "QUOTEDSTRING ¦ \"a \\\" b\" ¦ \"a",
                "EMAILADDRESS ¦ ada+x@example.org ¦ ada@",
                "URI ¦ https://a.example:8080/x?y=1 ¦ /x",
                "URIPATHPARAM ¦ /a/b?c=d ¦ a/b",
                "TIMESTAMP_ISO8601 ¦ 2025-10-10T13:55:36.123Z ¦ 2025-10-10",
                "HTTPDATE ¦ 10/Oct/2000:13:55:36 -0700 ¦ 10/Oct/2000",
                "SYSLOGTIMESTAMP ¦ Oct  1 13:55:36 ¦ 13:55:36",
                "LOGLEVEL ¦ WARN ¦ WARNED",
                "JAVACLASS ¦ org.example.Main$1 ¦ 1.x",
                "PATH ¦ /usr/lib/x ¦ usr",
                "MONTH ¦ September ¦ Sept",
                "DATE ¦ 10/31/2025 ¦ 10-2025",
                "HOSTPORT ¦ example.org:80 ¦ example.org",
                "WINPATH ¦ C:\\Windows\\x.log ¦ C:",
                "TTY ¦ /dev/pts/0 ¦ pts",
                "POSINT ¦ 10 ¦ 0",
            })
    void thePatternsMeanWhatTheirNamesSay(String pattern, String yes, String no) {
        LineFormat grok = format("grok %{" + pattern + ":x}", null);
        assertThat(Parsed.of(grok, yes).at("x")).isEqualTo(yes);
        assertThat(reject(grok, no)).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void everyPatternCanBeUsed() {
        List<String> broken = new ArrayList<>();
        for (String name : Grok.names()) {
            try {
                format("grok %{" + name + ":x}", null);
            } catch (Fault e) {
                broken.add(e.getMessage());
            }
        }
        assertThat(broken).isEmpty();
        assertThat(Grok.names()).hasSizeGreaterThan(60);
    }

    private static String reject(LineFormat format, String line) {
        Columns columns = new Columns(format.columns());
        columns.clear(0);
        LineParser parser = format.parser(format.columns());
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        parser.parse(bytes, 0, bytes.length, columns);
        return columns.rejectCode();
    }
}

package dev.sluice.logs.format.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestPairsFormat extends LineFormatContract {
    private static final String ALL = "ts timestamp, level string, msg string, n int, big bigint, ok boolean,"
            + " ratio double, cost decimal(8,2), day date";
    private static final LineFormat LOGFMT = format("logfmt", ALL);
    private static final LineFormat KV = format("kv", ALL);

    private static LineFormat format(String name, String columns) {
        return Formats.of(name, Optional.of(columns), ZoneId.of("UTC"));
    }

    @Override
    protected LineFormat format() {
        return LOGFMT;
    }

    @Override
    protected List<String> lines() {
        return List.of(
                "ts=2026-01-31T12:34:56.5Z level=info msg=\"caf\u00e9 \\\"x\\\" \\u00e9\\n\" n=7 big=9007199254740993 ok"
                        + " ratio=0.5 cost=12.345 day=2026-01-31 other=\"a=b\"",
                "level=warn ok=false n=-1 ts=1738326896.25 msg=");
    }

    @Test
    void readsTypedValues() {
        Parsed line = Parsed.of(LOGFMT, lines().get(0));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2026-01-31T12:34:56.500Z");
        assertThat(line.at("level")).isEqualTo("info");
        assertThat(line.at("msg")).isEqualTo("caf\u00e9 \"x\" \u00e9\n");
        assertThat(line.at("n")).isEqualTo("7");
        assertThat(line.at("big")).isEqualTo("9007199254740993");
        assertThat(line.at("ok")).isEqualTo("true");
        assertThat(line.at("ratio")).isEqualTo("0.5");
        assertThat(line.at("cost")).startsWith("12.3");
        assertThat(line.at("day")).isEqualTo("20484");
        assertThat(Parsed.of(LOGFMT, "msg=\"\\u00zz \\q \\u12\"").at("msg")).isEqualTo("\\u00zz \\q \\u12");
        Parsed other = Parsed.of(LOGFMT, lines().get(1));
        assertThat(other.at("ts")).isEqualTo("2025-01-31T12:34:56.250Z");
        assertThat(other.at("ok")).isEqualTo("false");
        assertThat(other.at("msg")).isNull();
    }

    /** The example of Heroku's router, devcenter.heroku.com/articles/http-routing. */
    @Test
    void readsTheRouterOfHeroku() {
        String line = "at=info method=GET path=\"/\" host=example-app-1234567890ab.heroku.com"
                + " request_id=e5bb3580-44b0-46d2-aad3-185263641044 fwd=\"50.168.96.221\" dyno=web.1 connect=0ms"
                + " service=2ms status=200 bytes=417 protocol=http tls=false";
        String columns = "at string, method string, path string, host string, fwd string, service string, status int,"
                + " bytes bigint, tls boolean";
        Parsed read = Parsed.of(format("logfmt", columns), line);
        assertThat(read.error()).isEmpty();
        assertThat(Stream.of(read.schema().fieldNames()).map(read::at))
                .containsExactly(
                        "info",
                        "GET",
                        "/",
                        "example-app-1234567890ab.heroku.com",
                        "50.168.96.221",
                        "2ms",
                        "200",
                        "417",
                        "false");
        Parsed drained = Parsed.of(format("kv", columns), "2010-09-16T15:13:46.677020+00:00 heroku[router]: " + line);
        assertThat(Stream.of(read.schema().fieldNames()).map(drained::at))
                .isEqualTo(Stream.of(read.schema().fieldNames()).map(read::at).toList());
    }

    /** A line as Grafana and Loki write it. */
    @Test
    void readsGrafana() {
        Parsed read = Parsed.of(
                format(
                        "logfmt",
                        "t timestamp, logger string, level string, msg string, `user.id` bigint, error string"),
                "logger=context t=2022-05-20T09:13:19.327441+02:00 level=error msg=\"Request Completed\" user.id=0"
                        + " error=\"open \\\"C:\\\\a\\\"\"");
        assertThat(read.error()).isEmpty();
        assertThat(Stream.of(read.schema().fieldNames()).map(read::at))
                .containsExactly(
                        "2022-05-20T07:13:19.327441Z", "context", "error", "Request Completed", "0", "open \"C:\\a\"");
    }

    /** Traffic log of the FortiOS Log Reference, and a line of netfilter behind a syslog header. */
    @Test
    void readsFirewalls() {
        Parsed forti = Parsed.of(
                format(
                        "kv",
                        "date date, time string, logid string, eventtime timestamp, srcip string, sentbyte bigint,"
                                + " msg string, last string"),
                "<189>date=2019-05-10 time=11:37:47 logid=\"0000000013\" type=\"traffic\""
                        + " eventtime=1557513467369913239 srcip=10.1.100.11 sentbyte=24486 msg=\"User 'a' in C:\\new\""
                        + " last='x \"y\"'");
        assertThat(forti.error()).isEmpty();
        assertThat(Stream.of(forti.schema().fieldNames()).map(forti::at))
                .containsExactly(
                        "18026",
                        "11:37:47",
                        "0000000013",
                        "2019-05-10T18:37:47.369913Z",
                        "10.1.100.11",
                        "24486",
                        "User 'a' in C:\\new",
                        "x \"y\"");
        Parsed netfilter = Parsed.of(
                format(
                        "kv",
                        "IN string, OUT string, SRC string, LEN int, DF boolean, SYN boolean, ACK boolean, DPT int"),
                "Oct 11 22:14:15 fw kernel: [12.3] IN=eth0 OUT= MAC=00:16 SRC=10.0.0.1 LEN=52 DF PROTO=TCP DPT=22 SYN ");
        assertThat(netfilter.error()).isEmpty();
        assertThat(Stream.of(netfilter.schema().fieldNames()).map(netfilter::at))
                .containsExactly("eth0", null, "10.0.0.1", "52", "true", "true", null, "22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "level=a,msg=b,n=1 | a | b | 1",
                "level=a; msg=\"b, n=2\"; n=1; | a | b, n=2 | 1",
                "level=a,b msg=http://x/?q=1;n=3 n=1 | a,b | http://x/?q=1 | 1",
                "level=\"a\\\"b\" msg='c\\'d' n=1 | a\"b | c'd | 1",
                "level=\"C:\\\\\" msg=\"C:\\new\" n=1 | C:\\\\ | C:\\new | 1",
                "level=a level=b msg=x=y n=1 | b | x=y | 1"
            })
    void partsTheValuesOfKv(String line, String level, String msg, String n) {
        Parsed read = Parsed.of(KV, line);
        assertThat(read.error()).isEmpty();
        assertThat(read.at("level")).isEqualTo(level);
        assertThat(read.at("msg")).isEqualTo(msg);
        assertThat(read.at("n")).isEqualTo(n);
    }

    @ParameterizedTest
    @CsvSource({
        "n=x, BAD_TYPE n 3",
        "n=1.5, BAD_TYPE n 3",
        "n=99999999999, BAD_TYPE n 3",
        "n=\"\\u0078\", BAD_TYPE n 4",
        "big=9223372036854775808, BAD_TYPE big 5",
        "ok=maybe, BAD_TYPE ok 4",
        "cost=1234567890, BAD_TYPE cost 6",
        "cost=1e300000000, BAD_TYPE cost 6",
        "cost=1e-300000000, BAD_TYPE cost 6",
        "ratio=NaN, BAD_TYPE ratio 7",
        "day=5, BAD_TYPE day 5",
        "ts=noon, BAD_TYPE ts 4",
        "level=a n=1 msg=\"cut, MISSING_FIELDS msg 21",
        "level=a other=\"cut \\\", MISSING_FIELDS null 22"
    })
    void aBadValueNullsItsColumn(String line, String error) {
        for (LineFormat format : List.of(LOGFMT, KV)) {
            Parsed read = Parsed.of(format, line);
            assertThat(read.error()).isEqualTo(error);
            assertThat(read.at(error.contains("null") ? "msg" : error.split(" ", -1)[1]))
                    .isNull();
        }
    }

    @Test
    void theZoneIsThatOfTimesAndNotOfDays() {
        for (String zone : List.of("Asia/Tokyo", "America/Denver")) {
            LineFormat format = Formats.of("logfmt", Optional.of("day date, ts timestamp"), ZoneId.of(zone));
            Parsed read = Parsed.of(format, "day=2026-01-31 ts=2026-01-31T00:00:00");
            assertThat(read.at("day")).isEqualTo("20484");
            assertThat(read.at("ts")).isNotEqualTo("2026-01-31T00:00:00Z");
        }
    }

    @Test
    void aBadValueOverridesAnEarlierOne() {
        assertThat(Parsed.of(LOGFMT, "n=1 n=x").at("n")).isNull();
        assertThat(Parsed.of(LOGFMT, "msg=a msg=").at("msg")).isNull();
        assertThat(Parsed.of(LOGFMT, "msg=\"\"").at("msg")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "hello",
                "the level=info",
                "=x",
                "\"a\"=b",
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a?b=1&c=2 HTTP/1.0\" 200 2326",
                "{\"ts\":\"2025-01-31T12:34:56Z\",\"a=b\":\"INFO\"}"
            })
    void whatIsNoPairIsNoRow(String line) {
        assertThat(Parsed.of(LOGFMT, line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
        assertThat(Parsed.of(KV, line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(13);
        for (int i = 0; i < 3_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            String level = Integer.toString(random.nextInt(1 << 20), 36);
            String msg = text(random);
            long big = random.nextLong();
            boolean ok = random.nextBoolean();
            List<String> pairs = new ArrayList<>(List.of(
                    "ts=" + time, "level=" + level, "msg=" + quoted(msg), "big=" + big, "ok=" + ok, "z=\"a b\""));
            Collections.shuffle(pairs, random);
            String line = String.join(" ", pairs);
            Parsed read = Parsed.of(LOGFMT, line);
            assertThat(read.error()).as(line).isEmpty();
            assertThat(Stream.of("ts", "level", "msg", "big", "ok", "n").map(read::at))
                    .as(line)
                    .containsExactly(time.toString(), level, msg, Long.toString(big), Boolean.toString(ok), null);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(
                    "ab =\"\\\n\t/,;\u00e9\u4e2d\ud83d\ude00".codePoints().toArray()[random.nextInt(14)]);
        }
        return text.toString();
    }

    /** As Go's logfmt writes a string, some characters as their numbers. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t', ';', '\u4e2d', '\ud83d', '\ude00' -> quoted.append(String.format("\\u%04x", (int) c));
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a map<string,int>", "a struct<b int>", "a array<int>", "a blob", "a"})
    void refusesColumnsItCannotFill(String columns) {
        for (String name : List.of("logfmt", "kv")) {
            assertThatThrownBy(() -> format(name, columns))
                    .isInstanceOf(Fault.class)
                    .hasMessageStartingWith("Cannot read");
            assertThatThrownBy(() -> Formats.of(name, Optional.empty(), ZoneId.of("UTC")))
                    .isInstanceOf(Fault.class)
                    .hasMessageStartingWith("Cannot read " + name + " without its columns");
        }
    }
}

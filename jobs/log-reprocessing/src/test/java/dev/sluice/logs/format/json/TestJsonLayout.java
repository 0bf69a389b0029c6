package dev.sluice.logs.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestJsonLayout {
    static List<String> names() {
        return JsonLayout.names();
    }

    @Test
    void everyLayoutIsAFormat() {
        assertThat(Formats.NAMES.split(", ")).containsAll(JsonLayout.names());
        assertThat(LayoutLines.ALL.keySet()).containsExactlyInAnyOrderElementsOf(JsonLayout.names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsItsOwnLinesWithoutAProblem(String name) {
        for (String line : LayoutLines.ALL.get(name)) {
            assertThat(read(name, line).columns().rejected()).as(line).isFalse();
            assertThat(read(name, line).error()).as(line).isEmpty();
        }
    }

    /** Zap reads Caddy's lines, which are zap's. */
    @ParameterizedTest
    @MethodSource("names")
    void rejectsTheLinesOfOthers(String name) {
        for (String other : JsonLayout.names()) {
            boolean same = other.equals(name) || (name.equals("zap") && other.equals("caddy"));
            // Lines of bunyan are lines of pino that have more.
            if (!same && !(name.equals("pino") && other.equals("bunyan"))) {
                for (String line : LayoutLines.ALL.get(other)) {
                    assertThat(read(name, line).columns().rejectCode())
                            .as(name + " of " + line)
                            .isEqualTo("NOT_IN_FORMAT");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLineWithoutAMemberThatItNeedsIsNoRow(String name) {
        List<Member> members = JsonLayout.of(name, ZoneId.of("UTC")).members();
        String line = LayoutLines.ALL.get(name).get(0);
        for (Member member : members) {
            String last = member.path().substring(member.path().lastIndexOf('.') + 1);
            boolean alone = members.stream()
                            .filter(other -> other.need() == member.need())
                            .filter(other -> line.contains("\"" + last(other) + "\""))
                            .map(Member::path)
                            .distinct()
                            .count()
                    == 1;
            if (member.needed() && alone && line.contains("\"" + last + "\"")) {
                assertThat(read(name, line.replace("\"" + last + "\"", "\"other\""))
                                .columns()
                                .rejectMessage())
                        .as(name + " without " + member.path())
                        .startsWith("the line is not in the format: it has no ");
            }
        }
    }

    private static String last(Member member) {
        return member.path().substring(member.path().lastIndexOf('.') + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    traefik-json; 0; ts; 2024-08-25T04:34:37.306691Z
                    traefik-json; 0; client_port; 56732
                    traefik-json; 0; user;
                    traefik-json; 0; port;
                    traefik-json; 0; duration_us; 14729
                    traefik-json; 0; overhead_us; 677
                    traefik-json; 0; service_url; {"Scheme":"http","Opaque":"","User":null,"Host":"10.0.1.15:3000","Path":""}
                    traefik-json; 0; message;
                    traefik-json; 0; extra; {"RequestAddr":"app.traefik.test","time":"2024-08-25T04:34:37Z"}
                    traefik-json; 1; router; Host-latex-1
                    traefik-json; 1; service; backend-formula-compose
                    traefik-json; 1; user_agent; Mozilla/5.0 (Linux)
                    caddy; 0; ts; 2024-09-18T09:32:00.368555Z
                    caddy; 0; duration_us; 3550
                    caddy; 0; client_ip; 203.0.113.9
                    caddy; 0; peer_ip; 10.0.0.2
                    caddy; 1; client_ip; 2.125.160.216
                    caddy; 0; user_agent; facebookexternalhit/1.1
                    caddy; 0; referer; https://a/"b"
                    caddy; 0; sni; git.xsfx.dev
                    caddy; 0; response_headers; {"Server":["Caddy"]}
                    caddy; 0; extra; {"request.headers.Accept":["*/*"],"request.tls.resumed":false,"request.tls.proto":"h2"}
                    logstash; 0; ts; 2026-09-26T18:53:10.729Z
                    logstash; 1; ts; 2026-09-26T18:53:10.729Z
                    logstash; 0; level_number; 40000
                    logstash; 1; tags; ["A","B"]
                    logstash; 0; extra; {"@version":"1","traceId":"bc9632dd","kubernetes":{"labels":{"app":"payment"}}}
                    log4j2-json; 0; ts; 2022-11-21T12:29:50.415261Z
                    log4j2-json; 0; logger; org.springframework.extensions.webscripts.DeclarativeRegistry
                    log4j2-json; 0; tid; 129
                    log4j2-json; 0; extra; {"endOfBatch":false}
                    log4j2-json; 1; ts; 2017-05-25T19:56:23.370Z
                    log4j2-json; 1; level; ERROR
                    log4j2-json; 1; thread; main
                    log4j2-json; 1; exception; java.lang.RuntimeException
                    log4j2-json; 2; level; INFO
                    log4j2-json; 2; tid; 3
                    log4j2-json; 2; source_line; 12
                    log4j2-json; 2; extra; {"log.syslog":{"priority":6},"service.node":{},"ecs":{"version":"8.11"}}
                    log4j2-json; 3; ts; 2017-04-25T12:01:04.118Z
                    log4j2-json; 3; stack_trace; [{"class":"a.B"}]
                    log4j2-json; 3; marker; {"name":"child","parents":[{"name":"parent"}]}
                    log4j2-json; 3; extra; {"thrown.commonElementCount":0}
                    logback-json; 0; ts; 2022-01-01T00:00:00Z
                    logback-json; 0; context; default
                    logback-json; 1; ts; 2022-01-01T00:00:00.123456Z
                    logback-json; 1; exception; java.lang.RuntimeException
                    logback-json; 1; key_values; [{"ek1":"v1"}]
                    logback-json; 1; extra; {"context.birthdate":1,"context.properties":{}}
                    gelf; 0; ts; 2013-11-21T17:11:02.307200Z
                    gelf; 0; severity; alert
                    gelf; 0; extra; {"version":"1.1","_user_id":9001,"_some_info":"foo","_some_env_var":"bar"}
                    gelf; 1; thread; main
                    docker-json; 0; message; Log line is here
                    docker-json; 0; partial; false
                    docker-json; 1; message; half a line
                    docker-json; 1; partial; true
                    docker-json; 0; extra;
                    journald-json; 0; ts; 2015-02-03T19:06:04.739502Z
                    journald-json; 0; severity; info
                    journald-json; 0; facility; daemon
                    journald-json; 0; program; systemd
                    journald-json; 0; unit; nginx.service
                    bunyan; 0; level; warn
                    bunyan; 1; level; 4
                    bunyan; 0; host; banana.local
                    bunyan; 0; extra; {"lang":"fr","v":0}
                    bunyan; 1; extra; {"component":"wuzzle","err.message":"boom","v":0}
                    pino; 0; ts; 2018-07-09T21:17:54.631Z
                    pino; 1; ts; 2018-07-09T21:17:54.631Z
                    pino; 0; level; info
                    pino; 1; exception; Error
                    zap; 0; ts; 2017-05-12T05:41:55.123Z
                    zap; 0; caller; zap/options.go:212
                    zap; 1; ts; 2024-05-01T10:11:12.123Z
                    zap; 0; extra; {"url":"http://example.com","attempt":3,"backoff":1}
                    """)
    void readsTheDocumentedMembers(String name, int line, String column, String value) {
        assertThat(read(name, LayoutLines.ALL.get(name).get(line)).at(column)).isEqualTo(value);
    }

    @Test
    void bytesInsteadOfAStringAreTheString() {
        assertThat(read("journald-json", LayoutLines.ALL.get("journald-json").get(1))
                        .at("message"))
                .isEqualTo("\u001b[31m\u00e9");
        String odd = "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":%s}";
        for (String text : List.of("[1,256]", "[\"a\",\"b\"]", "[1,[2]]", "[-1]", "[]", "[1.5]", "{\"a\":1}")) {
            assertThat(read("journald-json", odd.formatted(text)).at("message")).isEqualTo(text);
        }
        assertThat(read("journald-json", odd.formatted("[ 104, 105 ]")).at("message"))
                .isEqualTo("hi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    traefik-json; "DownstreamStatus":304; "DownstreamStatus":"x"; BAD_NUMBER status
                    traefik-json; "2024-08-25T04:34:37.306691884Z"; "noon"; BAD_TIME ts
                    gelf; "level":1; "level":9; BAD_NUMBER severity
                    gelf; "timestamp":1385053862.3072; "timestamp":"x"; BAD_TIME ts
                    docker-json; "time":"2019-01-01T11:11:11.111111111Z"; "time":"soon"; BAD_TIME ts
                    log4j2-json; "nanoOfSecond":415261100; "nanoOfSecond":1000000000; BAD_TIME ts
                    log4j2-json; "threadId":129; "threadId":[1]; BAD_NUMBER tid
                    """)
    void tellsWhatIsWrong(String name, String from, String into, String error) {
        String line = LayoutLines.ALL.get(name).get(0);
        assertThat(line).contains(from);
        String wrong = line.replace(from, into);
        int place = wrong.indexOf(into) + into.indexOf(':') + 2;
        assertThat(read(name, wrong).error()).isEqualTo(error + " " + place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[1]", "{\"log\":\"a\"", "\"s\"", "{\u0000", "{\"log\":\"a\nb\"}"})
    void whatIsNoObjectIsNoRow(String text) {
        assertThat(read("docker-json", text).columns().rejectCode()).isEqualTo("BAD_JSON");
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingFollowsTheObject(String name) {
        assertThat(read(name, LayoutLines.ALL.get(name).get(0) + " x").columns().rejectCode())
                .isEqualTo("BAD_JSON");
    }

    @Test
    void aByteOrderMarkDoesNotMatter() {
        Parsed parsed = read(
                "docker-json", "\ufeff" + LayoutLines.ALL.get("docker-json").get(2));
        assertThat(parsed.error()).isEmpty();
        assertThat(parsed.at("message")).isEqualTo("with what is not documented");
        assertThat(parsed.at("stream")).isEqualTo("stderr");
        assertThat(parsed.at("extra")).isEqualTo("{\"x\":[1]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    ["a","b"]; a
                    []; []
                    [1]; [1]
                    {"a":1}; {"a":1}
                    "a"; a
                    ["a\\\\b"]; a\\b
                    """)
    void theFirstOfAnArrayIsTheValue(String value, String text) {
        String line = LayoutLines.ALL
                .get("caddy")
                .get(1)
                .replace("\"headers\":{}", "\"headers\":{\"Referer\":" + value + "}");
        assertThat(read("caddy", line).at("referer")).isEqualTo(text);
    }

    @Test
    void aNullIsNoValue() {
        String line = "{\"log\":%s,\"stream\":\"stdout\",\"time\":\"2019-01-01T11:11:11Z\",\"attrs\":null,\"x\":null}";
        Parsed parsed = read("docker-json", line.formatted("\"a\""));
        assertThat(parsed.error()).isEmpty();
        assertThat(parsed.at("attributes")).isNull();
        assertThat(parsed.at("extra")).isNull();
        assertThat(read("docker-json", line.formatted("null")).columns().rejectCode())
                .isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void whatIsNoUtf8IsRepaired() {
        byte[] line = "{\"log\":\"caf\u00e9\",\"stream\":\"stdout\",\"time\":\"2019-01-01T11:11:11Z\",\"x\":\"\u00e9\"}"
                .getBytes(StandardCharsets.ISO_8859_1);
        Parsed parsed = Parsed.of(JsonLayout.of("docker-json", ZoneId.of("UTC")), line);
        assertThat(parsed.error()).isEqualTo("INVALID_UTF8 null 1");
        assertThat(parsed.at("message")).isEqualTo("caf\ufffd");
        assertThat(parsed.at("extra")).isEqualTo("{\"x\":\"\ufffd\"}");
    }

    /** Members in any order, with blanks and escapes between and in them. */
    @Test
    void readsWhatWasWritten() {
        Random random = new Random(11);
        for (int i = 0; i < 4_000; i++) {
            long second = random.nextLong(4_000_000_000L);
            int nano = random.nextInt(1_000_000_000);
            String message = word(random);
            String other = word(random);
            String blank = random.nextBoolean() ? " " : "";
            List<String> instant = shuffled(
                    random, "\"epochSecond\":" + blank + second, "\"nanoOfSecond\"" + blank + ":" + nano + blank);
            List<String> members = shuffled(
                    random,
                    "\"instant\":{" + String.join(",", instant) + "}",
                    "\"level\":\"WARN\"",
                    "\"loggerName\" : \"a.B\"",
                    "\"threadId\":" + second,
                    "\"message\":" + quoted(message, random),
                    "\"other\":" + quoted(other, random));
            Parsed parsed = read("log4j2-json", "{" + blank + String.join("," + blank, members) + "}");
            assertThat(parsed.error()).isEmpty();
            assertThat(parsed.at("ts"))
                    .isEqualTo(
                            Instant.ofEpochSecond(second, nano / 1_000 * 1_000L).toString());
            assertThat(parsed.at("message")).isEqualTo(message);
            assertThat(parsed.at("tid")).isEqualTo(Long.toString(second));
            assertThat(Parsed.of(Formats.of("json", Optional.of("other string"), ZoneId.of("UTC")), parsed.at("extra"))
                            .at("other"))
                    .isEqualTo(other);
        }
    }

    private static List<String> shuffled(Random random, String... all) {
        List<String> list = Arrays.asList(all);
        Collections.shuffle(list, random);
        return list;
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(12), 0, 8)
                .mapToObj(i -> List.of("a", "\"", "\\", "\n", "\u00e9", "\ud83d\ude00", "}", ",")
                        .get(i))
                .collect(Collectors.joining());
    }

    private static String quoted(String text, Random random) {
        boolean ascii = random.nextBoolean();
        return text.chars()
                .mapToObj(c -> c == '"' || c == '\\'
                        ? "\\" + (char) c
                        : c < ' ' || (ascii && c > '~') ? "\\u%04x".formatted(c) : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static Parsed read(String name, String line) {
        return Parsed.access(name, line);
    }

    /** What every format keeps, of the layout that the class is called after. */
    abstract static class Contract extends LineFormatContract {
        private String name() {
            return getClass().getSimpleName().replaceAll("(?<=.)(?=Json$)", "-").toLowerCase(Locale.ROOT);
        }

        @Override
        protected LineFormat format() {
            return JsonLayout.of(name(), ZoneId.of("UTC"));
        }

        @Override
        protected List<String> lines() {
            return LayoutLines.ALL.get(name());
        }
    }

    @Nested
    class TraefikJson extends Contract {}

    @Nested
    class Caddy extends Contract {}

    @Nested
    class Logstash extends Contract {}

    @Nested
    class Log4j2Json extends Contract {}

    @Nested
    class LogbackJson extends Contract {}

    @Nested
    class Gelf extends Contract {}

    @Nested
    class DockerJson extends Contract {}

    @Nested
    class JournaldJson extends Contract {}

    @Nested
    class Bunyan extends Contract {}

    @Nested
    class Pino extends Contract {}

    @Nested
    class Zap extends Contract {}
}

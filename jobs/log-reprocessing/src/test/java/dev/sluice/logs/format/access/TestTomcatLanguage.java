package dev.sluice.logs.format.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directives as tomcat.apache.org/tomcat-11.0-doc/config/valve.html has them, and tomcat-9.0-doc for %D. */
class TestTomcatLanguage extends LineFormatContract {
    /** The pattern of Tomcat's own server.xml. */
    private static final String SERVER_XML = "tomcat %h %l %u %t &quot;%r&quot; %s %b";

    private static final String ALL = "tomcat %a %{peer}a %A %{begin}t %{end:yyyy-MM-dd'T'HH:mm:ss.SSSZ}t %{msec_frac}t"
            + " \"%m\" %U %q %H %s %B %D %F %I %S %v %X %p %{remote}p \"%{Referer}i\" \"%{X-Id}i\" \"%{Server}o\""
            + " %{JSESSIONID}c %{org.a.B}r %{cart}s \"%u\"";
    private static final String LINE = "192.0.2.7 10.0.0.1 10.0.0.2 [10/Jan/2024:16:00:59 +0100]"
            + " 2024-01-10T16:00:59.123+0100 123 \"GET\" /a/b ?c=d HTTP/1.1 200 11230 4321 17 http-nio-8080-exec-1"
            + " 5A3F.node1 localhost + 8080 51234 \"https://example.org/\" \"x\\\"1\\\"\" \"Apache\" 5A3F v w \"jane doe\"";

    @Override
    protected LineFormat format() {
        return of(ALL);
    }

    @Override
    protected List<String> lines() {
        return List.of(LINE);
    }

    @Test
    void readsTheDefaultPattern() {
        Parsed line = read(
                SERVER_XML, "0:0:0:0:0:0:0:1 - - [10/Jan/2019:16:00:59 +0100] \"GET /docs/?a=b HTTP/1.1\" 200 11230");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("client_ip")).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(line.at("user")).isNull();
        assertThat(line.at("ts")).isEqualTo("2019-01-10T15:00:59Z");
        assertThat(line.at("method")).isEqualTo("GET");
        assertThat(line.at("path")).isEqualTo("/docs/?a=b");
        assertThat(line.at("status")).isEqualTo("200");
        assertThat(line.at("bytes")).isEqualTo("11230");
        assertThat(of("tomcat common").columns()).isEqualTo(of(SERVER_XML).columns());
        assertThat(of("tomcat combined").columns().fieldNames()).contains("referer", "user_agent");
    }

    @Test
    void readsEachDirective() {
        Parsed line = read(ALL, LINE);
        assertThat(line.error()).isEmpty();
        assertThat(List.of("client_ip", "peer_ip", "server_ip", "ts", "ts_2", "ts_msec_frac", "method", "path").stream()
                        .map(line::at))
                .containsExactly(
                        "192.0.2.7",
                        "10.0.0.1",
                        "10.0.0.2",
                        "2024-01-10T15:00:59Z",
                        "2024-01-10T15:00:59.123Z",
                        "123",
                        "GET",
                        "/a/b");
        assertThat(List.of("query", "protocol", "status", "bytes", "duration_us", "first_byte_us", "thread").stream()
                        .map(line::at))
                .containsExactly("?c=d", "HTTP/1.1", "200", "11230", "4321", "17000", "http-nio-8080-exec-1");
        assertThat(List.of("session", "vhost", "connection_status", "port", "client_port", "referer", "user").stream()
                        .map(line::at))
                .containsExactly("5A3F.node1", "localhost", "+", "8080", "51234", "https://example.org/", "jane doe");
        assertThat(
                        List.of(
                                        "header_x_id",
                                        "response_server",
                                        "cookie_jsessionid",
                                        "attribute_org.a.b",
                                        "session_cart")
                                .stream()
                                .map(line::at))
                .containsExactly("x\"1\"", "Apache", "5A3F", "v", "w");
    }

    @ParameterizedTest
    @CsvSource({
        "tomcat, %D, 1500, 1500",
        "tomcat9, %D, 1500, 1500000",
        "tomcat, %T, 2, 2000000",
        "tomcat9, %T, 0.015, 15000",
        "tomcat, %{ns}T, 1999, 1",
        "tomcat, %{us}T, 1999, 1999",
        "tomcat, %{ms}T, 15, 15000",
        "tomcat, %{fracsec}T, 0.015, 15000",
        "tomcat, %{s}T, 15, 15000000"
    })
    void aSpanHasAUnit(String word, String directive, String text, String micros) {
        assertThat(read(word + " %h " + directive, "h " + text).at("duration_us"))
                .isEqualTo(micros);
        assertThat(read(word + " %h " + directive, "h x").error()).isEqualTo("BAD_NUMBER duration_us 3");
    }

    @ParameterizedTest
    @CsvSource({
        "%{sec}t, 1700000000, 2023-11-14T22:13:20Z",
        "%{begin:msec}t, 1700000000123, 2023-11-14T22:13:20.123Z",
        "%{yyyy-MM-dd HH:mm:ss.SSS}t, 2023-11-14 22:13:20.123, 2023-11-14T22:13:20.123Z",
        "%{end:dd/MMM/yyyy HH:mm:ss Z}t, 14/Nov/2023 22:13:20 -0100, 2023-11-14T23:13:20Z"
    })
    void aTimeHasAPattern(String directive, String text, String time) {
        assertThat(read("tomcat " + directive + " | %s", text + " | 200").at("ts"))
                .isEqualTo(time);
        assertThat(read("tomcat " + directive + " | %s", "noon | 200").error()).isEqualTo("BAD_TIME ts 1");
    }

    @ParameterizedTest
    @CsvSource({
        "caf\\u00e9, caf\u00e9",
        "\\u20ac, \u20ac",
        "\\ud83d\\ude00!, \ud83d\ude00!",
        "\\u0001, '\u0001'",
        "\\\\u00e9, \\u00e9",
        "\\ud83d, \\ud83d",
        "\\ud83dx, \\ud83dx",
        "\\ude00\\ud83d, \\ude00\\ud83d",
        "\\u00e, \\u00e",
        "\\u00ex, \\u00ex",
        "a\\tb\\\"c, a\tb\"c"
    })
    void resolvesTheEscapesOfJava(String written, String meant) {
        Parsed line = read("tomcat \"%{User-Agent}i\" %s", "\"" + written + "\" 200");
        assertThat(line.at("user_agent")).isEqualTo(meant);
        assertThat(line.error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomcat %h %Z",
                "tomcat %h %",
                "tomcat %h %{a",
                "tomcat %h %{a}",
                "tomcat %h %{week}T",
                "tomcat %h %{other}p",
                "tomcat %h%s",
                "tomcat %h %%",
                "tomcat none",
                "tomcat %h %{HH:mm}t",
                "tomcat %h %{yyyy-QQ}t"
            })
    void refusesWhatItCannotRead(String format) {
        assertThatThrownBy(() -> of(format)).isInstanceOf(Fault.class).hasMessageStartingWith("Cannot use ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello world", "h - - [yesterday] \"GET /", "2024-01-10 16:00:59,123 INFO [main] a.B - m"})
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(read("tomcat common", line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(10);
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.ofHoursMinutes(5, 30));
        for (int i = 0; i < 4_000; i++) {
            Instant at = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            String agent = random.ints(1 + random.nextInt(9), 0, 8)
                    .mapToObj(c -> List.of("a", "\"", "\\", "\u00e9", "\u20ac", "\ud83d\ude00", "\t", " ")
                            .get(c))
                    .collect(Collectors.joining());
            int status = random.nextInt(600);
            long bytes = random.nextLong(1L << 50);
            int micros = random.nextInt(1 << 30);
            Parsed line = read(
                    "tomcat9 %{yyyy-MM-dd'T'HH:mm:ss.SSSZ}t \"%{User-Agent}i\" %s %b %{us}T",
                    "%s \"%s\" %d %d %d".formatted(time.format(at), escaped(agent), status, bytes, micros));
            assertThat(line.error()).isEmpty();
            assertThat(List.of("ts", "user_agent", "status", "bytes", "duration_us").stream()
                            .map(line::at))
                    .containsExactly(
                            at.toString(),
                            agent,
                            Integer.toString(status),
                            Long.toString(bytes),
                            Integer.toString(micros));
        }
    }

    /** As AbstractAccessLogValve writes it. */
    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '"' -> "\\\"";
                    case '\\' -> "\\\\";
                    case '\t' -> "\\t";
                    default -> c < ' ' || c > '~' ? "\\u%04x".formatted(c) : String.valueOf((char) c);
                })
                .collect(Collectors.joining());
    }

    private static LineFormat of(String format) {
        return Formats.of(format, Optional.empty(), ZoneId.of("UTC"));
    }

    private static Parsed read(String format, String line) {
        return Parsed.access(format, line);
    }
}

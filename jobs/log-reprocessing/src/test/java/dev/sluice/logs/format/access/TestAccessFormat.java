package dev.sluice.logs.format.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestAccessFormat {
    private static final String HEAD = "192.0.2.1 - - [10/Oct/2025:13:55:36 -0700] ";

    @Test
    void readsACombinedLine() {
        Parsed line = Parsed.access(
                "combined",
                "192.0.2.7 - frank [10/Oct/2025:13:55:36 -0700] \"GET /a?b=c HTTP/1.1\" 200 2326"
                        + " \"https://example.org/\" \"Mozilla/5.0 (X11)\"");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("client_ip")).isEqualTo("192.0.2.7");
        assertThat(line.at("ident")).isNull();
        assertThat(line.at("user")).isEqualTo("frank");
        assertThat(line.at("ts")).isEqualTo("2025-10-10T20:55:36Z");
        assertThat(line.at("method")).isEqualTo("GET");
        assertThat(line.at("path")).isEqualTo("/a?b=c");
        assertThat(line.at("protocol")).isEqualTo("HTTP/1.1");
        assertThat(line.at("request")).isNull();
        assertThat(line.at("status")).isEqualTo("200");
        assertThat(line.at("bytes")).isEqualTo("2326");
        assertThat(line.at("referer")).isEqualTo("https://example.org/");
        assertThat(line.at("user_agent")).isEqualTo("Mozilla/5.0 (X11)");
    }

    @Test
    void readsVirtualHostsAndTraffic() {
        Parsed vhost = Parsed.access(
                "vhost_combined", "www.example.org:443 " + HEAD + "\"GET / HTTP/2.0\" 304 180 \"-\" \"-\"");
        assertThat(vhost.at("vhost")).isEqualTo("www.example.org");
        assertThat(vhost.at("port")).isEqualTo("443");
        assertThat(vhost.at("bytes_out")).isEqualTo("180");
        Parsed traffic = Parsed.access("combinedio", HEAD + "\"GET / HTTP/2.0\" 304 - \"-\" \"-\" 77 180");
        assertThat(traffic.at("bytes")).isNull();
        assertThat(traffic.at("bytes_in")).isEqualTo("77");
        assertThat(traffic.error()).isEmpty();
    }

    @Test
    void readsNginxInItsOwnLanguage() {
        Parsed line = Parsed.access(
                """
                log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                  '$status $body_bytes_sent "$http_referer" "$http_user_agent" '
                  '"$http_x_forwarded_for" $request_time $upstream_cache_status';
                """,
                "2001:db8::1 - - [10/Oct/2025:13:55:36 +0000] \"POST /x HTTP/1.1\" 201 5 \"-\" \"curl\""
                        + " \"198.51.100.2\" 0.123 HIT");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("client_ip")).isEqualTo("2001:db8::1");
        assertThat(line.at("header_x_forwarded_for")).isEqualTo("198.51.100.2");
        assertThat(line.at("duration_us")).isEqualTo("123000");
        assertThat(line.at("upstream_cache_status")).isEqualTo("HIT");
    }

    @Test
    void readsTimesOfNginx() {
        assertThat(Parsed.access("$time_iso8601 $status", "2025-10-10T13:55:36+02:00 200")
                        .at("ts"))
                .isEqualTo("2025-10-10T11:55:36Z");
        assertThat(Parsed.access("$msec $status", "1760104536.250 200").at("ts"))
                .isEqualTo("2025-10-10T13:55:36.250Z");
    }

    @Test
    void resolvesEscapedQuotesAndUserNamesWithBlanks() {
        Parsed line = Parsed.access(
                "combined",
                "192.0.2.1 - jane doe [10/Oct/2025:13:55:36 +0000] \"GET /\\\"x\\\" HTTP/1.1\" 200 1 \"-\""
                        + " \"a \\\"quoted\\\" \\\\ caf\\xc3\\xa9\"");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("user")).isEqualTo("jane doe");
        assertThat(line.at("path")).isEqualTo("/\"x\"");
        assertThat(line.at("user_agent")).isEqualTo("a \"quoted\" \\ caf\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x16\\x03\\x01\\x02", "", "hello", "GET", "{\\\"id\\\": 1}", "\u0016\u0003\u0000"})
    void keepsARequestThatIsNone(String request) {
        Parsed line = Parsed.access("combined", HEAD + "\"" + request + "\" 400 226 \"-\" \"-\"");
        assertThat(line.at("method")).isNull();
        assertThat(line.at("path")).isNull();
        assertThat(line.at("request")).isEqualTo(request);
        assertThat(line.at("status")).isEqualTo("400");
        assertThat(line.error()).isEqualTo("BAD_REQUEST request 45");
    }

    @Test
    void readsOldAndOddRequests() {
        Parsed old = Parsed.access("common", HEAD + "\"GET /\" 200 1");
        assertThat(old.at("path")).isEqualTo("/");
        assertThat(old.at("protocol")).isNull();
        Parsed blanks = Parsed.access("common", HEAD + "\"GET /a b c HTTP/1.0\" 200 1");
        assertThat(blanks.at("path")).isEqualTo("/a b c");
        assertThat(Parsed.access("common", HEAD + "\"-\" 408 -").error()).isEmpty();
    }

    @Test
    void aBadFieldNullsThatFieldAndSaysSo() {
        Parsed line = Parsed.access("common", "192.0.2.1 - - [99/Oct/2025:13:55:36 +0000] \"GET / HTTP/1.1\" 2x0 12");
        assertThat(line.columns().rejected()).isFalse();
        assertThat(line.at("ts")).isNull();
        assertThat(line.at("status")).isNull();
        assertThat(line.at("bytes")).isEqualTo("12");
        assertThat(line.error()).isEqualTo("BAD_TIME ts 16");
        assertThat(Parsed.access("common", HEAD + "\"GET / HTTP/1.1\" 200 99999999999999999999")
                        .error())
                .startsWith("BAD_NUMBER bytes");
    }

    @Test
    void missingTrailingFieldsAreNull() {
        Parsed common = Parsed.access("combined", HEAD + "\"GET / HTTP/1.1\" 200 12");
        assertThat(common.at("bytes")).isEqualTo("12");
        assertThat(common.at("referer")).isNull();
        assertThat(common.error()).startsWith("MISSING_FIELDS referer");
        Parsed cut = Parsed.access("combined", HEAD + "\"GET /half");
        assertThat(cut.at("path")).isEqualTo("/half");
        assertThat(cut.error()).startsWith("MISSING_FIELDS status");
        Parsed long1 = Parsed.access("common", HEAD + "\"GET / HTTP/1.1\" 200 12");
        assertThat(long1.error()).isEmpty();
    }

    @Test
    void textBehindTheLastFieldIsTold() {
        Parsed line = Parsed.access("combined", HEAD + "\"GET / HTTP/1.1\" 200 12 \"-\" \"ua\" \"198.51.100.1\"");
        assertThat(line.at("user_agent")).isEqualTo("ua");
        assertThat(line.error()).startsWith("TRAILING_TEXT null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "hello world",
                "java.lang.Error: at [x",
                "[2025-10-10 13:55:36,437] INFO [Main 0]: started (example.Main)",
                "\u0000\u0000\u0000",
                "192.0.2.1 - -"
            })
    void aLineWithoutItsTimeIsNoRow(String line) {
        Parsed parsed = Parsed.access("combined", line);
        assertThat(parsed.columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void survivesBytesThatAreNoText() {
        byte[] line = (HEAD + "\"GET /caf\u00e9 HTTP/1.1\" 200 1").getBytes(StandardCharsets.ISO_8859_1);
        Parsed parsed = Parsed.of(Formats.of("common", Optional.empty(), ZoneId.of("UTC")), line);
        assertThat(parsed.at("status")).isEqualTo("200");
    }

    @Test
    void fillsOnlyWhatIsWanted() {
        LineFormat format = Formats.of("combined", Optional.empty(), ZoneId.of("UTC"));
        StructType wanted = new StructType().add("status", "int");
        Columns columns = new Columns(wanted);
        columns.clear(0);
        byte[] line = (HEAD + "\"junk\" 200 x \"-\" \"-\"").getBytes(StandardCharsets.UTF_8);
        format.parser(wanted).parse(line, 0, line.length, columns);
        assertThat(columns.column(0).getInt(0)).isEqualTo(200);
        assertThat(columns.hasProblem()).isFalse();
    }

    @Test
    void twoDirectivesOfOneColumnGetTwoNames() {
        Parsed line = Parsed.access("%h %a [%{%Y-%m-%dT%H:%M:%S}t] %{X-Id}i %D", "a b [2025-01-02T03:04:05] c 17");
        assertThat(line.at("client_ip")).isEqualTo("a");
        assertThat(line.at("client_ip_2")).isEqualTo("b");
        assertThat(line.at("header_x_id")).isEqualTo("c");
        assertThat(line.at("duration_us")).isEqualTo("17");
        assertThat(line.at("ts")).isEqualTo("2025-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"combnied", "%h%l", "%h %{x", "%Z", "%h %{%Q}t", "%", "log_format x escape=json '$status';"})
    void refusesWhatItCannotCompile(String format) {
        LineFormat[] none = new LineFormat[1];
        assertThatThrownBy(() -> {
                    none[0] = Formats.of(format, Optional.empty(), ZoneId.of("UTC"));
                    none[0].parser(none[0].columns());
                })
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot use ");
    }

    @Test
    void namesTheFormatThatWasMeant() {
        assertThatThrownBy(() -> Formats.of("nginx-eror", Optional.empty(), ZoneId.of("UTC")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("apache-error, nginx-error")
                .hasMessageContaining("did you mean \"nginx-error\"?");
    }
}

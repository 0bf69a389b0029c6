package dev.sluice.logs.format.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of doc.traefik.io/traefik/observability/access-logs and of what logger_formatters_test.go expects. */
class TestTraefikFormat extends LineFormatContract {
    /** logger_formatters_test.go, "all data". */
    private static final String WHOLE = "10.0.0.1 - Client [10/Nov/2009:23:00:00 +0000] \"GET /foo http\" 123 132"
            + " \"referer\" \"agent\" - \"foo\" \"http://10.0.0.2/toto\" 123000ms";

    /** logger_formatters_test.go, where most is missing. */
    private static final String EMPTY =
            "10.0.0.1 - Client [10/Nov/2009:23:00:00 +0000] \"GET /foo http\" - - \"-\" \"-\" 0 \"-\" \"-\" 123000ms";

    private static final String ODD = "2001:db8::7 - - [25/Aug/2024:04:34:37 +0200] \"\" 400 19"
            + " \"-\" \"C:\\x41\\\" 7 \"app-router@docker\" \"http://10.0.1.15:3000\" 0ms";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.ofHours(-9));

    @Override
    protected LineFormat format() {
        return TraefikFormat.of(ZoneId.of("UTC"));
    }

    @Override
    protected List<String> lines() {
        return List.of(
                WHOLE,
                EMPTY,
                ODD,
                WHOLE.replace("GET /foo http", "GET /foo HTTP/1.1").replace(" - \"foo\"", " 5 \"foo\""));
    }

    @Test
    void readsALineWithAllData() {
        Parsed line = read(WHOLE.replace("/foo http", "/foo?a=b HTTP/2.0"));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("client_ip")).isEqualTo("10.0.0.1");
        assertThat(line.at("user")).isEqualTo("Client");
        assertThat(line.at("ts")).isEqualTo("2009-11-10T23:00:00Z");
        assertThat(line.at("method")).isEqualTo("GET");
        assertThat(line.at("path")).isEqualTo("/foo?a=b");
        assertThat(line.at("protocol")).isEqualTo("HTTP/2.0");
        assertThat(line.at("status")).isEqualTo("123");
        assertThat(line.at("bytes")).isEqualTo("132");
        assertThat(line.at("referer")).isEqualTo("referer");
        assertThat(line.at("user_agent")).isEqualTo("agent");
        assertThat(line.at("request_count")).isNull();
        assertThat(line.at("router")).isEqualTo("foo");
        assertThat(line.at("service_url")).isEqualTo("http://10.0.0.2/toto");
        assertThat(line.at("duration_us")).isEqualTo("123000000");
    }

    @Test
    void whatIsMissingIsNull() {
        Parsed line = read(EMPTY);
        assertThat(line.error()).isEmpty();
        assertThat(List.of("status", "bytes", "referer", "user_agent", "router", "service_url"))
                .allMatch(name -> line.at(name) == null);
        assertThat(line.at("request_count")).isEqualTo("0");
    }

    @Test
    void aBackslashIsNoEscape() {
        Parsed line = read(ODD);
        assertThat(line.error()).startsWith("BAD_REQUEST request ");
        assertThat(line.at("user_agent")).isEqualTo("C:\\x41\\");
        assertThat(line.at("router")).isEqualTo("app-router@docker");
        assertThat(line.at("ts")).isEqualTo("2024-08-25T02:34:37Z");
    }

    @ParameterizedTest
    @CsvSource({
        "' 123 132', ' 1x3 132', BAD_NUMBER status 64",
        "23:00:00, 25:00:00, BAD_TIME ts 20",
        "123000ms, 12.5.1ms, BAD_NUMBER duration_us 121",
        "123000ms, 123000ms more, TRAILING_TEXT null 129",
        "' 123000ms', '', MISSING_FIELDS duration_us 120",
        "123000ms, 123000, MISSING_FIELDS duration_us 127"
    })
    void tellsWhatIsWrong(String from, String into, String error) {
        assertThat(read(WHOLE.replace(from, into)).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello world",
                "10.0.0.1 - Client [yesterday] \"GET /foo http\" 123",
                "time=\"2024-08-25T04:34:37Z\" level=info msg=\"Configuration loaded\"",
                "979992041.366 502 192.168.1.160 TCP_IMS_HIT/304 216 GET http://example.com/ - NONE/- text/html"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(8);
        for (int i = 0; i < 4_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            List<String> words = random.ints(6, 0, 1 << 20)
                    .mapToObj(word -> word % 9 == 0 ? "-" : Integer.toString(word, 36) + "\\")
                    .toList();
            int status = random.nextInt(600);
            long bytes = random.nextLong(1L << 40);
            int count = random.nextInt(1 << 30);
            int millis = random.nextInt(1 << 20);
            String line = words.get(0) + " - " + words.get(1) + " [" + TIME.format(time) + "] \"PUT /" + words.get(2)
                    + " HTTP/1.1\" " + status + " " + bytes + " \"" + words.get(3) + "\" \"" + words.get(4) + "\" "
                    + count + " \"" + words.get(5) + "\" \"http://h\" " + millis + "ms";
            Parsed parsed = read(line);
            assertThat(parsed.error()).as(line).isEmpty();
            assertThat(List.of("ts", "path", "status", "bytes", "request_count", "service_url", "duration_us").stream()
                            .map(parsed::at))
                    .containsExactly(
                            time.toString(),
                            "/" + words.get(2),
                            Integer.toString(status),
                            Long.toString(bytes),
                            Integer.toString(count),
                            "http://h",
                            Long.toString(millis * 1_000L));
            assertThat(List.of("client_ip", "user", "referer", "user_agent", "router").stream()
                            .map(parsed::at))
                    .as(line)
                    .containsExactly(
                            orNull(words.get(0)),
                            orNull(words.get(1)),
                            orNull(words.get(3)),
                            orNull(words.get(4)),
                            orNull(words.get(5)));
        }
    }

    private static String orNull(String word) {
        return word.equals("-") ? null : word;
    }

    private static Parsed read(String line) {
        return Parsed.access("traefik", line);
    }
}

package dev.sluice.logs.format.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.Parsed;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are broken or foreign, and lines that were made up at random. */
class TestHaproxyDamage {
    private static final String HTTP =
            "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750"
                    + " - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} \"GET /index.html HTTP/1.1\"";
    private static final String TCP =
            "10.0.1.2:33313 [06/Feb/2009:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ENGLISH);

    @ParameterizedTest
    @CsvSource({
        "06/Feb/2009, 31/Feb/2009, BAD_TIME ts 17",
        "06/Feb/2009, 06/Foo/2009, BAD_TIME ts 17",
        "12:14:14.655, 12:60:14.655, BAD_TIME ts 17",
        "12:14:14.655, 24:00:00.000, BAD_TIME ts 17",
        "12:14:14.655, 12:14:14.65, BAD_TIME ts 17",
        "12:14:14.655, 12:14:14.6x5, BAD_TIME ts 17",
        "10/0/30/69/109, x/0/30/69/109, BAD_NUMBER request_us 63",
        "10/0/30/69/109, 10/0//69/109, BAD_NUMBER connect_us 68",
        "10/0/30/69/109, 10/0/30/69/+, BAD_NUMBER duration_us 75",
        "' 200 ', ' 2x0 ', BAD_NUMBER status 78",
        "' 2750 ', ' 27-50 ', BAD_NUMBER bytes 82",
        "1/1/1/1/0, 1/1/1/1, BAD_NUMBER actconn 96",
        "1/1/1/1/0, 1/1/x/1/0, BAD_NUMBER beconn 100",
        "1/1/1/1/0, 1/1/1/1/x, BAD_NUMBER retries 104",
        "' 0/0 ', ' 0 ', BAD_NUMBER server_queue 106",
        "GET /index.html HTTP/1.1, <BADREQ>, BAD_REQUEST request 123",
        "HTTP/1.1\", HTTP/1., MISSING_FIELDS request 146",
        "\"GET /index.html HTTP/1.1\", '', MISSING_FIELDS request 122",
        "{}, {, MISSING_FIELDS request_headers 147",
        "HTTP/1.1\", HTTP/1.1\" 0/0/0/0/0, MISSING_FIELDS sni 158",
        "HTTP/1.1\", HTTP/1.1\" x, TRAILING_TEXT null 149",
        "HTTP/1.1\", HTTP/1.1\" 0/0/0/0/0 a/b/c d, TRAILING_TEXT null 165",
        "HTTP/1.1\", HTTP/1.1\" 0/0/0/0/2 a/b/c, BAD_NUMBER ssl_resumed 157",
        "HTTP/1.1\", HTTP/1.1\" x/0/0/0/0 a/b/c, BAD_NUMBER connection_error 149",
        "HTTP/1.1\", HTTP/1.1\" 0/0/0/0/0 a/b, TRAILING_TEXT null 159"
    })
    void tellsWhatIsWrong(String from, String into, String error) {
        Parsed line = Reading.read(HTTP.replace(from, into));
        assertThat(line.columns().rejected()).isFalse();
        assertThat(line.error()).isEqualTo(error);
        assertThat(line.at("client_ip")).isEqualTo("10.0.1.2");
    }

    @ParameterizedTest
    @CsvSource({
        "10/0/30/69/109, MISSING_FIELDS status 77",
        "' 200', MISSING_FIELDS bytes 81",
        "' 2750', MISSING_FIELDS request_cookie 86",
        "' 2750 -', MISSING_FIELDS response_cookie 88",
        "' 2750 - -', MISSING_FIELDS termination_state 90",
        "' ----', MISSING_FIELDS actconn 95",
        "1/1/1/1/0, MISSING_FIELDS server_queue 105"
    })
    void aLineThatEndsEarlySaysWhere(String last, String error) {
        Parsed line = Reading.read(HTTP.substring(0, HTTP.indexOf(last) + last.length()));
        assertThat(line.error()).isEqualTo(error);
        assertThat(line.at("request_us")).isEqualTo("10000");
    }

    @Test
    void aTcpLineHasNothingBehindItsQueues() {
        assertThat(Reading.read(TCP + " {a}").error()).isEqualTo("TRAILING_TEXT null 86");
        assertThat(Reading.read(TCP.substring(0, TCP.indexOf(" 0/0/0/0/3"))).error())
                .isEqualTo("MISSING_FIELDS actconn 71");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello world",
                "10.0.1.2:33317",
                "10.0.1.2:33317 [06/Feb/2009:12:14:14.655]",
                "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in",
                "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1",
                "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 1/2/3/4 200 2750",
                "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static 10/0/30/69/109 200 2750",
                "10.0.1.2 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750",
                ":33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750",
                "10.0.1.2:99999999999 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750",
                "Connect from 10.0.1.2:33312 to nowhere (www/HTTP)",
                "10.0.1.2:a [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750",
                "10.0.1.2:33317 06/Feb/2009:12:14:14.655 http-in static/srv1 10/0/30/69/109 200 2750",
                "10.0.1.2:33317 [2009-02-06 12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750",
                "Feb  6 12:12:56 localhost haproxy[14387]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] a log-format of my own",
                "Feb  6 12:12:56 localhost sshd[14387]: Server listening on 0.0.0.0 port 22.",
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326",
                "Connect from here to there",
                "[WARNING] 221/013536 (213) : Server static/static is DOWN, reason: Layer4 connection problem"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(Reading.read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            boolean http = random.nextBoolean();
            List<String> expected = new ArrayList<>();
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    random.nextInt(Integer.MAX_VALUE), random.nextInt(1000) * 1_000_000, ZoneOffset.UTC);
            int port = random.nextInt(65_536);
            StringBuilder line = new StringBuilder("192.0.2.7:" + port + " [" + DATE.format(time) + "] fe be/s");
            String[] timers = http
                    ? new String[] {"request_us", "queue_us", "connect_us", "response_us", "duration_us"}
                    : new String[] {"queue_us", "connect_us", "duration_us"};
            for (int k = 0; k < timers.length; k++) {
                int millis = random.nextInt(100_000) - 1;
                line.append(k == 0 ? " " : "/").append(millis);
                expected.add(timers[k] + "=" + (millis < 0 ? null : Long.toString(millis * 1000L)));
            }
            if (http) {
                add(line, expected, " ", "status", 100 + random.nextInt(500));
            }
            add(line, expected, " ", "bytes", random.nextLong(1L << 50));
            line.append(http ? " - -" : "").append(http ? " ----" : " --");
            addConnections(line, expected, random);
            String path = "/" + Integer.toString(random.nextInt(1 << 28), 36) + "?a b";
            line.append(http ? " \"POST " + path + " HTTP/1.1\"" : "");
            Parsed parsed = Reading.read(line.toString());
            assertThat(parsed.error()).as(line.toString()).isEmpty();
            assertThat(LocalDateTime.ofInstant(java.time.Instant.parse(parsed.at("ts")), ZoneOffset.UTC))
                    .isEqualTo(time);
            assertThat(parsed.at("client_port")).isEqualTo(Integer.toString(port));
            assertThat(parsed.at("path")).isEqualTo(http ? path : null);
            assertThat(expected.stream()
                            .map(pair -> pair.substring(0, pair.indexOf('=')) + "="
                                    + parsed.at(pair.substring(0, pair.indexOf('=')))))
                    .containsExactlyElementsOf(expected);
        }
    }

    private static void addConnections(StringBuilder line, List<String> expected, Random random) {
        String between = " ";
        for (String name : List.of("actconn", "feconn", "beconn", "srv_conn", "retries")) {
            add(line, expected, between, name, random.nextInt(1 << 20));
            between = "/";
        }
        add(line, expected, " ", "server_queue", random.nextInt(1000));
        add(line, expected, "/", "backend_queue", random.nextInt(1000));
    }

    private static void add(StringBuilder line, List<String> expected, String before, String name, long value) {
        line.append(before).append(value);
        expected.add(name + "=" + value);
    }
}

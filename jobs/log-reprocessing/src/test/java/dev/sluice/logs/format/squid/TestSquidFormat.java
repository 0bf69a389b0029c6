package dev.sluice.logs.format.squid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Field names as in wiki.squid-cache.org/Features/LogFormat. */
class TestSquidFormat extends LineFormatContract {
    /** From the manual page of Lire's squid_access2dlf. */
    private static final String HIT =
            "979992041.366 502 192.168.1.160 TCP_IMS_HIT/304 216 GET http://example.com/home2.html"
                    + " - NONE/- text/html";

    /** From Wessels, Squid: The Definitive Guide, 13.2, where elapsed is padded as FormatSquidNative.cc does. */
    private static final String MISS = "1066037222.011  19120 12.83.179.11 TCP_MISS/200 359 GET"
            + " http://ads.x10.com/720x300/Z2FtZ3JlZXRpbmcxLmRhd/7/AMG - DIRECT/63.211.210.20 text/html";

    private static final String TUNNEL = "1286536309.586    921 2001:db8::7 TCP_TUNNEL/200 507 CONNECT example.org:443"
            + " j%20doe HIER_DIRECT/2001:db8::1 - [User-Agent: curl/8\\r\\nHost: example.org%5b%5d\\r\\n] [HTTP/1.1 200"
            + " OK\\r\\n]";
    private static final List<String> FIELDS = List.of(
            "ts",
            "duration_us",
            "client_ip",
            "result_code",
            "status",
            "bytes_out",
            "method",
            "url",
            "user",
            "hierarchy_code",
            "peer",
            "content_type");

    @Override
    protected LineFormat format() {
        return new SquidFormat();
    }

    @Override
    protected List<String> lines() {
        return List.of(HIT, MISS, TUNNEL);
    }

    @Test
    void readsANativeLine() {
        Parsed line = read(MISS);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2003-10-13T09:27:02.011Z");
        assertThat(line.at("duration_us")).isEqualTo("19120000");
        assertThat(line.at("client_ip")).isEqualTo("12.83.179.11");
        assertThat(line.at("result_code")).isEqualTo("TCP_MISS");
        assertThat(line.at("status")).isEqualTo("200");
        assertThat(line.at("bytes_out")).isEqualTo("359");
        assertThat(line.at("method")).isEqualTo("GET");
        assertThat(line.at("url")).isEqualTo("http://ads.x10.com/720x300/Z2FtZ3JlZXRpbmcxLmRhd/7/AMG");
        assertThat(line.at("user")).isNull();
        assertThat(line.at("hierarchy_code")).isEqualTo("DIRECT");
        assertThat(line.at("peer")).isEqualTo("63.211.210.20");
        assertThat(line.at("content_type")).isEqualTo("text/html");
        assertThat(line.at("request_headers")).isNull();
    }

    @Test
    void aHitHasNoPeer() {
        Parsed line = read(HIT);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2001-01-20T12:00:41.366Z");
        assertThat(line.at("hierarchy_code")).isEqualTo("NONE");
        assertThat(line.at("peer")).isNull();
    }

    @Test
    void readsTheHeadersOfLogMimeHdrs() {
        Parsed line = read(TUNNEL);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("url")).isEqualTo("example.org:443");
        assertThat(line.at("user")).isEqualTo("j%20doe");
        assertThat(line.at("peer")).isEqualTo("2001:db8::1");
        assertThat(line.at("content_type")).isNull();
        assertThat(line.at("request_headers")).isEqualTo("User-Agent: curl/8\\r\\nHost: example.org%5b%5d\\r\\n");
        assertThat(line.at("response_headers")).isEqualTo("HTTP/1.1 200 OK\\r\\n");
    }

    @ParameterizedTest
    @CsvSource({
        "' 502 ', ' 5x2 ', BAD_NUMBER duration_us 15",
        "/304 , /3x4 , BAD_NUMBER status 45",
        "/304 , /99999999999 , BAD_NUMBER status 45",
        "/304 , ' ', BAD_NUMBER status 44",
        "' 216 ', ' 2.5 ', BAD_NUMBER bytes_out 49",
        "979992041.366, yesterday, BAD_TIME ts 1",
        "text/html, text/html more, TRAILING_TEXT null 106",
        "text/html, text/html [a], ''",
        "text/html, text/html [a, MISSING_FIELDS request_headers 108",
        "text/html, text/html [a] [b, MISSING_FIELDS response_headers 112",
        "text/html, text/html [a] [b] c, TRAILING_TEXT null 113",
        "' text/html', '', MISSING_FIELDS content_type 95",
        "' NONE/- text/html', '', MISSING_FIELDS hierarchy_code 88",
        "' 216 GET http://example.com/home2.html - NONE/- text/html', '', MISSING_FIELDS bytes_out 48"
    })
    void tellsWhatIsWrong(String from, String into, String error) {
        assertThat(read(HIT.replace(from, into)).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello world",
                "979992041.366 502 192.168.1.160",
                "979992041.366 502 192.168.1.160 TCP_MISS",
                "never 502 192.168.1.160 TCP_IMS_HIT/304 216 GET http://example.com/home2.html - NONE/-",
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(7);
        for (int i = 0; i < 4_000; i++) {
            long millis = random.nextLong(4_000_000_000_000L);
            long elapsed = random.nextInt(10_000_000);
            int status = random.nextInt(600);
            List<String> words = random.ints(8, 0, 1 << 20)
                    .mapToObj(word -> word % 9 == 0 ? "-" : Integer.toString(word, 36))
                    .toList();
            String places = "%s TCP_%s/" + status + " " + millis + " %s http://%s/ %s HIER_%s/%s %s";
            String line = String.format("%9d.%03d %6d ", millis / 1000, millis % 1000, elapsed)
                    + String.format(places, words.toArray());
            Parsed parsed = read(line);
            assertThat(parsed.error()).isEmpty();
            assertThat(FIELDS.stream().map(parsed::at))
                    .as(line)
                    .containsExactly(
                            Instant.ofEpochMilli(millis).toString(),
                            Long.toString(elapsed * 1000),
                            orNull(words.get(0)),
                            "TCP_" + words.get(1),
                            Integer.toString(status),
                            Long.toString(millis),
                            orNull(words.get(2)),
                            "http://" + words.get(3) + "/",
                            orNull(words.get(4)),
                            "HIER_" + words.get(5),
                            orNull(words.get(6)),
                            orNull(words.get(7)));
        }
    }

    private static String orNull(String word) {
        return word.equals("-") ? null : word;
    }

    private static Parsed read(String line) {
        return Parsed.access("squid", line);
    }
}

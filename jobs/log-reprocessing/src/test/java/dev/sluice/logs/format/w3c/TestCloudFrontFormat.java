package dev.sluice.logs.format.w3c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of "Standard logging reference" in Amazon CloudFront's Developer Guide, unless a comment says otherwise. */
class TestCloudFrontFormat extends LineFormatContract {
    private static final String HIT = "2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net"
            + "\t/index.html\t200\t-\tMozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)\t-\t-\tHit"
            + "\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\td111111abcdef8.cloudfront.net\thttps\t23\t0.001"
            + "\t-\tTLSv1.2\tECDHE-RSA-AES128-GCM-SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-";

    /** Of an older version of the guide, with 26 fields. */
    private static final String OLD_FIELDS = "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host)"
            + " cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type"
            + " x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher"
            + " x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields";

    private static final String OLD = "2014-05-23\t01:13:11\tFRA2\t182\t192.0.2.202\tGET\td111111abcdef8.cloudfront.net"
            + "\t/soundtrack/happy.mp3\t304\twww.unknownsingers.com\tMozilla/4.0%20(compatible;%20MSIE%207.0)\ta=b&c=d"
            + "\tzip=50158\tHit\txGN7KWpVEmB9Dp7ctcVFQC4E\td111111abcdef8.cloudfront.net\thttp\t-\t0.002\t-\t-\t-\tHit"
            + "\tHTTP/1.1\t-\t-";

    private static final String ALL = "#Fields: date\ttime x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem"
            + " sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id"
            + " x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher"
            + " x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte"
            + " x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end s-ip c-ip-version"
            + " c-country asn cs-accept-encoding cs-accept cache-behavior-path-pattern cs-headers cs-header-names"
            + " cs-headers-count origin-fbl origin-lbl DistributionId";

    @Override
    protected LineFormat format() {
        return Reading.of(W3cFormat.cloudfront(), ALL);
    }

    @Override
    protected List<String> lines() {
        return List.of(
                HIT + "\t192.0.2.1\tIPv4\tDE\t65001\tgzip\t*/*\t*\tHost:a%0A\tHost%0A\t1\t0.050\t0.060\tE1",
                ("2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td1.cloudfront.net\t/\t206\thttp://r/%20x\ta%2520b%zz\tq=1"
                        + "\tc=1\tMiss\tid\th\thttps\t23\t1.5\t203.0.113.7\tTLSv1.3\tx\tMiss\tHTTP/3.0\tProcessed\t2\t1\t0.5"
                        + "\tMiss\ttext/html\t78\t0\t77\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-"));
    }

    @Test
    void readsAStandardLine() {
        List<String> expected = List.of(
                "ts=2019-12-04T21:02:31Z",
                "edge_location=LAX1",
                "bytes_out=392",
                "client_ip=192.0.2.100",
                "method=GET",
                "domain_name=d111111abcdef8.cloudfront.net",
                "path=/index.html",
                "status=200",
                "user_agent=Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
                "result_type=Hit",
                "request_id=SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==",
                "vhost=d111111abcdef8.cloudfront.net",
                "scheme=https",
                "bytes_in=23",
                "duration_us=1000",
                "ssl_protocol=TLSv1.2",
                "ssl_cipher=ECDHE-RSA-AES128-GCM-SHA256",
                "response_result_type=Hit",
                "protocol=HTTP/2.0",
                "client_port=11040",
                "first_byte_us=1000",
                "detailed_result_type=Hit",
                "content_type=text/html",
                "content_length=78");
        assertThat(Reading.of(W3cFormat.cloudfront()).fields(HIT)).isEqualTo(expected);
        assertThat(Reading.of(W3cFormat.cloudfront(), "#Version: 1.0").fields(HIT))
                .isEqualTo(expected);
    }

    @Test
    void readsAnOlderLineByItsDirective() {
        assertThat(Reading.of(W3cFormat.cloudfront(), OLD_FIELDS).fields(OLD))
                .containsExactly(
                        "ts=2014-05-23T01:13:11Z",
                        "edge_location=FRA2",
                        "bytes_out=182",
                        "client_ip=192.0.2.202",
                        "method=GET",
                        "domain_name=d111111abcdef8.cloudfront.net",
                        "path=/soundtrack/happy.mp3",
                        "status=304",
                        "referer=www.unknownsingers.com",
                        "user_agent=Mozilla/4.0 (compatible; MSIE 7.0)",
                        "query=a=b&c=d",
                        "cookie=zip=50158",
                        "result_type=Hit",
                        "request_id=xGN7KWpVEmB9Dp7ctcVFQC4E",
                        "vhost=d111111abcdef8.cloudfront.net",
                        "scheme=http",
                        "duration_us=2000",
                        "response_result_type=Hit",
                        "protocol=HTTP/1.1");
        assertThat(Reading.of(W3cFormat.cloudfront()).read(OLD).error()).startsWith("MISSING_FIELDS client_port");
    }

    @Test
    void aUserAgentIsDecodedOnce() {
        Parsed line = Reading.of(W3cFormat.cloudfront(), ALL).read(lines().get(1));
        assertThat(line.at("user_agent")).isEqualTo("a%20b%zz");
        assertThat(line.at("referer")).isEqualTo("http://r/%20x");
        assertThat(line.at("duration_us")).isEqualTo("1500000");
        assertThat(line.at("range_end")).isEqualTo("77");
    }

    @Test
    void unknownFieldsAreExtra() {
        assertThat(Reading.of(W3cFormat.cloudfront(), ALL).read(lines().get(0)).at("extra"))
                .isEqualTo("{\"DistributionId\":\"E1\"}");
    }

    /** Fields of "Real-time logs" in the guide. */
    @Test
    void readsRealTimeLines() {
        LineFormat format = Formats.of(
                "cloudfront-realtime timestamp c-ip time-to-first-byte sc-status cs-uri-stem cs-user-agent asn x-new",
                Optional.empty(),
                ZoneId.of("UTC"));
        assertThat(Reading.of(format).fields("1733346151.123\t192.0.2.1\t0.017\t200\t/a\tcurl/8%20x\t65001\ty"))
                .containsExactly(
                        "ts=2024-12-04T21:02:31.123Z",
                        "client_ip=192.0.2.1",
                        "path=/a",
                        "status=200",
                        "user_agent=curl/8 x",
                        "first_byte_us=17000",
                        "asn=65001",
                        "extra={\"x-new\":\"y\"}");
        assertThat(Reading.of(format)
                        .read("x\t192.0.2.1\t0.017\t200\t/a\tcurl\t1\ty")
                        .error())
                .isEqualTo("BAD_TIME ts 1");
        assertThat(Reading.of(format).read("x\t192.0.2.1").columns().rejectCode())
                .isEqualTo("NOT_IN_FORMAT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudfront-realtime", "cloudfront-realtime  ", "cloudfront-realtime c-ip c-ip"})
    void realTimeFieldsAreThereAndOnce(String format) {
        assertThatThrownBy(() -> Formats.of(format, Optional.empty(), ZoneId.of("UTC")))
                .hasMessageStartingWith("Cannot use format: cloudfront-realtime");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2019-12-04 21:02:31 LAX1 392 192.0.2.100 GET d111111abcdef8.cloudfront.net /index.html 200",
                "2019-12-04",
                "a\tb\tc"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(Reading.of(W3cFormat.cloudfront()).read(line).columns().rejectCode())
                .isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(9);
        List<String> names =
                List.of("date", "time", "sc-status", "c-ip", "sc-bytes", "time-taken", "cs(User-Agent)", "x-a");
        for (int i = 0; i < 3_000; i++) {
            List<String> order = new ArrayList<>(names);
            java.util.Collections.shuffle(order, random);
            Instant moment =
                    Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)).truncatedTo(ChronoUnit.SECONDS);
            int status = random.nextInt(1000);
            long bytes = random.nextLong(1L << 60);
            int millis = random.nextInt(1_000_000);
            String word = "w" + Integer.toString(random.nextInt(1 << 20), 36);
            boolean iis = random.nextBoolean();
            List<String> values = order.stream()
                    .map(name -> switch (name) {
                        case "date" -> moment.toString().substring(0, 10);
                        case "time" -> moment.toString().substring(11, 19);
                        case "sc-status" -> Integer.toString(status);
                        case "sc-bytes" -> Long.toString(bytes);
                        case "time-taken" ->
                            iis ? Integer.toString(millis) : millis / 1000 + "." + String.format("%03d", millis % 1000);
                        case "cs(User-Agent)" -> iis ? word + "+;+" + word : word + "%20;%20" + word;
                        default -> name + word;
                    })
                    .toList();
            Reading reading =
                    Reading.of(iis ? W3cFormat.w3c() : W3cFormat.cloudfront(), "#Fields: " + String.join(" ", order));
            Parsed line = reading.read(String.join(iis ? " " : "\t", values));
            assertThat(line.error()).isEmpty();
            assertThat(line.at("ts")).isEqualTo(moment.toString());
            assertThat(line.at("status")).isEqualTo(Integer.toString(status));
            assertThat(line.at("bytes_out")).isEqualTo(Long.toString(bytes));
            assertThat(line.at("duration_us")).isEqualTo(Long.toString(millis * 1000L));
            assertThat(line.at("user_agent")).isEqualTo(word + " ; " + word);
            assertThat(line.at("client_ip")).isEqualTo("c-ip" + word);
            assertThat(line.at("extra")).isEqualTo("{\"x-a\":\"x-a" + word + "\"}");
        }
    }
}

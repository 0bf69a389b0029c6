package dev.sluice.logs.format.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the parts is that of ngx_log_error_core and ngx_http_log_error_handler in nginx's source. */
class TestNginxErrorFormat extends LineFormatContract {
    /** From Aivaliotis, Mastering NGINX, Error log file formats. */
    private static final String HTTP =
            "2012/10/14 18:50:34 [error] 2632#0: *1 open() \"/opt/nginx/html/blog\" failed (2: No"
                    + " such file or directory), client: 127.0.0.1, server: www.example.com, request: \"GET /blog HTTP/1.0\","
                    + " host: \"www.example.com\"";

    /** As the one before. */
    private static final String NOTICE = "2012/10/14 18:56:41 [notice] 2761#0: using inherited sockets from \"6;\"";

    private static final String UPSTREAM = "2024/04/27 14:35:22 [error] 12345#12346: *678901 upstream timed out (110:"
            + " Connection timed out) while reading response header from upstream, client: 2001:db8::1, server: ,"
            + " request: \"junk\", subrequest: \"/auth\", upstream: \"fastcgi://unix:/run/php.sock:\","
            + " host: \"example.com:8080\", referrer: \"http://example.com/a, host: b\"";

    /** A UDP client as ngx_stream_proxy_log_error writes it. */
    private static final String STREAM =
            "2023/08/18 03:37:01 [error] 23#23: *5342 upstream timed out (110: Connection timed"
                    + " out) while proxying connection, udp client: 10.1.1.100, server: 0.0.0.0:53, upstream:"
                    + " \"10.1.1.110:53\", bytes from/to client:51/1, bytes from/to upstream:2/53";

    /** As ngx_mail_log_error and nginx's mail proxy write it. */
    private static final String MAIL =
            "2023/08/18 03:37:01 [info] 23#23: *7 client logged in, client: 192.0.2.1, server:"
                    + " 0.0.0.0:143, login: \"jane\", upstream: 10.0.0.2:143";

    @Override
    protected LineFormat format() {
        return new NginxErrorFormat(ZoneId.of("UTC"));
    }

    @Override
    protected List<String> lines() {
        return List.of(HTTP, NOTICE, UPSTREAM, STREAM, MAIL);
    }

    @Test
    void readsALineOfARequest() {
        Parsed line = read(HTTP);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2012-10-14T18:50:34Z");
        assertThat(line.at("level")).isEqualTo("error");
        assertThat(line.at("pid")).isEqualTo("2632");
        assertThat(line.at("tid")).isEqualTo("0");
        assertThat(line.at("connection")).isEqualTo("1");
        assertThat(line.at("message"))
                .isEqualTo("open() \"/opt/nginx/html/blog\" failed (2: No such file or directory)");
        assertThat(line.at("client_ip")).isEqualTo("127.0.0.1");
        assertThat(line.at("server_name")).isEqualTo("www.example.com");
        assertThat(line.at("method")).isEqualTo("GET");
        assertThat(line.at("path")).isEqualTo("/blog");
        assertThat(line.at("protocol")).isEqualTo("HTTP/1.0");
        assertThat(line.at("request")).isNull();
        assertThat(line.at("vhost")).isEqualTo("www.example.com");
        assertThat(line.at("referer")).isNull();
    }

    @Test
    void readsALineOfNoConnection() {
        Parsed line = read(NOTICE);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("level")).isEqualTo("notice");
        assertThat(line.at("connection")).isNull();
        assertThat(line.at("message")).isEqualTo("using inherited sockets from \"6;\"");
        assertThat(line.at("client_ip")).isNull();
    }

    @Test
    void readsEveryPartOfHttp() {
        Parsed line = read(UPSTREAM);
        assertThat(line.error()).isEqualTo("BAD_REQUEST request 183");
        assertThat(line.at("tid")).isEqualTo("12346");
        assertThat(line.at("client_ip")).isEqualTo("2001:db8::1");
        assertThat(line.at("server_name")).isNull();
        assertThat(line.at("request")).isEqualTo("junk");
        assertThat(line.at("subrequest")).isEqualTo("/auth");
        assertThat(line.at("upstream")).isEqualTo("fastcgi://unix:/run/php.sock:");
        assertThat(line.at("vhost")).isEqualTo("example.com:8080");
        assertThat(line.at("referer")).isEqualTo("http://example.com/a, host: b");
    }

    @Test
    void readsStreamsAndMail() {
        Parsed stream = read(STREAM);
        assertThat(stream.error()).isEmpty();
        assertThat(stream.at("client_ip")).isEqualTo("10.1.1.100");
        assertThat(stream.at("server_name")).isEqualTo("0.0.0.0:53");
        assertThat(stream.at("upstream")).isEqualTo("10.1.1.110:53");
        assertThat(stream.at("bytes_in")).isEqualTo("51");
        assertThat(stream.at("bytes_out")).isEqualTo("1");
        assertThat(stream.at("upstream_bytes_received")).isEqualTo("2");
        assertThat(stream.at("upstream_bytes_sent")).isEqualTo("53");
        Parsed mail = read(MAIL);
        assertThat(mail.error()).isEmpty();
        assertThat(mail.at("message")).isEqualTo("client logged in");
        assertThat(mail.at("user")).isEqualTo("jane");
        assertThat(mail.at("upstream")).isEqualTo("10.0.0.2:143");
    }

    @Test
    void aMessageThatHoldsNamesStaysWhole() {
        String forged = "open() \"/a, client: 192.0.2.66, server: x, request: \"GET /\" failed";
        Parsed line = read(HTTP.replace("open() \"/opt/nginx/html/blog\" failed", forged));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("message")).isEqualTo(forged + " (2: No such file or directory)");
        assertThat(line.at("client_ip")).isEqualTo("127.0.0.1");
        assertThat(line.at("server_name")).isEqualTo("www.example.com");
        Parsed asked = read(HTTP.replace("GET /blog", "GET /, client: 192.0.2.66"));
        assertThat(asked.at("client_ip")).isEqualTo("127.0.0.1");
        assertThat(asked.at("path")).isEqualTo("/, client: 192.0.2.66");
        String alone = NOTICE + ", server: x, host: \"y\"";
        assertThat(read(alone).at("message")).endsWith(", host: \"y\"");
        assertThat(read(alone).at("vhost")).isNull();
    }

    @Test
    void aNameThatComesTooEarlyIsPartOfAValue() {
        Parsed line = read(HTTP.replace("GET /blog", "GET /, referrer: \"x"));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("path")).isEqualTo("/, referrer: \"x");
        assertThat(line.at("vhost")).isEqualTo("www.example.com");
        assertThat(line.at("referer")).isNull();
    }

    @Test
    void aQuoteWithinAValueDoesNotEndIt() {
        Parsed line = read(HTTP.replace("GET /blog", "GET /\"a\", b"));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("path")).isEqualTo("/\"a\", b");
    }

    @Test
    void timesAreThoseOfTheZone() {
        LineFormat format = Formats.of("nginx-error", Optional.empty(), ZoneId.of("Europe/Helsinki"));
        assertThat(Parsed.of(format, HTTP).at("ts")).isEqualTo("2012-10-14T15:50:34Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2012/10/14 | 2012/13/14 | BAD_TIME ts 1",
                "2632#0: | 2632: | BAD_NUMBER pid 29",
                "2632#0: | x#0: | BAD_NUMBER pid 29",
                "2632#0: | 2632#x: | BAD_NUMBER tid 34",
                "GET /blog HTTP/1.0 | GET | BAD_REQUEST request 163",
                "host: \"www.example.com\" | host: \"www.ex | MISSING_FIELDS vhost 197",
                "host: \"www.example.com\" | host: \"a\", request_id: \"b\" | TRAILING_TEXT null 193",
                "www.example.com, | www.example.com, x, | TRAILING_TEXT null 151"
            })
    void tellsWhatIsWrong(String from, String into, String error) {
        Parsed line = read(HTTP.replace(from, into));
        assertThat(line.error()).isEqualTo(error);
        assertThat(line.at("level")).isEqualTo("error");
        assertThat(line.at("client_ip")).isEqualTo("127.0.0.1");
    }

    @Test
    void aValueThatIsCutIsKept() {
        Parsed line = read(HTTP.substring(0, HTTP.indexOf(" HTTP/1.0")));
        assertThat(line.at("path")).isEqualTo("/blog");
        assertThat(line.error()).startsWith("MISSING_FIELDS request");
        assertThat(read("2012/10/14 18:50:34 [error] 2632#0: *1").error()).startsWith("MISSING_FIELDS message");
        assertThat(read("2012/10/14 18:50:34 [error]").error()).startsWith("MISSING_FIELDS pid");
        assertThat(read(STREAM.substring(0, STREAM.length() - 3)).error())
                .startsWith("MISSING_FIELDS upstream_bytes_sent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PHP message: PHP Stack trace:",
                "2012/10/14 18:50:34",
                "2012/10/14 18:50:34 [error",
                "2012-10-14 18:50:34 [error] 2632#0: x",
                "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 1:tid 2] x"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(13);
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(ZoneOffset.UTC);
        List<String> names = List.of("subrequest", "upstream", "host", "referrer");
        List<String> columns = List.of("subrequest", "upstream", "vhost", "referer");
        for (int i = 0; i < 4_000; i++) {
            Instant moment = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
            long number = random.nextLong(Long.MAX_VALUE);
            String word = Long.toString(number, 36);
            String message = "m " + word + ", server: \"x\", (2: y)";
            String client = random.nextBoolean() ? "192.0.2." + i % 256 : "unix:";
            StringBuilder line = new StringBuilder(time.format(moment))
                    .append(" [crit] " + i + "#" + number + ": *" + number + " " + message)
                    .append(", client: " + client + ", server: " + word + ".example.org")
                    .append(", request: \"PUT /" + word + "\"?, HTTP/2.0\"");
            List<String> expected = new ArrayList<>();
            for (String name : names) {
                String value = random.nextBoolean() ? name + "\" " + word + ", \"" + random.nextInt() : null;
                line.append(value == null ? "" : ", " + name + ": \"" + value + "\"");
                expected.add(value);
            }
            Parsed parsed = read(line.toString());
            assertThat(parsed.error()).as(line.toString()).isEmpty();
            assertThat(List.of("ts", "pid", "tid", "connection", "message", "client_ip", "server_name", "path").stream()
                            .map(parsed::at))
                    .as(line.toString())
                    .containsExactly(
                            moment.toString(),
                            Integer.toString(i),
                            Long.toString(number),
                            Long.toString(number),
                            message,
                            client,
                            word + ".example.org",
                            "/" + word + "\"?,");
            assertThat(columns.stream().map(parsed::at)).as(line.toString()).containsExactlyElementsOf(expected);
        }
    }

    private static Parsed read(String line) {
        return Parsed.access("nginx-error", line);
    }
}

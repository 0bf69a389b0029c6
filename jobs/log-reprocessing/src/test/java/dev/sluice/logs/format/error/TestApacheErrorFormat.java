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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestApacheErrorFormat extends LineFormatContract {
    /** From httpd.apache.org/docs/2.4/logs.html#errorlog. */
    private static final String DOCUMENTED = "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416]"
            + " [client 72.15.99.187] File does not exist: /usr/local/apache2/htdocs/favicon.ico";

    /** From httpd.apache.org/docs/2.4/mod/core.html#errorlogformat. */
    private static final String WITH_PORT = "[Thu May 12 08:28:57.652118 2011] [core:error] [pid 8777:tid 4326490112]"
            + " [client ::1:58619] File does not exist: /usr/local/apache2/htdocs/favicon.ico";

    /** From httpd.apache.org/docs/2.2/logs.html#errorlog. */
    private static final String OLD = "[Wed Oct 11 14:32:52 2000] [error] [client 127.0.0.1] client denied by server"
            + " configuration: /export/home/live/ap/htdocs/test";

    private static final String FULL = "[Fri Sep 09 10:42:29.902022 2011] [proxy:debug] [pid 7:tid 8]"
            + " proxy_util.c(2864): (111)Connection refused: [remote 10.0.0.1:8080] AH00957: HTTP: attempt to connect"
            + " failed, referer: http://example.org/a\\\"b";

    private static final List<String> FIELDS = List.of(
            "ts",
            "module",
            "level",
            "pid",
            "tid",
            "os_error_code",
            "os_error",
            "client_ip",
            "client_port",
            "code",
            "message",
            "referer");

    @Override
    protected LineFormat format() {
        return new ApacheErrorFormat(ZoneId.of("UTC"));
    }

    @Override
    protected List<String> lines() {
        return List.of(DOCUMENTED, WITH_PORT, OLD, FULL);
    }

    @Test
    void readsALineOf24() {
        Parsed line = read(DOCUMENTED);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2011-09-09T10:42:29.902022Z");
        assertThat(line.at("module")).isEqualTo("core");
        assertThat(line.at("level")).isEqualTo("error");
        assertThat(line.at("pid")).isEqualTo("35708");
        assertThat(line.at("tid")).isEqualTo("4328636416");
        assertThat(line.at("client_ip")).isEqualTo("72.15.99.187");
        assertThat(line.at("client_port")).isNull();
        assertThat(line.at("code")).isNull();
        assertThat(line.at("message")).isEqualTo("File does not exist: /usr/local/apache2/htdocs/favicon.ico");
        assertThat(line.at("referer")).isNull();
    }

    @Test
    void readsThePortBehindAnAddressOfIpv6() {
        Parsed line = read(WITH_PORT);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("client_ip")).isEqualTo("::1");
        assertThat(line.at("client_port")).isEqualTo("58619");
    }

    @Test
    void readsALineOf22() {
        Parsed line = read(OLD);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2000-10-11T14:32:52Z");
        assertThat(line.at("module")).isNull();
        assertThat(line.at("level")).isEqualTo("error");
        assertThat(line.at("pid")).isNull();
        assertThat(line.at("client_ip")).isEqualTo("127.0.0.1");
        assertThat(line.at("message"))
                .isEqualTo("client denied by server configuration: /export/home/live/ap/htdocs/test");
        Parsed wide = read(OLD.replace("127.0.0.1", "2001:db8::1:2"));
        assertThat(wide.at("client_ip")).isEqualTo("2001:db8::1:2");
        assertThat(wide.at("client_port")).isNull();
    }

    /** In the order of do_errorlog_default in httpd's server/log.c. */
    @Test
    void readsEveryPartOf24() {
        Parsed line = read(FULL);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("source_file")).isEqualTo("proxy_util.c");
        assertThat(line.at("source_line")).isEqualTo("2864");
        assertThat(line.at("os_error_code")).isEqualTo("111");
        assertThat(line.at("os_error")).isEqualTo("Connection refused");
        assertThat(line.at("remote_ip")).isEqualTo("10.0.0.1");
        assertThat(line.at("remote_port")).isEqualTo("8080");
        assertThat(line.at("client_ip")).isNull();
        assertThat(line.at("code")).isEqualTo("AH00957");
        assertThat(line.at("message")).isEqualTo("HTTP: attempt to connect failed");
        assertThat(line.at("referer")).isEqualTo("http://example.org/a\"b");
    }

    @Test
    void readsTheErrorBehindTheClientOf22() {
        Parsed line =
                read("[Wed Aug 31 02:53:21 2011] [error] [client 127.0.0.1] (13)Permission denied: file permissions"
                        + " deny server access: /var/www/html/index.html");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("client_ip")).isEqualTo("127.0.0.1");
        assertThat(line.at("os_error_code")).isEqualTo("13");
        assertThat(line.at("os_error")).isEqualTo("Permission denied");
        assertThat(line.at("message")).isEqualTo("file permissions deny server access: /var/www/html/index.html");
    }

    @Test
    void keepsInTheMessageWhatOnlyLooksLikeAPart() {
        String head = "[Tue Jul 28 06:11:48 2015] [notice] ";
        assertThat(read(head + "caught SIGTERM, shutting down").at("message"))
                .isEqualTo("caught SIGTERM, shutting down");
        assertThat(read(head + "(client socket): no").at("message")).isEqualTo("(client socket): no");
        assertThat(read(head + "main.c(12): started").at("message")).isEqualTo("main.c(12): started");
        assertThat(read(head + "AH0012x: no code").at("message")).isEqualTo("AH0012x: no code");
        Parsed twice = read(head + "[client 192.0.2.1] [client 192.0.2.2] ModSecurity: Warning.");
        assertThat(twice.at("client_ip")).isEqualTo("192.0.2.1");
        assertThat(twice.at("message")).isEqualTo("[client 192.0.2.2] ModSecurity: Warning.");
    }

    @Test
    void resolvesEscapes() {
        Parsed line = read("[Tue Jul 28 06:11:48 2015] [error] a\\nb \\\\ caf\\xc3\\xa9, referer: http://x/\\xc3\\xa9");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("message")).isEqualTo("a\nb \\ caf\u00e9");
        assertThat(line.at("referer")).isEqualTo("http://x/\u00e9");
        assertThat(read("[Tue Jul 28 06:11:48 2015] [error] a\\xff").error()).isEqualTo("INVALID_UTF8 message 36");
    }

    @Test
    void timesAreThoseOfTheZone() {
        LineFormat format = Formats.of("apache-error", Optional.empty(), ZoneId.of("Europe/Helsinki"));
        assertThat(Parsed.of(format, OLD).at("ts")).isEqualTo("2000-10-11T11:32:52Z");
        assertThat(Parsed.of(format, DOCUMENTED).at("ts")).isEqualTo("2011-09-09T07:42:29.902022Z");
    }

    @ParameterizedTest
    @CsvSource({
        "Sep 09, Sep 99, BAD_TIME ts 2",
        "pid 35708, pid x, BAD_NUMBER pid 53",
        ":tid 4328636416, :tid x, BAD_NUMBER tid 63",
        ":tid 4328636416, :x, BAD_NUMBER tid 58",
        "72.15.99.187, 72.15.99.187:x, BAD_NUMBER client_port 96",
        "File does not exist: /usr/local/apache2/htdocs/favicon.ico, '', MISSING_FIELDS message 97"
    })
    void tellsWhatIsWrong(String from, String into, String error) {
        Parsed line = read(DOCUMENTED.replace(from, into));
        assertThat(line.error()).isEqualTo(error);
        assertThat(line.at("level")).isEqualTo("error");
    }

    @Test
    void aLineThatIsCutHasWhatWasBefore() {
        Parsed cut = read(DOCUMENTED.substring(0, 60));
        assertThat(cut.at("module")).isEqualTo("core");
        assertThat(cut.error()).isEqualTo("MISSING_FIELDS pid 61");
        assertThat(read(DOCUMENTED.substring(0, 85)).error()).isEqualTo("MISSING_FIELDS client_ip 86");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "PHP Fatal error:  Uncaught Error in /var/www/index.php:3",
                "[Fri Sep 09 10:42:29.902022 2011]",
                "[Fri Sep 09 10:42:29.902022 2011] [core:err",
                "[2025-10-10 13:55:36,437] [INFO] started",
                "[09/Sep/2011:10:42:29 +0000] [error] x",
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 2326"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(11);
        for (int i = 0; i < 4_000; i++) {
            boolean old = random.nextBoolean();
            Instant time = Instant.ofEpochSecond(
                    random.nextInt(Integer.MAX_VALUE), old ? 0 : random.nextInt(1_000_000) * 1000L);
            DateTimeFormatter clock = DateTimeFormatter.ofPattern(
                    old ? "EEE MMM dd HH:mm:ss yyyy" : "EEE MMM dd HH:mm:ss.SSSSSS yyyy", Locale.ENGLISH);
            int number = random.nextInt(100_000);
            String client = random.nextBoolean() ? "192.0.2." + number % 256 : "2001:db8::" + number % 10_000;
            boolean failed = random.nextBoolean();
            boolean known = !old && random.nextBoolean();
            boolean referred = random.nextBoolean();
            String error = failed ? "(" + number + ")No such [file]: " : "";
            String peer = "[client " + client + (old ? "" : ":" + number) + "] ";
            String message = "m " + Integer.toString(number, 36) + ": (x) [y], z";
            String line = "[" + clock.format(time.atOffset(ZoneOffset.UTC)) + "] "
                    + (old ? "[warn] " + peer + error : "[ssl:warn] [pid " + number + ":tid " + i + "] " + error + peer)
                    + (known ? String.format("AH%05d: ", number) : "") + message
                    + (referred ? ", referer: http://example.org/" + number : "");
            Parsed parsed = read(line);
            assertThat(parsed.error()).as(line).isEmpty();
            assertThat(FIELDS.stream().map(parsed::at))
                    .as(line)
                    .containsExactly(
                            time.toString(),
                            old ? null : "ssl",
                            "warn",
                            old ? null : Integer.toString(number),
                            old ? null : Integer.toString(i),
                            failed ? Integer.toString(number) : null,
                            failed ? "No such [file]" : null,
                            client,
                            old ? null : Integer.toString(number),
                            known ? String.format("AH%05d", number) : null,
                            message,
                            referred ? "http://example.org/" + number : null);
        }
    }

    private static Parsed read(String line) {
        return Parsed.access("apache-error", line);
    }
}

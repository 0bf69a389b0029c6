package dev.sluice.logs.format.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats of httpd.apache.org/docs/2.4/mod/core.html#errorlogformat. */
class TestCustomErrorFormat extends LineFormatContract {
    /** "Example (default format for threaded MPMs)". */
    private static final String THREADED =
            "[%{u}t] [%-m:%l] [pid %P:tid %T] %7F: %E: [client\\ %a] %M% ,\\ referer\\ %{Referer}i";

    /** "Simple example". */
    private static final String SIMPLE = "[%t] [%l] [pid %P] %F: %E: [client %a] %M";

    private static final String ALL = "[%{cu}t] [%L/%{c}L] [%-m:%l] [%P:%T:%{g}T] %F: %E: [client\\ %a\\ via\\ %{c}a]"
            + " [to\\ %A] [keep\\ %k] [host\\ %v] [env\\ %{X-Y}e] [note\\ %{n}n] message=%M% ,\\ agent\\ %{User-Agent}i%"
            + " ,\\ x\\ %{X}i% ,\\ referer\\ %{Referer}i";
    private static final String WHOLE = "[2011-09-09 10:42:29.902022] [L1/C2] [core:error] [35708:7:9] core.c(4710):"
            + " (13)Permission denied: [client 2001:db8::1:51234 via 10.0.0.1:80] [to 10.0.0.2:443] [keep 3]"
            + " [host www.example.org] [env e v] [note n v] message=AH00128: File does not exist: /a, agent b, agent"
            + " Mozilla/5.0 (X11), x y \\\"z\\\", referer http://a/";

    @Override
    protected LineFormat format() {
        return of(ALL);
    }

    @Override
    protected List<String> lines() {
        return List.of(WHOLE, "[2011-09-09 10:42:29.902022] [-:error] [35708:7:9] message=caught SIGTERM");
    }

    /** The page of the log files (docs/2.4/logs.html#errorlog) has this line. */
    @Test
    void readsTheDefaultFormat() {
        Parsed line = read(
                THREADED,
                "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416]"
                        + " [client 72.15.99.187:51234] File does not exist: /usr/local/apache2/htdocs/favicon.ico");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2011-09-09T10:42:29.902022Z");
        assertThat(line.at("module")).isEqualTo("core");
        assertThat(line.at("level")).isEqualTo("error");
        assertThat(line.at("pid")).isEqualTo("35708");
        assertThat(line.at("tid")).isEqualTo("4328636416");
        assertThat(line.at("client_ip")).isEqualTo("72.15.99.187");
        assertThat(line.at("client_port")).isEqualTo("51234");
        assertThat(line.at("message")).isEqualTo("File does not exist: /usr/local/apache2/htdocs/favicon.ico");
        assertThat(line.at("os_error")).isNull();
        assertThat(line.at("referer")).isNull();
    }

    @Test
    void readsEachDirective() {
        Parsed line = read(ALL, WHOLE);
        assertThat(line.error()).isEmpty();
        assertThat(List.of("ts", "log_id", "connection_log_id", "pid", "tid", "system_tid", "source_file").stream()
                        .map(line::at))
                .containsExactly("2011-09-09T10:42:29.902022Z", "L1", "C2", "35708", "7", "9", "core.c");
        assertThat(List.of("source_line", "os_error_code", "os_error", "client_ip", "client_port", "peer_ip").stream()
                        .map(line::at))
                .containsExactly("4710", "13", "Permission denied", "2001:db8::1", "51234", "10.0.0.1");
        assertThat(List.of("server_port", "keepalive", "vhost", "env_x_y", "note_n", "code", "message").stream()
                        .map(line::at))
                .containsExactly(
                        "443", "3", "www.example.org", "e v", "n v", "AH00128", "File does not exist: /a, agent b");
        assertThat(List.of("user_agent", "header_x", "referer").stream().map(line::at))
                .containsExactly("Mozilla/5.0 (X11)", "y \"z\"", "http://a/");
    }

    /** Without escapes "[client" and "%a]" are two parts, of which the first is in each line. */
    @Test
    void aBlankWithoutABackslashBeginsAPart() {
        Parsed line = read(
                SIMPLE,
                "[Fri Sep 09 10:42:29 2011] [error] [pid 7] core.c(1): (2)No such file or directory: [client 1.2.3.4:5]"
                        + " m");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("source_line")).isEqualTo("1");
        assertThat(line.at("os_error")).isEqualTo("No such file or directory");
        assertThat(line.at("client_ip")).isEqualTo("1.2.3.4");
        Parsed bare = read(SIMPLE, "[Fri Sep 09 10:42:29 2011] [notice] [pid 7] [client resuming: a");
        assertThat(bare.error()).isEmpty();
        assertThat(bare.at("client_ip")).isNull();
        assertThat(bare.at("message")).isEqualTo("resuming: a");
    }

    @ParameterizedTest
    @CsvSource({
        "%t, Fri Sep 09 10:42:29 2011, 2011-09-09T10:42:29Z",
        "%{c}t, 2011-09-09 10:42:29, 2011-09-09T10:42:29Z",
        "%{uz}t, Fri Sep 09 10:42:29.5 2011 +1000, 2011-09-09T00:42:29.500Z"
    })
    void aTimeHasAShape(String directive, String text, String time) {
        assertThat(read("[" + directive + "] %M", "[" + text + "] m").at("ts")).isEqualTo(time);
        assertThat(read("[" + directive + "] %M", "[noon] m").error()).isEqualTo("BAD_TIME ts 2");
    }

    @ParameterizedTest
    @CsvSource({
        "pid 7, pid x, BAD_NUMBER pid 41",
        "10:42:29 2011, 25:42:29 2011, BAD_TIME ts 2",
        "' m', '', MISSING_FIELDS message 43",
        "' m', ' ', MISSING_FIELDS message 43"
    })
    void tellsWhatIsWrong(String from, String into, String error) {
        String line = "[Fri Sep 09 10:42:29 2011] [error] [pid 7] m";
        assertThat(read("[%t] [%l] [pid %P] %F: %M", line.replace(from, into)).error())
                .isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello world",
                "[Fri Sep 09 10:42:29 2011]",
                "[Fri Sep 09 10:42:29 2011] [pid 7] m",
                "[Fri Sep 09 10:42:29 2011] [error] m",
                "[Fri Sep 09 10:42:29 2011] [er ror] [pid 7] m",
                "sh: 1: cannot open /a: Permission denied"
            })
    void aLineThatLacksWhatIsAlwaysPrintedIsNoRow(String line) {
        assertThat(read(SIMPLE, line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%t] [%l]",
                "[%l] %M",
                "[%t] %M %M",
                "[%t] %M]",
                "[%t] %M %l",
                "%t %M",
                "[%t] %l%m %M",
                "[%t] %Z %M",
                "[%t] %",
                "[%t] %{a"
            })
    void refusesWhatItCannotRead(String format) {
        assertThatThrownBy(() -> of(format))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot use log format: ");
    }

    /** Each part is in a line or not, as httpd leaves it out. */
    @Test
    void readsWhatWasWritten() {
        Random random = new Random(14);
        DateTimeFormatter time = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss.SSSSSS yyyy", Locale.ENGLISH);
        for (int i = 0; i < 4_000; i++) {
            LocalDateTime at = LocalDateTime.ofEpochSecond(
                    random.nextInt(2_000_000_000), random.nextInt(1_000_000) * 1_000, ZoneOffset.UTC);
            String module = word(random);
            String file = random.nextBoolean() ? word(random) : null;
            String error = random.nextBoolean() ? word(random) + ": " + word(random) : null;
            String ip = random.nextBoolean() ? "10.0.0." + random.nextInt(256) : null;
            String referer = random.nextBoolean() ? "http://" + word(random) + "/ x" : null;
            String message = word(random) + ", referer, " + word(random);
            long pid = random.nextInt(1 << 20);
            List<String> parts = new ArrayList<>(
                    List.of("[" + time.format(at) + "]", "[" + module + ":warn]", "[pid " + pid + ":tid 1]"));
            if (file != null) {
                parts.add(file + ".c(" + pid + "):");
            }
            if (error != null) {
                parts.add("(" + pid + ")" + error.replace(": ", ":") + ":");
            }
            if (ip != null) {
                parts.add("[client " + ip + ":" + pid % 65_536 + "]");
            }
            parts.add(message + (referer == null ? "" : ", referer " + referer));
            String line = String.join(" ", parts);
            Parsed parsed = read(THREADED, line);
            assertThat(parsed.error()).as(line).isEmpty();
            assertThat(parsed.at("ts")).isEqualTo(at.toInstant(ZoneOffset.UTC).toString());
            assertThat(parsed.at("module")).isEqualTo(module);
            assertThat(parsed.at("source_file")).isEqualTo(file == null ? null : file + ".c");
            assertThat(parsed.at("os_error")).isEqualTo(error == null ? null : error.replace(": ", ":"));
            assertThat(parsed.at("client_ip")).isEqualTo(ip);
            assertThat(parsed.at("message")).isEqualTo(message);
            assertThat(parsed.at("referer")).isEqualTo(referer);
        }
    }

    private static String word(Random random) {
        return "w" + Integer.toString(random.nextInt(1 << 24), 36);
    }

    private static LineFormat of(String format) {
        return Formats.of("apache-error " + format, Optional.empty(), ZoneId.of("UTC"));
    }

    private static Parsed read(String format, String line) {
        return Parsed.access("apache-error " + format, line);
    }
}

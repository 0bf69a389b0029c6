package dev.sluice.logs.format.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all shapes have in common, and their times. */
class TestSyslogFormat extends LineFormatContract {
    @Override
    protected LineFormat format() {
        return Reading.format();
    }

    @Override
    protected List<String> lines() {
        return List.of(
                "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut=\"3\""
                        + " eventSource=\"a\\]\\\"\\\\\"][b@1] \ufeffAn application event log entry...",
                "<46>1 - - - p-1 - - x",
                "Feb 19 16:12:46 packardbell kernel: [    0.000000] Linux version 2.6.22-14-generic",
                "Apr  5 13:21:41 splunk sshd[3382]: message repeated 2 times: [ Failed password for user]",
                "2024-03-17T10:11:12.123456+01:00 web1 sshd[900]: Connection closed by 192.0.2.7 port 4022",
                "2006 Jun 13 15:58:00 web1 cron[7]: (root) CMD (true)",
                "<166>Jul 23 2025 23:59:09.123: %ASA-6-302013: Built inbound TCP connection 1085592",
                "Jul 12 08:15:50 <auth.info> vixen42 sshd[123]: foo",
                "Wed Sep 30 23:09:34 2026 daemon.info dnsmasq[6634]: 20 192.0.2.7/58476 query[A]",
                "Oct  6 14:31:16 ip-172-27-239-114 Docker[24271] <Error>: Socket.Stream: caught",
                "Apr 25 20:59:15 srvweb8 sshd[10849]: [ID 800047 auth.info] Failed password for root");
    }

    @ParameterizedTest
    @CsvSource({
        "Oct 11 22:14:15, 2024-10-11T22:14:15Z, mtime",
        "Jan  2 00:10:15, 2024-01-02T00:10:15Z, mtime",
        "Jan 2 00:10:15, 2024-01-02T00:10:15Z, mtime",
        "Jan 02 00:10:15, 2024-01-02T00:10:15Z, mtime",
        "Dec 31 23:59:60, 2024-01-01T00:00:00Z, mtime",
        "Oct 11 22:14:15.250, 2024-10-11T22:14:15.250Z, mtime",
        "Oct 11 2003 22:14:15, 2003-10-11T22:14:15Z, line",
        "Oct 11 2003 22:14:15:, 2003-10-11T22:14:15Z, line",
        "Oct  1 2003 22:14:15.123456789, 2003-10-01T22:14:15.123456Z, line",
        "2006 Jun 13 15:58:00, 2006-06-13T15:58:00Z, line",
        "2006 Jun  3 15:58:00.5, 2006-06-03T15:58:00.500Z, line",
        "2024-03-17T10:11:12.123456+01:00, 2024-03-17T09:11:12.123456Z, line",
        "2024-03-17T10:11:12Z, 2024-03-17T10:11:12Z, line",
        "2018-06-27T12:17:46Z:, 2018-06-27T12:17:46Z, line"
    })
    void readsEachTime(String time, String moment, String source) {
        Parsed line = Reading.read(time + " web1 sshd[900]: Server listening");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo(moment);
        assertThat(line.at("_time_source")).isEqualTo(source);
        assertThat(line.at("host")).isEqualTo("web1");
        assertThat(line.at("program")).isEqualTo("sshd");
        assertThat(line.at("pid")).isEqualTo("900");
        assertThat(line.at("message")).isEqualTo("Server listening");
    }

    @Test
    void aTimeWithoutAZoneIsInTheZoneOfTheFormat() {
        String text = " web1 sshd[900]: x";
        assertThat(Parsed.of(Reading.in("Europe/Berlin"), "Oct 27 02:30:00" + text)
                        .at("ts"))
                .isEqualTo("2024-10-27T00:30:00Z");
        assertThat(Parsed.of(Reading.in("Europe/Berlin"), "Oct 27 2023 02:30:00" + text)
                        .at("ts"))
                .isEqualTo("2023-10-27T00:30:00Z");
        assertThat(Parsed.of(Reading.in("Europe/Berlin"), "2024-10-27T02:30:00Z" + text)
                        .at("ts"))
                .isEqualTo("2024-10-27T02:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "Feb 30 22:14:15, 1",
        "Oct 11 24:14:15, 1",
        "Oct 11 24:00:00, 1",
        "Oct 11 22:60:15, 1",
        "Oct 11 22:1x:15, 1",
        "Oct 11 22:14:61, 1",
        "2024-13-17T10:11:12Z, 1",
        "2024-03-17T10:11:12+1, 1",
        "<13>Oct 32 22:14:15, 5",
        "<13>1 2024-13-17T10:11:12Z, 7"
    })
    void aTimeThatIsNoneIsNullAndTold(String time, int column) {
        boolean protocol = time.startsWith("<13>1");
        Parsed line = Reading.read(time + (protocol ? " web1 sshd 900 - - x" : " web1 sshd[900]: x"));
        assertThat(line.error()).isEqualTo("BAD_TIME ts " + column);
        assertThat(line.at("ts")).isNull();
        assertThat(line.at("_time_source")).isNull();
        assertThat(line.at("host")).isEqualTo("web1");
        assertThat(line.at("message")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Use the BFG!",
                "--- last message repeated 1 time ---",
                "Oct 11",
                "Oct 11 22:14",
                "Oct 11 221415 mymachine su: text",
                "Foo 11 22:14:15 mymachine su: text",
                "Oct eleven 22:14:15 mymachine su: text",
                "Oct 11 TZ-6 22:14:15 mymachine su: text",
                "03:40:01 apollo systemd[1]: Starting System Logging Service...",
                "<34>no time",
                "<34>1 no time",
                "<34>0 2003-10-11T22:14:15.003Z mymachine su - ID47 - text",
                "<34>v - mymachine su - ID47 - text",
                "<34>1 1234567890T mymachine su - ID47 - text",
                "<1000>Oct 11 22:14:15 mymachine su: text",
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326",
                "[Sat Oct 11 22:14:15 2003] [error] [client 192.0.2.1] File does not exist",
                "2012/10/14 18:50:34 [error] 2632#0: *1 open() failed",
                "2024-03-17 10:11:12 web1 sshd[900]: a blank in the time",
                "2024-03-17T10:11:12.123+01:00  INFO 1234 --- [main] c.e.Foo : started",
                "2024-03-17T10:11:12Z INFO main: started",
                "2024-03-17T10:11:12Z ERROR: failed",
                "2024-03-17T10:11:12Z worker: main: failed",
                "2024-03-17T10:11:12Z Starting the server",
                "2024-03-17T10:11:12Z [main] web: x",
                "2024-03-17T10:11:12Z {\"a\": 1}",
                "Sun Mar 17 10:11:12 2024 [pid 2] CONNECT: Client \"192.0.2.1\"",
                "Wed Sep 30 23:09:34 daemon.info dnsmasq[6634]: no year",
                "1286536309.586    921 192.0.2.7 TCP_MISS/200 507 GET http://example.org/ - HIER_DIRECT/192.0.2.1 -"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(Reading.read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @ParameterizedTest
    @CsvSource({
        "0, kern, emerg",
        "34, auth, crit",
        "13, user, notice",
        "86, authpriv, info",
        "165, local4, notice",
        "191, local7, debug",
        "30, daemon, info",
        "78, cron, info",
        "46, syslog, info"
    })
    void theNumberIsFacilityAndSeverity(int number, String facility, String severity) {
        for (String rest : List.of("Oct 11 22:14:15 a b: c", "1 2003-10-11T22:14:15.003Z a b - - - c")) {
            Parsed line = Reading.read("<" + number + ">" + rest);
            assertThat(line.at("facility")).isEqualTo(facility);
            assertThat(line.at("severity")).isEqualTo(severity);
        }
    }

    @Test
    void aNumberAbove191IsNoFacility() {
        Parsed line = Reading.read("<192>Oct 11 22:14:15 mymachine su: text");
        assertThat(line.error()).isEqualTo("BAD_NUMBER severity 1");
        assertThat(line.at("facility")).isNull();
        assertThat(line.at("message")).isEqualTo("text");
    }

    @Test
    void aParserDatesByTheFileThatItReads() {
        String line = "Oct 11 22:14:15 mymachine su: text";
        assertThat(Parsed.of(new SyslogFormat(java.time.ZoneOffset.UTC), line).error())
                .isEqualTo("BAD_TIME ts 1");
        assertThat(Reading.read(line).at("ts")).isEqualTo("2024-10-11T22:14:15Z");
    }
}

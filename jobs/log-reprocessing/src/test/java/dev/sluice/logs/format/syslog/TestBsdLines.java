package dev.sluice.logs.format.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines as the daemons of RFC 3164 and its relatives write them. */
class TestBsdLines {
    /** RFC 3164, 5.4. */
    @Test
    void readsTheExamplesOfTheRfc() {
        assertThat(Reading.fields("<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8"))
                .containsExactly(
                        "facility=auth",
                        "severity=crit",
                        "host=mymachine",
                        "program=su",
                        "message='su root' failed for lonvick on /dev/pts/8");
        assertThat(Reading.fields("<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!"))
                .containsExactly("facility=user", "severity=notice", "host=10.0.0.99", "message=Use the BFG!");
        assertThat(Reading.fields(
                        "<165>Aug 24 05:34:00 CST 1987 mymachine myproc[10]: %% It's time to make the do-nuts."))
                .containsExactly(
                        "facility=local4",
                        "severity=notice",
                        "host=CST",
                        "message=1987 mymachine myproc[10]: %% It's time to make the do-nuts.");
        assertThat(Reading.fields("<0>Oct 22 10:52:12 scapegoat 1990 Oct 22 10:52:01 TZ-6 scapegoat.dmz.example.org"
                        + " 10.1.2.3 sched[0]: That's All Folks!"))
                .containsExactly(
                        "facility=kern",
                        "severity=emerg",
                        "host=scapegoat",
                        "message=1990 Oct 22 10:52:01 TZ-6 scapegoat.dmz.example.org 10.1.2.3 sched[0]: That's All"
                                + " Folks!");
    }

    /** From Juniper's "Login and Logout Events Using SSH", and posts of users. */
    @Test
    void readsOpensshSudoCronAndOthers() {
        assertThat(Reading.fields(
                        "Dec 20 23:17:35 bilbo sshd[16645]: Failed password for op from 172.17.58.45 port 1673 ssh2"))
                .containsExactly(
                        "host=bilbo",
                        "program=sshd",
                        "pid=16645",
                        "message=Failed password for op from 172.17.58.45 port 1673 ssh2");
        assertThat(Reading.fields("Mar 16 08:12:09 app-1 sudo:     user3 : TTY=tty1 ; PWD=/home/user3 ; USER=root ;"
                        + " COMMAND=/bin/su"))
                .containsExactly(
                        "host=app-1",
                        "program=sudo",
                        "message=user3 : TTY=tty1 ; PWD=/home/user3 ; USER=root ; COMMAND=/bin/su");
        assertThat(Reading.fields("Oct 23 14:05:00 ghost-root CRON[1234]: (root) CMD (echo \"System check complete\")"))
                .containsExactly(
                        "host=ghost-root",
                        "program=CRON",
                        "pid=1234",
                        "message=(root) CMD (echo \"System check complete\")");
        assertThat(Reading.fields(
                        "Aug 13 18:50:21 MARS rsyslogd: [origin software=\"rsyslogd\" swVersion=\"5.8.6\"] start"))
                .containsExactly(
                        "host=MARS",
                        "program=rsyslogd",
                        "message=[origin software=\"rsyslogd\" swVersion=\"5.8.6\"] start");
        assertThat(Reading.fields("Jul 14 08:00:01  juniper-vc0 /kernel: ae_bundlestate_ifd_change: bundle ae0"))
                .containsExactly(
                        "host=juniper-vc0", "program=/kernel", "message=ae_bundlestate_ifd_change: bundle ae0");
        assertThat(Reading.fields("Apr 28 16:22:01 mx postfix/smtpd[3898]: warning: x[192.0.2.1]: SASL failed"))
                .containsExactly(
                        "host=mx", "program=postfix/smtpd", "pid=3898", "message=warning: x[192.0.2.1]: SASL failed");
    }

    @Test
    void readsTheKernelsUptime() {
        assertThat(Reading.fields("Feb 19 16:12:46 packardbell kernel: [    0.000000] Linux version 2.6.22-14-generic"))
                .containsExactly(
                        "host=packardbell", "program=kernel", "uptime_us=0", "message=Linux version 2.6.22-14-generic");
        assertThat(Reading.fields(
                        "May 10 15:17:18 forux-Work kernel: [101782.210720] ---[ end trace 536148576144f410 ]---"))
                .containsExactly(
                        "host=forux-Work",
                        "program=kernel",
                        "uptime_us=101782210720",
                        "message=---[ end trace 536148576144f410 ]---");
        assertThat(Reading.fields("May 10 15:19:50 forux-Work kernel: imklog 5.8.6, log source = /proc/kmsg started."))
                .containsExactly(
                        "host=forux-Work", "program=kernel", "message=imklog 5.8.6, log source = /proc/kmsg started.");
        assertThat(Reading.fields("Jun 28 08:45:23 a kernel: [drm] nouveau 0000:02:00.0: Setting dpms mode 0"))
                .containsExactly("host=a", "program=kernel", "message=[drm] nouveau 0000:02:00.0: Setting dpms mode 0");
        assertThat(Reading.fields("Jun 28 08:45:23 a prog: [1.5] x"))
                .containsExactly("host=a", "program=prog", "message=[1.5] x");
    }

    @Test
    void countsWhatWasRepeated() {
        assertThat(Reading.fields("Dec 13 11:59:06 web1 last message repeated 3 times"))
                .containsExactly("host=web1", "repeated=3", "message=last message repeated 3 times");
        assertThat(Reading.fields("Dec 13 11:59:06 --- last message repeated 1 time ---"))
                .containsExactly("repeated=1", "message=--- last message repeated 1 time ---");
        assertThat(Reading.fields(
                        "Apr  5 13:21:41 splunk sshd[3382]: message repeated 2 times: [ Failed password for user"
                                + " from 10.0.3.200 port 61496 ssh2]"))
                .containsExactly(
                        "host=splunk",
                        "program=sshd",
                        "pid=3382",
                        "repeated=2",
                        "message=message repeated 2 times: [ Failed password for user from 10.0.3.200 port 61496 ssh2]");
        assertThat(Reading.fields("Apr  5 13:21:41 a b: message repeated often times"))
                .containsExactly("host=a", "program=b", "message=message repeated often times");
        assertThat(Reading.fields("Jul  1 06:46:44 stan -- MARK --"))
                .containsExactly("host=stan", "message=-- MARK --");
    }

    @Test
    void readsFacilityAndSeverityThatAreWords() {
        List<String> freebsd =
                List.of("facility=auth", "severity=info", "host=vixen42", "program=sshd", "pid=123", "message=foo");
        assertThat(Reading.fields("Jul 12 08:15:50 <auth.info> vixen42 sshd[123]: foo"))
                .isEqualTo(freebsd);
        assertThat(Reading.fields("Jul 12 08:15:50 <4.6> vixen42 sshd[123]: foo"))
                .isEqualTo(freebsd);
        assertThat(Reading.fields("Jul 12 08:15:50 vixen42 auth.info sshd[123]: foo"))
                .isEqualTo(freebsd);
        assertThat(Reading.fields("Wed Sep 30 23:09:34 2026 daemon.warn dnsmasq[6634]: 20 192.0.2.7/58476 query[A]"))
                .containsExactly(
                        "facility=daemon",
                        "severity=warning",
                        "program=dnsmasq",
                        "pid=6634",
                        "message=20 192.0.2.7/58476 query[A]");
        assertThat(Reading.fields("Oct  6 14:31:16 ip-172-27-239-114 Docker[24271] <Error>: Socket.Stream: caught"))
                .containsExactly(
                        "severity=err",
                        "host=ip-172-27-239-114",
                        "program=Docker",
                        "pid=24271",
                        "message=Socket.Stream: caught");
        assertThat(Reading.fields(
                        "Apr 25 20:59:15 srvweb8 sshd[10849]: [ID 800047 auth.info] Failed password for root"))
                .containsExactly(
                        "facility=auth",
                        "severity=info",
                        "host=srvweb8",
                        "program=sshd",
                        "pid=10849",
                        "msg_id=800047",
                        "message=Failed password for root");
        assertThat(Reading.fields("Apr 25 20:59:15 a web.de b: x")).containsExactly("host=a", "message=web.de b: x");
    }

    @Test
    void aMessageThatBeginsWithADotInAWordKeepsIt() {
        for (String message : List.of("5.1 GB free", "org.error raised", "auth.infos x", "a.b.info x")) {
            assertThat(Reading.fields("Apr 25 20:59:15 web1 " + message))
                    .containsExactly("host=web1", "message=" + message);
        }
        assertThat(Reading.read("2024-03-17T10:11:12Z web1 org.error raised")
                        .columns()
                        .rejected())
                .isTrue();
        for (String facility : List.of("security", "console", "local7")) {
            assertThat(Reading.fields("Apr 25 20:59:15 web1 " + facility + ".err x"))
                    .containsExactly("facility=" + facility, "severity=err", "host=web1", "message=x");
        }
    }

    @Test
    void readsCisco() {
        List<String> built = List.of(
                "facility=local4",
                "severity=info",
                "msg_id=ASA-6-302013",
                "message=Built inbound TCP connection 1085592");
        assertThat(Reading.fields("<166>Jul 23 2025 23:59:09: %ASA-6-302013: Built inbound TCP connection 1085592"))
                .isEqualTo(built);
        assertThat(Reading.fields(
                        "<166>Jul 23 2025 23:59:09 asa01 : %ASA-6-302013: Built inbound TCP connection 1085592"))
                .contains("host=asa01")
                .containsAll(built);
        assertThat(Reading.fields(
                        "Mar  1 18:46:11 192.0.2.1 30: *Mar  1 18:46:11.483 UTC: %SYS-5-CONFIG_I: Configured"))
                .containsExactly("host=192.0.2.1", "message=30: *Mar  1 18:46:11.483 UTC: %SYS-5-CONFIG_I: Configured");
    }

    @Test
    void hostTagAndNumberMayBeMissing() {
        assertThat(Reading.fields("Dec 24 10:30:00 kernel: [1.000001] x"))
                .containsExactly("program=kernel", "uptime_us=1000001", "message=x");
        assertThat(Reading.fields("Dec 24 10:30:00 prog[7]: x")).containsExactly("program=prog", "pid=7", "message=x");
        assertThat(Reading.fields("Dec 24 10:30:00 a prog[7] x"))
                .containsExactly("host=a", "program=prog", "pid=7", "message=x");
        assertThat(Reading.fields("Dec 24 10:30:00 a prog[7]:x"))
                .containsExactly("host=a", "program=prog", "pid=7", "message=x");
        assertThat(Reading.fields("Dec 24 10:30:00 a prog[main]: x"))
                .containsExactly("host=a", "program=prog", "procid=main", "message=x");
        assertThat(Reading.fields("Dec 24 10:30:00 a prog[]: x")).containsExactly("host=a", "message=prog[]: x");
        assertThat(Reading.fields("Dec 24 10:30:00 a http://b/ c: d"))
                .containsExactly("host=a", "message=http://b/ c: d");
        assertThat(Reading.fields("Dec 24 10:30:00 a prog:")).containsExactly("host=a", "program=prog");
        assertThat(Reading.fields("Dec 24 10:30:00 a")).containsExactly("host=a");
        assertThat(Reading.fields("Dec 24 10:30:00")).isEmpty();
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(11);
        for (int i = 0; i < 4_000; i++) {
            String program = word(random) + "/" + word(random);
            String host = word(random) + "." + word(random);
            String message = word(random) + "  " + word(random) + ": [" + word(random) + "] " + word(random);
            long pid = random.nextInt(1 << 22);
            boolean numbered = random.nextBoolean();
            String line = "Oct %2d 1%d:00:00 ".formatted(1 + random.nextInt(31), random.nextInt(10)) + host + " "
                    + program + (numbered ? "[" + pid + "]" : "") + ": " + message;
            assertThat(Reading.fields(line))
                    .isEqualTo(
                            numbered
                                    ? List.of("host=" + host, "program=" + program, "pid=" + pid, "message=" + message)
                                    : List.of("host=" + host, "program=" + program, "message=" + message));
        }
    }

    private static String word(Random random) {
        return "x" + Integer.toString(random.nextInt(1 << 20), 36);
    }
}

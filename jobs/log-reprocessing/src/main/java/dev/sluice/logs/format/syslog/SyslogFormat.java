package dev.sluice.logs.format.syslog;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * Files of syslog daemons. Each line tells its shape:
 *
 * <pre>
 * &lt;34&gt;1 2003-10-11T22:14:15.003Z host app 8710 ID47 [id name="value"] message    RFC 5424
 * &lt;34&gt;Oct 11 22:14:15 host program[8710]: message                               RFC 3164, mostly without its &lt;34&gt;
 * 2024-03-17T10:11:12.123456+01:00 host program[8710]: message                 rsyslog's RSYSLOG_FileFormat
 * 2006 Jun 13 15:58:00 host program[8710]: message                             syslog-ng's FULLDATE
 * Jul 23 2025 23:59:09: %ASA-6-302013: message                                 Cisco ASA
 * Oct 11 22:14:15 &lt;auth.info&gt; host program[8710]: message                       FreeBSD's syslogd -v and -vv
 * Oct 11 22:14:15 host auth.info program[8710]: message                        BusyBox
 * Wed Sep 30 23:09:34 2026 auth.info program[8710]: message                    OpenWrt's logread
 * Oct 11 22:14:15 host program[8710] &lt;Error&gt;: message                           macOS
 * Oct 11 22:14:15 host program[8710]: [ID 800047 auth.info] message            Solaris
 * Oct 11 22:14:15 host kernel: [12345.678901] message                          Linux
 * </pre>
 *
 * A time may have a fraction. Host, program and number may be missing.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP; one without a year is dated by the file, see {@link
 *     dev.sluice.logs.line.YearlessTime}</td></tr>
 * <tr><td>_time_source</td><td>STRING, where the year of ts is from: line, or what told when the file was written:
 *     file-name, gzip-header, mtime</td></tr>
 * <tr><td>facility</td><td>STRING: kern, user, mail, daemon, auth, syslog, lpr, news, uucp, cron, authpriv, ftp, ntp,
 *     audit, alert, clock, local0 to local7; a word of the line as it is</td></tr>
 * <tr><td>severity</td><td>STRING: emerg, alert, crit, err, warning, notice, info, debug</td></tr>
 * <tr><td>host, program</td><td>STRING</td></tr>
 * <tr><td>pid</td><td>BIGINT; procid STRING only where it is no number</td></tr>
 * <tr><td>msg_id</td><td>STRING: MSGID of RFC 5424, Cisco's ASA-6-302013, Solaris' 800047</td></tr>
 * <tr><td>structured_data</td><td>STRING, a JSON object of an object for each element: {@code {"id":{"name":"value"}}};
 *     a name that is there twice is twice in it</td></tr>
 * <tr><td>uptime_us</td><td>BIGINT, microseconds since the kernel was started</td></tr>
 * <tr><td>repeated</td><td>BIGINT n of "last message repeated n times" and "message repeated n times"</td></tr>
 * <tr><td>message</td><td>STRING without blanks before it; in RFC 5424 as it is, without the byte order mark</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME, BAD_STRUCTURED_DATA (it stays in the message), MISSING_FIELDS (a line of RFC
 * 5424 ends early). Rejected as NOT_IN_FORMAT: a line that does not begin with one of the times; one with a time as
 * rsyslog's and no host and program, for so begin the logs of many programs; one with a day's name and no facility and
 * severity.
 *
 * <p>Sources: RFC 5424, RFC 3164; rsyslog.com/doc/configuration/templates.html; syslogd(8) of FreeBSD; syslog-ng's
 * manual, macros; Cisco's "Cisco Secure Firewall ASA Series Syslog Messages"; sysklogd/syslogd.c of BusyBox. Immutable.
 */
public final class SyslogFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS = StructType.fromDDL("ts timestamp, _time_source string, facility string,"
            + " severity string, host string, program string, pid bigint, procid string, msg_id string,"
            + " structured_data string, uptime_us bigint, repeated bigint, message string");

    private final String zone;

    public SyslogFormat(ZoneId zone) {
        this.zone = zone.getId();
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new SyslogParser(wanted, ZoneId.of(zone));
    }
}

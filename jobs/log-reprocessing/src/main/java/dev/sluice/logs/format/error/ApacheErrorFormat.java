package dev.sluice.logs.format.error;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * The error log of Apache httpd without an ErrorLogFormat, told apart line by line:
 *
 * <pre>
 * 2.2  [time] [level] file(line): [client ip] (code)error: message, referer: url
 * 2.4  [time] [module:level] [pid n:tid n] file(line): (code)error: [client ip:port] AHnnnnn: message, referer: url
 * </pre>
 *
 * All but time, level and message may be missing. Escapes ({@code \\}, {@code \n}, {@code \xhh}, ...) in message and
 * referer are resolved; "-" is null. Times have no zone.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP, to the microsecond in 2.4, to the second in 2.2</td></tr>
 * <tr><td>module</td><td>STRING that logged it, such as core; 2.4</td></tr>
 * <tr><td>level</td><td>STRING: emerg, alert, crit, error, warn, notice, info, debug; trace1 to trace8 in 2.4</td></tr>
 * <tr><td>pid, tid</td><td>BIGINT of the process and thread; 2.4</td></tr>
 * <tr><td>source_file, source_line</td><td>STRING, INT of the call in httpd's source, at level debug and below</td></tr>
 * <tr><td>os_error_code, os_error</td><td>STRING of the failed system call: 13, EAI 2, OS 10054; Permission
 *     denied</td></tr>
 * <tr><td>client_ip, client_port</td><td>STRING, INT of the client; the port in 2.4</td></tr>
 * <tr><td>remote_ip, remote_port</td><td>STRING, INT of the backend of a connection that httpd opened; 2.4</td></tr>
 * <tr><td>code</td><td>STRING AHnnnnn, httpd's number of the message; 2.4</td></tr>
 * <tr><td>message</td><td>STRING</td></tr>
 * <tr><td>referer</td><td>STRING, from the last {@code ", referer: "}</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME, MISSING_FIELDS (the line ends early), INVALID_UTF8 (kept). Rejected
 * as NOT_IN_FORMAT: a line that does not begin with {@code [Day ...] [level]}, as what programs write to standard error.
 *
 * <p>Sources: httpd.apache.org/docs/2.4/logs.html#errorlog, httpd.apache.org/docs/2.4/mod/core.html#errorlogformat,
 * httpd.apache.org/docs/2.2/logs.html#errorlog, and do_errorlog_default in httpd's server/log.c. Immutable.
 */
public final class ApacheErrorFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS =
            StructType.fromDDL("ts timestamp, module string, level string, pid bigint,"
                    + " tid bigint, source_file string, source_line int, os_error_code string, os_error string,"
                    + " client_ip string, client_port int, remote_ip string, remote_port int, code string, message string,"
                    + " referer string");

    private final String zone;

    public ApacheErrorFormat(ZoneId zone) {
        this.zone = zone.getId();
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new ApacheErrorParser(wanted, ZoneId.of(zone));
    }
}

package dev.sluice.logs.format.error;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * The error log of nginx, of its http, stream and mail servers:
 *
 * <pre>
 * yyyy/mm/dd hh:mm:ss [level] pid#tid: *connection message, client: ip, server: name, login: "user",
 *   request: "line", subrequest: "uri", upstream: "url", bytes from/to client:n/n, bytes from/to upstream:n/n,
 *   host: "name", referrer: "url"
 * </pre>
 *
 * All behind the pid and tid may be missing, but the message. What belongs to a connection begins at the last
 * {@code ", client: "} that fits; a value ends where the next known name begins, so that a value that looks like one
 * is split there. nginx escapes nothing; "-" is null. Times have no zone. nginx cuts a line at 2048 bytes.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP to the second</td></tr>
 * <tr><td>level</td><td>STRING: emerg, alert, crit, error, warn, notice, info, debug</td></tr>
 * <tr><td>pid, tid, connection</td><td>BIGINT</td></tr>
 * <tr><td>message</td><td>STRING, with the system's error and what nginx was doing</td></tr>
 * <tr><td>client_ip</td><td>STRING, also of a UDP client</td></tr>
 * <tr><td>server_name</td><td>STRING, or the address listened to</td></tr>
 * <tr><td>user</td><td>STRING, the login of a mail client</td></tr>
 * <tr><td>method, path, protocol, request</td><td>STRING; path with the query; request only where it cannot be
 *     split</td></tr>
 * <tr><td>subrequest, upstream</td><td>STRING</td></tr>
 * <tr><td>bytes_in, bytes_out</td><td>BIGINT from and to the client of a stream</td></tr>
 * <tr><td>upstream_bytes_received, upstream_bytes_sent</td><td>BIGINT from and to the upstream of a stream</td></tr>
 * <tr><td>vhost</td><td>STRING, the Host header</td></tr>
 * <tr><td>referer</td><td>STRING</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME, BAD_REQUEST (the request is kept as it was written),
 * MISSING_FIELDS (the line ends early, or within a quoted value, which is kept), TRAILING_TEXT (more behind a value,
 * such as a name that is not listed above). Rejected as NOT_IN_FORMAT: a line that does not begin with a date, a time and
 * {@code [level]}.
 *
 * <p>Sources: nginx.org/en/docs/ngx_core_module.html#error_log, and in nginx's source ngx_log_error_core (ngx_log.c),
 * ngx_http_log_error_handler (ngx_http_request.c), ngx_stream_proxy_log_error and ngx_mail_log_error. Immutable.
 */
public final class NginxErrorFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS = StructType.fromDDL("ts timestamp, level string, pid bigint, tid bigint,"
            + " connection bigint, message string, client_ip string, server_name string, user string, method string,"
            + " path string, protocol string, request string, subrequest string, upstream string, bytes_in bigint,"
            + " bytes_out bigint, upstream_bytes_received bigint, upstream_bytes_sent bigint, vhost string,"
            + " referer string");

    private final String zone;

    public NginxErrorFormat(ZoneId zone) {
        this.zone = zone.getId();
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new NginxErrorParser(wanted, ZoneId.of(zone));
    }
}

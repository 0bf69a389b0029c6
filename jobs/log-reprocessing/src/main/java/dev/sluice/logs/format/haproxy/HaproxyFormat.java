package dev.sluice.logs.format.haproxy;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * HAProxy's log. Each line tells its shape, and may have a header of syslog before it or not:
 *
 * <pre>
 * tcplog    client:port [date] frontend backend/server Tw/Tc/Tt bytes state a/f/b/s/r q/q
 * httplog   client:port [date] frontend backend/server TR/Tw/Tc/Tr/Ta status bytes cookie cookie state a/f/b/s/r q/q
 *           {headers} {headers} "request"
 * httpslog  as httplog, then fc_err/ssl_fc_err/ssl_c_err/ssl_c_ca_err/resumed sni/version/cipher
 * error     client:port [date] frontend/listener: message
 * default   Connect from client:port to address:port (frontend/mode)
 * others    any message, where the header names haproxy
 * </pre>
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP, when the connection was accepted or the request began; in zone. Where the line does not
 *     say it, the time of syslog</td></tr>
 * <tr><td>_time_source</td><td>STRING, line, or what told the year of syslog's time, see {@link
 *     dev.sluice.logs.line.YearlessTime}</td></tr>
 * <tr><td>host, program, pid, procid</td><td>STRING, STRING, BIGINT, STRING of syslog</td></tr>
 * <tr><td>client_ip, client_port</td><td>STRING, INT; unix and the socket's number for a UNIX socket</td></tr>
 * <tr><td>destination_ip, destination_port</td><td>STRING, INT that the client connected to; default format</td></tr>
 * <tr><td>frontend, tls</td><td>STRING, BOOLEAN, whether it decrypts (its name has a ~ behind it); listener STRING of
 *     errors</td></tr>
 * <tr><td>backend, server</td><td>STRING; {@code <NOSRV>} and {@code <STATS>} where there was no server</td></tr>
 * <tr><td>request_us, queue_us, connect_us, response_us, duration_us</td><td>BIGINT microseconds, from TR (Tq before
 *     1.7), Tw, Tc, Tr and Ta (Tt in tcplog); the log has milliseconds; null for -1</td></tr>
 * <tr><td>early</td><td>BOOLEAN, whether the line was written before the end (option logasap), so that duration and
 *     bytes became larger</td></tr>
 * <tr><td>status, bytes</td><td>INT, null for -1; BIGINT to the client</td></tr>
 * <tr><td>request_cookie, response_cookie</td><td>STRING name=value</td></tr>
 * <tr><td>termination_state</td><td>STRING of two or four letters</td></tr>
 * <tr><td>actconn, feconn, beconn, srv_conn</td><td>INT, connections of the process, frontend, backend, server</td></tr>
 * <tr><td>retries, redispatched</td><td>INT, BOOLEAN (a + before the retries)</td></tr>
 * <tr><td>server_queue, backend_queue</td><td>INT, requests before this one</td></tr>
 * <tr><td>request_headers, response_headers</td><td>STRING, captured values with | between; one block alone is taken for
 *     the request's</td></tr>
 * <tr><td>method, path (with the query), protocol</td><td>STRING; request STRING only where it cannot be split, such as
 *     {@code <BADREQ>}</td></tr>
 * <tr><td>connection_error, ssl_error, client_cert_error, client_ca_error</td><td>INT, STRING (hexadecimal), INT,
 *     INT</td></tr>
 * <tr><td>ssl_resumed, sni, ssl_protocol, ssl_cipher</td><td>BOOLEAN, STRING</td></tr>
 * <tr><td>message</td><td>STRING of errors and others</td></tr>
 * </table>
 *
 * <p>{@code #22} and the like, HAProxy's escapes, stay as they are. Codes in {@code _error}: BAD_NUMBER, BAD_TIME,
 * BAD_REQUEST, MISSING_FIELDS (the line ends early; syslog cuts long requests), TRAILING_TEXT. Rejected as NOT_IN_FORMAT:
 * a line of none of these shapes, such as one of a log-format of its own.
 *
 * <p>Source: HAProxy's Configuration Manual, 8.2 to 8.9, and default_https_log_format in its src/log.c. Immutable.
 */
public final class HaproxyFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS = StructType.fromDDL("ts timestamp, _time_source string, host string,"
            + " program string, pid bigint, procid string, client_ip string, client_port int, destination_ip string,"
            + " destination_port int, frontend string, tls boolean, listener string, backend string, server string,"
            + " request_us bigint, queue_us bigint, connect_us bigint, response_us bigint, duration_us bigint,"
            + " early boolean, status int, bytes bigint, request_cookie string, response_cookie string,"
            + " termination_state string, actconn int, feconn int, beconn int, srv_conn int, retries int,"
            + " redispatched boolean, server_queue int, backend_queue int, request_headers string,"
            + " response_headers string, method string, path string, protocol string, request string,"
            + " connection_error int, ssl_error string, client_cert_error int, client_ca_error int,"
            + " ssl_resumed boolean, sni string, ssl_protocol string, ssl_cipher string, message string");

    private final String zone;

    public HaproxyFormat(ZoneId zone) {
        this.zone = zone.getId();
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new HaproxyParser(wanted, ZoneId.of(zone));
    }
}

package dev.sluice.logs.format.squid;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import org.apache.spark.sql.types.StructType;

/**
 * Squid's access.log in the native format, which is logformat {@code squid}:
 * {@code time elapsed client code/status bytes method url user hierarchy/peer type}, and with log_mime_hdrs also
 * {@code [request headers] [reply headers]}. Fields are parted by blanks; "-" is null.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP to the millisecond, when the request was done</td></tr>
 * <tr><td>duration_us</td><td>BIGINT, microseconds, from the line's milliseconds</td></tr>
 * <tr><td>client_ip</td><td>STRING</td></tr>
 * <tr><td>result_code</td><td>STRING, what the cache did: TCP_HIT, TCP_MISS, ...</td></tr>
 * <tr><td>status</td><td>INT of HTTP; 0 where there was no reply</td></tr>
 * <tr><td>bytes_out</td><td>BIGINT, the whole reply with its headers</td></tr>
 * <tr><td>method, url</td><td>STRING; the url is whole, host:port for CONNECT</td></tr>
 * <tr><td>user</td><td>STRING</td></tr>
 * <tr><td>hierarchy_code, peer</td><td>STRING, how the next hop was chosen and its address: HIER_DIRECT, ...</td></tr>
 * <tr><td>content_type</td><td>STRING</td></tr>
 * <tr><td>request_headers, response_headers</td><td>STRING in Squid's own encoding</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME, MISSING_FIELDS (the line ends early), TRAILING_TEXT (it goes on).
 * Rejected as NOT_IN_FORMAT: a line with fewer than ten fields whose first is no time or whose fourth has no slash; and one
 * of ten whose first is no time unless its fourth and ninth have slashes.
 *
 * <p>Sources: wiki.squid-cache.org/Features/LogFormat, www.squid-cache.org/Doc/config/logformat and Squid's
 * src/log/FormatSquidNative.cc. Immutable.
 */
public final class SquidFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS = StructType.fromDDL("ts timestamp, duration_us bigint, client_ip string,"
            + " result_code string, status int, bytes_out bigint, method string, url string, user string,"
            + " hierarchy_code string, peer string, content_type string, request_headers string,"
            + " response_headers string");

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new SquidParser(wanted);
    }
}

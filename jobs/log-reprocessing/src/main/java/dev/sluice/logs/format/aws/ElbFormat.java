package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.List;

/**
 * The access log of an AWS Classic Load Balancer, {@code format = elb}. Fields behind the request came later and are
 * null where a line has none of them.
 *
 * <table>
 * <caption>Columns, in the order of the line</caption>
 * <tr><td>ts</td><td>TIMESTAMP, when the request was received</td></tr>
 * <tr><td>elb, client_ip, client_port, backend_ip, backend_port</td><td>STRING; ports INT</td></tr>
 * <tr><td>request_us, backend_us, response_us</td><td>BIGINT, until the instance was sent the request, until it began to
 *     answer, until the client was; null where the log has -1</td></tr>
 * <tr><td>status, backend_status</td><td>INT, of the load balancer and of the instance</td></tr>
 * <tr><td>bytes_in, bytes_out</td><td>BIGINT, of bodies for HTTP, of everything for TCP</td></tr>
 * <tr><td>method, url (with scheme, host and port), protocol</td><td>STRING, null for TCP; request STRING only where it
 *     cannot be split</td></tr>
 * <tr><td>user_agent, ssl_cipher, ssl_protocol</td><td>STRING</td></tr>
 * </table>
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html">Access logs
 *     for your Classic Load Balancer</a>
 */
public final class ElbFormat {
    private static final int EXPECTED = 12;

    private static final List<Field> FIELDS = List.of(
            Field.iso("ts"),
            Field.text("elb"),
            Field.address("client"),
            Field.address("backend"),
            Field.seconds("request_us"),
            Field.seconds("backend_us"),
            Field.seconds("response_us"),
            Field.integer("status"),
            Field.integer("backend_status"),
            Field.number("bytes_in"),
            Field.number("bytes_out"),
            Field.request("url"),
            Field.quoted("user_agent"),
            Field.text("ssl_cipher"),
            Field.text("ssl_protocol"));

    private ElbFormat() {}

    /** The format, with the zone of times that do not say theirs: none of a load balancer of this kind. */
    public static LineFormat of(ZoneId zone) {
        return new AwsFormat(FIELDS, EXPECTED, true, Header.NONE, zone.getId());
    }
}

package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.List;

/**
 * The access log of TLS listeners of an AWS Network Load Balancer, {@code format = nlb}: a line for each connection.
 * Fields behind domain_name came later and are null where a line has none of them.
 *
 * <table>
 * <caption>Columns, in the order of the line</caption>
 * <tr><td>type, version</td><td>STRING, tls and 2.0</td></tr>
 * <tr><td>ts</td><td>TIMESTAMP, the connection's end; without a zone in the log</td></tr>
 * <tr><td>elb, listener, client_ip, client_port, destination_ip, destination_port</td><td>STRING; ports INT</td></tr>
 * <tr><td>connection_us, tls_handshake_us</td><td>BIGINT; the log has milliseconds</td></tr>
 * <tr><td>bytes_in, bytes_out</td><td>BIGINT, without encryption</td></tr>
 * <tr><td>incoming_tls_alert</td><td>INT</td></tr>
 * <tr><td>chosen_cert_arn, chosen_cert_serial, ssl_cipher, ssl_protocol, tls_named_group</td><td>STRING</td></tr>
 * <tr><td>domain_name</td><td>STRING, URL-encoded</td></tr>
 * <tr><td>alpn_fe_protocol, alpn_be_protocol, alpn_client_preference_list</td><td>STRING; the list as it is, with its
 *     quotes</td></tr>
 * <tr><td>ts_created</td><td>TIMESTAMP, the connection's begin; without a zone in the log</td></tr>
 * </table>
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html">Access
 *     logs for your Network Load Balancer</a>
 */
public final class NlbFormat {
    private static final int EXPECTED = 18;

    private static final List<Field> FIELDS = List.of(
            Field.text("type"),
            Field.text("version"),
            Field.iso("ts"),
            Field.text("elb"),
            Field.text("listener"),
            Field.address("client"),
            Field.address("destination"),
            Field.millis("connection_us"),
            Field.millis("tls_handshake_us"),
            Field.number("bytes_in"),
            Field.number("bytes_out"),
            Field.integer("incoming_tls_alert"),
            Field.text("chosen_cert_arn"),
            Field.text("chosen_cert_serial"),
            Field.text("ssl_cipher"),
            Field.text("ssl_protocol"),
            Field.text("tls_named_group"),
            Field.text("domain_name"),
            Field.text("alpn_fe_protocol"),
            Field.text("alpn_be_protocol"),
            Field.list("alpn_client_preference_list"),
            Field.iso("ts_created"));

    private NlbFormat() {}

    /** The format, with the zone of times that do not say theirs. */
    public static LineFormat of(ZoneId zone) {
        return new AwsFormat(FIELDS, EXPECTED, false, Header.NONE, zone.getId());
    }
}

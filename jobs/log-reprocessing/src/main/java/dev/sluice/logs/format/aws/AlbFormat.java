package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.List;

/**
 * The access log of an AWS Application Load Balancer, {@code format = alb}. Fields behind trace_id came over the years
 * and are null where a line has none of them.
 *
 * <table>
 * <caption>Columns, in the order of the line</caption>
 * <tr><td>type</td><td>STRING, such as http, https, h2, grpcs, ws, wss</td></tr>
 * <tr><td>ts</td><td>TIMESTAMP, when the response was begun</td></tr>
 * <tr><td>elb, client_ip, client_port, target_ip, target_port</td><td>STRING; ports INT</td></tr>
 * <tr><td>request_us, target_us, response_us</td><td>BIGINT, until the target was sent the request, until it began to
 *     answer, until the client was; null where the log has -1</td></tr>
 * <tr><td>status, target_status</td><td>INT, of the load balancer and of the target</td></tr>
 * <tr><td>bytes_in, bytes_out</td><td>BIGINT, with headers</td></tr>
 * <tr><td>method, url (with scheme, host and port), protocol</td><td>STRING; request STRING only where it cannot be
 *     split</td></tr>
 * <tr><td>user_agent, ssl_cipher, ssl_protocol, target_group_arn, trace_id, domain_name, chosen_cert_arn</td>
 *     <td>STRING</td></tr>
 * <tr><td>matched_rule_priority</td><td>INT, 0 for the default action, -1 for an error in a rule</td></tr>
 * <tr><td>ts_created</td><td>TIMESTAMP, when the request was received</td></tr>
 * <tr><td>actions_executed, redirect_url, error_reason, target_port_list, target_status_code_list, classification,
 *     classification_reason, conn_trace_id, transformed_host, transformed_uri, request_transform_status,
 *     ip_address</td><td>STRING; lists as they are</td></tr>
 * </table>
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html">
 *     Access logs for your Application Load Balancer</a>
 */
public final class AlbFormat {
    private static final int EXPECTED = 18;

    private static final List<Field> FIELDS = List.of(
            Field.text("type"),
            Field.iso("ts"),
            Field.text("elb"),
            Field.address("client"),
            Field.address("target"),
            Field.seconds("request_us"),
            Field.seconds("target_us"),
            Field.seconds("response_us"),
            Field.integer("status"),
            Field.integer("target_status"),
            Field.number("bytes_in"),
            Field.number("bytes_out"),
            Field.request("url"),
            Field.quoted("user_agent"),
            Field.text("ssl_cipher"),
            Field.text("ssl_protocol"),
            Field.text("target_group_arn"),
            Field.quoted("trace_id"),
            Field.quoted("domain_name"),
            Field.quoted("chosen_cert_arn"),
            Field.integer("matched_rule_priority"),
            Field.iso("ts_created"),
            Field.quoted("actions_executed"),
            Field.quoted("redirect_url"),
            Field.quoted("error_reason"),
            Field.quoted("target_port_list"),
            Field.quoted("target_status_code_list"),
            Field.quoted("classification"),
            Field.quoted("classification_reason"),
            Field.text("conn_trace_id"),
            Field.quoted("transformed_host"),
            Field.quoted("transformed_uri"),
            Field.quoted("request_transform_status"),
            Field.text("ip_address"));

    private AlbFormat() {}

    /** The format, with the zone of times that do not say theirs: none of a load balancer of this kind. */
    public static LineFormat of(ZoneId zone) {
        return new AwsFormat(FIELDS, EXPECTED, true, Header.NONE, zone.getId());
    }
}

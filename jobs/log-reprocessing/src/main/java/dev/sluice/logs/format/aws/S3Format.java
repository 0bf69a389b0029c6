package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.List;

/**
 * The server access log of Amazon S3, {@code format = s3}. Fields behind user_agent came over the years and are null
 * where a line has none of them. S3 writes the quotes and backslashes of a client as they are, so a line whose client
 * sent a quote and a blank may be read wrongly.
 *
 * <table>
 * <caption>Columns, in the order of the line</caption>
 * <tr><td>bucket_owner, bucket</td><td>STRING</td></tr>
 * <tr><td>ts</td><td>TIMESTAMP, when the request was received</td></tr>
 * <tr><td>client_ip, requester, request_id, operation</td><td>STRING</td></tr>
 * <tr><td>key</td><td>STRING, URL-encoded</td></tr>
 * <tr><td>method, path (with the query), protocol</td><td>STRING; request STRING only where it cannot be split</td></tr>
 * <tr><td>status</td><td>INT</td></tr>
 * <tr><td>error_code</td><td>STRING</td></tr>
 * <tr><td>bytes, object_bytes</td><td>BIGINT, sent without headers, and the object's size</td></tr>
 * <tr><td>duration_us, turn_around_us</td><td>BIGINT, until the last byte was sent, and until S3 began to; the log has
 *     milliseconds</td></tr>
 * <tr><td>referer, user_agent, version_id, host_id, signature_version, ssl_cipher, auth_type, vhost, ssl_protocol,
 *     access_point_arn, acl_required (Yes or null), source_region</td><td>STRING</td></tr>
 * </table>
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html">Amazon S3 server access log
 *     format</a>
 */
public final class S3Format {
    private static final int EXPECTED = 17;

    private static final List<Field> FIELDS = List.of(
            Field.text("bucket_owner"),
            Field.text("bucket"),
            Field.bracketed("ts"),
            Field.text("client_ip"),
            Field.text("requester"),
            Field.text("request_id"),
            Field.text("operation"),
            Field.text("key"),
            Field.request("path"),
            Field.integer("status"),
            Field.text("error_code"),
            Field.number("bytes"),
            Field.number("object_bytes"),
            Field.millis("duration_us"),
            Field.millis("turn_around_us"),
            Field.quoted("referer"),
            Field.quoted("user_agent"),
            Field.text("version_id"),
            Field.text("host_id"),
            Field.text("signature_version"),
            Field.text("ssl_cipher"),
            Field.text("auth_type"),
            Field.text("vhost"),
            Field.text("ssl_protocol"),
            Field.text("access_point_arn"),
            Field.text("acl_required"),
            Field.text("source_region"));

    private S3Format() {}

    /** The format, with the zone of times that do not say theirs: no time of S3. */
    public static LineFormat of(ZoneId zone) {
        return new AwsFormat(FIELDS, EXPECTED, false, Header.NONE, zone.getId());
    }
}

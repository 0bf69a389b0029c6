package dev.sluice.logs.format.w3c;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * The extended log of the W3C, {@code format = w3c}, as IIS 6 to 10, HTTP.sys and Tomcat write it; CloudFront's
 * standard log, {@code format = cloudfront}; and CloudFront's real-time log, {@code cloudfront-realtime} and the names of
 * its fields.
 *
 * <p>The fields of a line are those of the directive {@code #Fields:} before it, which may change within the file.
 * Directives are headers. CloudFront's standard log has the 33 documented fields where there is no directive.
 *
 * <table>
 * <caption>Columns, the same in both where nothing else is said</caption>
 * <tr><td>ts</td><td>TIMESTAMP from date and time, which are UTC; w3c: the day of the directive {@code #Date:} where
 *     there is no date; real-time: timestamp</td></tr>
 * <tr><td>client_ip, client_port, server_ip, server_port</td><td>STRING, INT of c-ip, c-port, s-ip, s-port</td></tr>
 * <tr><td>user, method, path, query, url, protocol</td><td>STRING of cs-username, cs-method, cs-uri-stem, cs-uri-query,
 *     cs-uri (HTTP.sys), cs-version</td></tr>
 * <tr><td>status, substatus, win32_status</td><td>INT, INT, BIGINT</td></tr>
 * <tr><td>bytes_out, bytes_in</td><td>BIGINT of sc-bytes, cs-bytes</td></tr>
 * <tr><td>duration_us</td><td>BIGINT microseconds of time-taken. w3c: whole numbers are milliseconds, as IIS has it, unless
 *     {@code #Software:} names another vendor than Microsoft; anything else is seconds. CloudFront: seconds</td></tr>
 * <tr><td>user_agent</td><td>STRING; w3c: + is a blank and ++ a blank and +, as IIS writes them, unless {@code #Software:}
 *     names another vendor; CloudFront: percent-decoded once</td></tr>
 * <tr><td>vhost, referer, cookie, x_forwarded_for</td><td>STRING as they stand; of CloudFront vhost is
 *     x-host-header</td></tr>
 * <tr><td>ssl_protocol, ssl_cipher, ssl_hash, ssl_key_exchange</td><td>STRING; of IIS the codes of its crypt-
 *     fields</td></tr>
 * <tr><td>site, site_id, computer, stream_id, stream_id_ex, reason, queue</td><td>STRING; w3c</td></tr>
 * <tr><td>edge_location, domain_name, result_type, response_result_type, detailed_result_type, request_id, scheme,
 *     fle_status, fle_encrypted_fields INT, first_byte_us BIGINT, content_type, content_length BIGINT, range_start BIGINT,
 *     range_end BIGINT</td><td>CloudFront; and of its real-time log ip_version, country, asn BIGINT, accept_encoding,
 *     accept, cache_behavior, request_headers, request_header_names, request_header_count INT, origin_first_byte_us
 *     BIGINT, origin_last_byte_us BIGINT</td></tr>
 * <tr><td>extra</td><td>STRING, a JSON object of all other fields that have a value: {@code {"x-name":"value"}}</td></tr>
 * </table>
 *
 * <p>"-" is null. Fields are parted by one blank, or by one tab where the directive has tabs; CloudFront's by one tab. In
 * w3c, software of other vendors than Microsoft may put a field into quotes, with two for one inside. Codes in {@code _error}:
 * BAD_NUMBER, BAD_TIME, MISSING_FIELDS, TRAILING_TEXT. Rejected as NOT_IN_FORMAT: a line with no directive before it, and
 * one with another number of fields and no time.
 *
 * <p>Sources: w3.org/TR/WD-logfile; learn.microsoft.com, "W3C Extended Log File Format" and "Error logging in HTTP APIs";
 * docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html and real-time-logs.html; Tomcat's
 * ExtendedAccessLogValve. Immutable.
 */
public final class W3cFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final List<String> STANDARD = words("date time x-edge-location sc-bytes c-ip cs-method cs(Host)"
            + " cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type"
            + " x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher"
            + " x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port"
            + " time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start"
            + " sc-range-end");

    private final Vocabulary vocabulary;
    private final List<String> fields;

    private W3cFormat(Vocabulary vocabulary, List<String> fields) {
        this.vocabulary = vocabulary;
        this.fields = List.copyOf(fields);
    }

    /** The extended log of IIS and others. */
    public static W3cFormat w3c() {
        return new W3cFormat(Vocabulary.W3C, List.of());
    }

    /** CloudFront's standard log. */
    public static W3cFormat cloudfront() {
        return new W3cFormat(Vocabulary.CLOUDFRONT, STANDARD);
    }

    /**
     * CloudFront's real-time log.
     *
     * @param fields their names in the order of the line, as AWS writes them
     * @throws Fault SETTINGS when there is none or one is there twice
     */
    public static W3cFormat realtime(String fields) {
        List<String> names = fields.isBlank() ? List.of() : words(fields.strip());
        Set<String> taken = new HashSet<>();
        boolean unique = names.stream().allMatch(taken::add);
        if (names.isEmpty() || !unique) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use format: cloudfront-realtime " + fields.strip()
                            + (unique
                                    ? " (write its fields behind it: timestamp c-ip ...)"
                                    : " (a field is there twice)"));
        }
        return new W3cFormat(Vocabulary.CLOUDFRONT, names);
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split("\\s+", -1));
    }

    @Override
    public StructType columns() {
        return vocabulary.columns();
    }

    @Override
    public boolean inOrder() {
        return true;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new W3cParser(vocabulary, fields, wanted);
    }
}

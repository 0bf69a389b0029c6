package dev.sluice.logs.format.w3c;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/** The names of fields that a vendor documents, and the columns that they fill. */
enum Vocabulary {
    /** IIS 6 to 10 and HTTP.sys, with what the W3C's draft and Tomcat call the same. */
    W3C,
    /** Standard and real-time logs of CloudFront. */
    CLOUDFRONT;

    private static final Map<String, Field> IIS = table("""
            date ts DATE
            time ts TIME
            s-sitename site TEXT
            s-siteid site_id TEXT
            s-computername computer TEXT
            s-ip server_ip TEXT
            s-port server_port INTEGER
            c-ip client_ip TEXT
            c-port client_port INTEGER
            cs-username user TEXT
            cs-method method TEXT
            cs-uri-stem path TEXT
            cs-uri-query query TEXT
            cs-uri url TEXT
            cs-version protocol TEXT
            cs-host vhost TEXT
            cs(host) vhost TEXT
            sc-status status INTEGER
            sc-substatus substatus INTEGER
            sc-win32-status win32_status NUMBER
            sc-bytes bytes_out NUMBER
            bytes bytes_out NUMBER
            cs-bytes bytes_in NUMBER
            time-taken duration_us DURATION
            cs(user-agent) user_agent AGENT
            cs-user-agent user_agent AGENT
            cs(referer) referer TEXT
            cs(cookie) cookie TEXT
            x-forwarded-for x_forwarded_for TEXT
            streamid stream_id TEXT
            streamid-ex stream_id_ex TEXT
            crypt-protocol ssl_protocol TEXT
            crypt-cipher ssl_cipher TEXT
            crypt-hash ssl_hash TEXT
            crypt-keyexchange ssl_key_exchange TEXT
            s-reason reason TEXT
            s-queuename queue TEXT
            """);

    private static final Map<String, Field> AMAZON = table("""
            date ts DATE
            time ts TIME
            timestamp ts EPOCH
            x-edge-location edge_location TEXT
            sc-bytes bytes_out NUMBER
            c-ip client_ip TEXT
            cs-method method TEXT
            cs(host) domain_name TEXT
            cs-host domain_name TEXT
            cs-uri-stem path TEXT
            sc-status status INTEGER
            cs(referer) referer TEXT
            cs-referer referer TEXT
            cs(user-agent) user_agent AGENT
            cs-user-agent user_agent AGENT
            cs-uri-query query TEXT
            cs(cookie) cookie TEXT
            cs-cookie cookie TEXT
            x-edge-result-type result_type TEXT
            x-edge-request-id request_id TEXT
            x-host-header vhost TEXT
            cs-protocol scheme TEXT
            cs-bytes bytes_in NUMBER
            time-taken duration_us SECONDS
            x-forwarded-for x_forwarded_for TEXT
            ssl-protocol ssl_protocol TEXT
            ssl-cipher ssl_cipher TEXT
            x-edge-response-result-type response_result_type TEXT
            cs-protocol-version protocol TEXT
            fle-status fle_status TEXT
            fle-encrypted-fields fle_encrypted_fields INTEGER
            c-port client_port INTEGER
            time-to-first-byte first_byte_us SECONDS
            x-edge-detailed-result-type detailed_result_type TEXT
            sc-content-type content_type TEXT
            sc-content-len content_length NUMBER
            sc-range-start range_start NUMBER
            sc-range-end range_end NUMBER
            s-ip server_ip TEXT
            c-ip-version ip_version TEXT
            c-country country TEXT
            asn asn NUMBER
            cs-accept-encoding accept_encoding TEXT
            cs-accept accept TEXT
            cache-behavior-path-pattern cache_behavior TEXT
            cs-headers request_headers TEXT
            cs-header-names request_header_names TEXT
            cs-headers-count request_header_count INTEGER
            origin-fbl origin_first_byte_us SECONDS
            origin-lbl origin_last_byte_us SECONDS
            """);

    private static final StructType IIS_COLUMNS = columns(IIS);
    private static final StructType AMAZON_COLUMNS = columns(AMAZON);

    private static Map<String, Field> table(String text) {
        Map<String, Field> fields = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.split(" ", -1))
                .forEach(words -> fields.put(words[0], new Field(words[1], Meaning.valueOf(words[2]))));
        return Collections.unmodifiableMap(fields);
    }

    private static StructType columns(Map<String, Field> fields) {
        Map<String, String> types = new LinkedHashMap<>();
        fields.values()
                .forEach(field ->
                        types.putIfAbsent(field.column(), field.meaning().type()));
        types.put("extra", Meaning.EXTRA.type());
        return StructType.fromDDL(types.entrySet().stream()
                .map(entry -> "`" + entry.getKey() + "` " + entry.getValue())
                .collect(Collectors.joining(", ")));
    }

    /** What is known of a name; of an unknown one that it goes to the column {@code extra}. */
    Field field(String name) {
        return fields().getOrDefault(name.toLowerCase(Locale.ROOT), new Field("extra", Meaning.EXTRA));
    }

    /** The columns of all fields, in the order of the table, and {@code extra}. */
    StructType columns() {
        return this == W3C ? IIS_COLUMNS : AMAZON_COLUMNS;
    }

    private Map<String, Field> fields() {
        return this == W3C ? IIS : AMAZON;
    }
}

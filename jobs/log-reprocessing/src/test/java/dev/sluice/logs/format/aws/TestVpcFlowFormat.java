package dev.sluice.logs.format.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.line.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines of https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html, fields of
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html.
 */
class TestVpcFlowFormat {
    private static final String DEFAULT = "version account-id interface-id srcaddr dstaddr srcport dstport protocol"
            + " packets bytes start end action log-status";
    private static final String ACCEPTED =
            "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20"
                    + " 4249 1418530010 1418530070 ACCEPT OK";

    private final AwsReading flow = new AwsReading("vpc-flow");

    @Test
    void readsTheDefaultFields() {
        Parsed line = flow.read(ACCEPTED);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("version")).isEqualTo("2");
        assertThat(line.at("account_id")).isEqualTo("123456789010");
        assertThat(line.at("interface_id")).isEqualTo("eni-1235b8ca123456789");
        assertThat(line.at("srcaddr")).isEqualTo("172.31.16.139");
        assertThat(line.at("dstaddr")).isEqualTo("172.31.16.21");
        assertThat(line.at("srcport")).isEqualTo("20641");
        assertThat(line.at("dstport")).isEqualTo("22");
        assertThat(line.at("ip_protocol")).isEqualTo("6");
        assertThat(line.at("packets")).isEqualTo("20");
        assertThat(line.at("bytes")).isEqualTo("4249");
        assertThat(line.at("ts")).isEqualTo("2014-12-14T04:06:50Z");
        assertThat(line.at("ts_end")).isEqualTo("2014-12-14T04:07:50Z");
        assertThat(line.at("action")).isEqualTo("ACCEPT");
        assertThat(line.at("log_status")).isEqualTo("OK");
    }

    @Test
    void readsRecordsWithoutData() {
        Parsed line = flow.read("2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("srcaddr")).isNull();
        assertThat(line.at("bytes")).isNull();
        assertThat(line.at("ts")).isEqualTo("2015-05-10T18:01:16Z");
        assertThat(line.at("log_status")).isEqualTo("NODATA");
    }

    @Test
    void readsIpVersion6() {
        Parsed line = flow.read("2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105"
                + " 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708 1477913820 ACCEPT OK");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("srcaddr")).isEqualTo("2001:db8:1234:a100:8d6e:3477:df66:f105");
    }

    @Test
    void readsACustomListInBothWritings() {
        String names =
                "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport"
                        + " pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status";
        // The page has two blanks in this line.
        String line = "3 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-01234567890123456 eni-1235b8ca123456789"
                + " 123456789010 IPv4 10.0.0.62 52.213.180.42 5001 43638  10.0.0.62 52.213.180.42 6 967 14 1566933133"
                + " 1566933193 ACCEPT 19 OK";
        String dollars = "${" + names.replace(" ", "}\n  ${") + "}";
        for (String list : new String[] {names, dollars}) {
            Parsed parsed = new AwsReading("vpc-flow " + list).read(line);
            assertThat(parsed.error()).isEmpty();
            assertThat(parsed.at("vpc_id")).isEqualTo("vpc-abcdefab012345678");
            assertThat(parsed.at("pkt_srcaddr")).isEqualTo("10.0.0.62");
            assertThat(parsed.at("tcp_flags")).isEqualTo("19");
            assertThat(parsed.at("log_status")).isEqualTo("OK");
        }
    }

    @Test
    void readsTheFieldsOfVersion5() {
        Parsed line = new AwsReading("vpc-flow version srcaddr dstaddr srcport dstport protocol start end type packets"
                        + " bytes account-id vpc-id subnet-id instance-id interface-id region az-id sublocation-type"
                        + " sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr pkt-src-aws-service"
                        + " pkt-dst-aws-service traffic-path flow-direction log-status")
                .read("5 10.0.0.71 52.95.128.179 34210 80 6 1616729292 1616729349 IPv4 7 471 123456789012"
                        + " vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789"
                        + " ap-southeast-2 apse2-az3 - - ACCEPT 3 10.0.0.71 52.95.128.179 - S3 8 egress OK");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("sublocation_type")).isNull();
        assertThat(line.at("pkt_dst_aws_service")).isEqualTo("S3");
        assertThat(line.at("traffic_path")).isEqualTo("8");
        assertThat(line.at("flow_direction")).isEqualTo("egress");
    }

    @Test
    void aHeaderIsNoRowAndNoReject() {
        Parsed header = flow.read(DEFAULT);
        assertThat(header.columns().isHeader()).isTrue();
        assertThat(header.columns().rejected()).isFalse();
        assertThat(flow.read(ACCEPTED).columns().isHeader()).isFalse();
        AwsReading custom = new AwsReading("vpc-flow ${instance-id} ${srcaddr}");
        assertThat(custom.read("instance-id srcaddr").columns().isHeader()).isTrue();
        assertThat(custom.read("i-01234567890123456 10.0.1.5").columns().isHeader())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT + " vpc-id", "version", "srcaddr dstaddr", "tcp-flags log-status"})
    void aHeaderOfOtherFieldsIsAReject(String line) {
        Parsed parsed = flow.read(line);
        assertThat(parsed.columns().isHeader()).isFalse();
        assertThat(parsed.columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
        assertThat(parsed.columns().rejectMessage()).contains("header");
    }

    @Test
    void withoutATimeEveryFieldMustBeThere() {
        AwsReading custom = new AwsReading("vpc-flow instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr");
        Parsed line = custom.read("- eni-1235b8ca123456789 10.0.1.5 10.0.0.220 10.0.1.5 203.0.113.5");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("instance_id")).isNull();
        assertThat(line.at("pkt_dstaddr")).isEqualTo("203.0.113.5");
        assertThat(custom.read("- eni-1235b8ca123456789 10.0.1.5").columns().rejectCode())
                .isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void badAndMissingFieldsAreTold() {
        Parsed bad = flow.read(ACCEPTED.replace(" 4249 ", " 42.9 "));
        assertThat(bad.error()).isEqualTo("BAD_NUMBER bytes 79");
        assertThat(bad.at("bytes")).isNull();
        assertThat(flow.read(ACCEPTED.replace("20641", "99999999999")).error()).startsWith("BAD_NUMBER srcport");
        assertThat(flow.read(ACCEPTED.replace(" ACCEPT OK", "")).error()).startsWith("MISSING_FIELDS action");
        assertThat(flow.read(ACCEPTED + " x").error()).startsWith("TRAILING_TEXT null");
        assertThat(flow.read("2 123456789010 eni-1235b8ca123456789").columns().rejectCode())
                .isEqualTo("NOT_IN_FORMAT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${srcaddr", "srcaddr dst_addr", "$srcaddr", "srcaddr ${srcaddr}", "start ts", "Version", "a,b"})
    void refusesListsItCannotRead(String list) {
        assertThatThrownBy(() -> new AwsReading("vpc-flow " + list))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot use log format: vpc-flow " + list);
    }
}

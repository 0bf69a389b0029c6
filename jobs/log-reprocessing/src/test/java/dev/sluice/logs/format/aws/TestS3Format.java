package dev.sluice.logs.format.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html. */
class TestS3Format {
    private static final String OWNER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    private static final String HEAD = OWNER + " amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 " + OWNER;
    private static final String TAIL = " SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader"
            + " amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2";
    private static final String VERSIONING = HEAD + " 3E57427F3EXAMPLE REST.GET.VERSIONING -"
            + " \"GET /amzn-s3-demo-bucket1?versioning HTTP/1.1\" 200 - 113 - 7 - \"-\" \"S3Console/0.4\" -"
            + " s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234=" + TAIL
            + " arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP Yes us-east-1";

    private final AwsReading s3 = new AwsReading("s3");

    @Test
    void readsALineWithAllItsFields() {
        Parsed line = s3.read(VERSIONING);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("bucket_owner")).isEqualTo(OWNER);
        assertThat(line.at("bucket")).isEqualTo("amzn-s3-demo-bucket1");
        assertThat(line.at("ts")).isEqualTo("2019-02-06T00:00:38Z");
        assertThat(line.at("client_ip")).isEqualTo("192.0.2.3");
        assertThat(line.at("requester")).isEqualTo(OWNER);
        assertThat(line.at("request_id")).isEqualTo("3E57427F3EXAMPLE");
        assertThat(line.at("operation")).isEqualTo("REST.GET.VERSIONING");
        assertThat(line.at("key")).isNull();
        assertThat(line.at("method")).isEqualTo("GET");
        assertThat(line.at("path")).isEqualTo("/amzn-s3-demo-bucket1?versioning");
        assertThat(line.at("protocol")).isEqualTo("HTTP/1.1");
        assertThat(line.at("request")).isNull();
        assertThat(line.at("status")).isEqualTo("200");
        assertThat(line.at("error_code")).isNull();
        assertThat(line.at("bytes")).isEqualTo("113");
        assertThat(line.at("object_bytes")).isNull();
        assertThat(line.at("duration_us")).isEqualTo("7000");
        assertThat(line.at("turn_around_us")).isNull();
        assertThat(line.at("referer")).isNull();
        assertThat(line.at("user_agent")).isEqualTo("S3Console/0.4");
        assertThat(line.at("version_id")).isNull();
        assertThat(line.at("host_id")).startsWith("s9lzHYrFp76ZVxRcpX9+5cj").endsWith("Li31234=");
        assertThat(line.at("signature_version")).isEqualTo("SigV4");
        assertThat(line.at("ssl_cipher")).isEqualTo("ECDHE-RSA-AES128-GCM-SHA256");
        assertThat(line.at("auth_type")).isEqualTo("AuthHeader");
        assertThat(line.at("vhost")).isEqualTo("amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com");
        assertThat(line.at("ssl_protocol")).isEqualTo("TLSV1.2");
        assertThat(line.at("access_point_arn")).isEqualTo("arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP");
        assertThat(line.at("acl_required")).isEqualTo("Yes");
        assertThat(line.at("source_region")).isEqualTo("us-east-1");
    }

    @Test
    void readsErrorsAndUploads() {
        Parsed missing = s3.read(HEAD + " A1206F460EXAMPLE REST.GET.BUCKETPOLICY -"
                + " \"GET /amzn-s3-demo-bucket1?policy HTTP/1.1\" 404 NoSuchBucketPolicy 297 - 38 - \"-\" \"S3Console/0.4\""
                + " - BNaBsXZQQDbssi6xMBdBU2sLt+Yf5kZDmeBUP35sFoKa3sLLeMC78iwEIWxs99CRUrbS4n11234=" + TAIL + " - -");
        assertThat(missing.error()).isEmpty();
        assertThat(missing.at("status")).isEqualTo("404");
        assertThat(missing.at("error_code")).isEqualTo("NoSuchBucketPolicy");
        assertThat(missing.at("access_point_arn")).isNull();
        Parsed put = s3.read(HEAD + " DD6CC733AEXAMPLE REST.PUT.OBJECT s3-dg.pdf"
                + " \"PUT /amzn-s3-demo-bucket1/s3-dg.pdf HTTP/1.1\" 200 - - 4406583 41754 28 \"-\" \"S3Console/0.4\" -"
                + " 10S62Zv81kBW7BB6SX4XJ48o6kpcl6LPwEoizZQQxJd5qDSCTLX0TgS37kYUBKQW3+bPdrg1234=" + TAIL);
        assertThat(put.error()).isEmpty();
        assertThat(put.at("key")).isEqualTo("s3-dg.pdf");
        assertThat(put.at("bytes")).isNull();
        assertThat(put.at("object_bytes")).isEqualTo("4406583");
        assertThat(put.at("duration_us")).isEqualTo("41754000");
        assertThat(put.at("turn_around_us")).isEqualTo("28000");
    }

    @Test
    void readsARequestWithoutAProtocolAndALineOfThe2000s() {
        Parsed line = s3.read(HEAD + " 3E57427F33A59F07 REST.COPY.OBJECT_GET /photos/2019/08/puppy.jpg"
                + " \"GET /amzn-s3-demo-bucket1/photos/2019/08/puppy.jpg?x-foo=bar\" 200 - 2662992 3462992 70 10"
                + " \"http://www.amazon.com/webservices\" \"curl/7.15.1\"");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("path")).isEqualTo("/amzn-s3-demo-bucket1/photos/2019/08/puppy.jpg?x-foo=bar");
        assertThat(line.at("protocol")).isNull();
        assertThat(line.at("referer")).isEqualTo("http://www.amazon.com/webservices");
        assertThat(line.at("user_agent")).isEqualTo("curl/7.15.1");
        assertThat(line.at("version_id")).isNull();
    }

    /** S3 does not escape what a client sends. */
    @Test
    void readsQuotesAndBackslashesOfClients() {
        Parsed line = s3.read(VERSIONING
                .replace("?versioning ", "?a=\" ")
                .replace("\"-\" \"S3Console/0.4\"", "\"say \"hi\", all\" \"Safari/604.1 \\\"\""));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("path")).isEqualTo("/amzn-s3-demo-bucket1?a=\"");
        assertThat(line.at("protocol")).isEqualTo("HTTP/1.1");
        assertThat(line.at("status")).isEqualTo("200");
        assertThat(line.at("referer")).isEqualTo("say \"hi\", all");
        assertThat(line.at("user_agent")).isEqualTo("Safari/604.1 \\\"");
        assertThat(line.at("source_region")).isEqualTo("us-east-1");
    }

    @Test
    void aBadFieldNullsThatFieldAndSaysSo() {
        Parsed line = s3.read(VERSIONING.replace("[06/Feb", "[36/Feb").replace(" 113 ", " 1x3 "));
        assertThat(line.columns().rejected()).isFalse();
        assertThat(line.at("ts")).isNull();
        assertThat(line.at("bytes")).isNull();
        assertThat(line.at("client_ip")).isEqualTo("192.0.2.3");
        assertThat(line.error()).isEqualTo("BAD_TIME ts 88");
        Parsed request = s3.read(VERSIONING.replace("GET /amzn", "get /amzn"));
        assertThat(request.error()).startsWith("BAD_REQUEST request ");
        assertThat(request.at("request")).isEqualTo("get /amzn-s3-demo-bucket1?versioning HTTP/1.1");
        assertThat(request.at("path")).isNull();
    }

    @Test
    void tellsMissingAndFurtherFields() {
        Parsed cut = s3.read(VERSIONING.substring(0, VERSIONING.indexOf(" 113 ")));
        assertThat(cut.error()).startsWith("MISSING_FIELDS bytes ");
        assertThat(cut.at("status")).isEqualTo("200");
        Parsed inside = s3.read(VERSIONING.substring(0, VERSIONING.indexOf("ole/0.4")));
        assertThat(inside.error()).startsWith("MISSING_FIELDS version_id ");
        assertThat(inside.at("user_agent")).isEqualTo("S3Cons");
        Parsed further = s3.read(VERSIONING + " new");
        assertThat(further.error()).isEqualTo("TRAILING_TEXT null " + (VERSIONING.length() + 2));
        assertThat(further.at("source_region")).isEqualTo("us-east-1");
        assertThat(s3.read(VERSIONING + " ").error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "a b", "a b [06/Feb/2019:00:0", "java.lang.Error: at x (y)", "\u0000", "\"", "[ ["})
    void whatDoesNotGetToItsTimeIsNoRow(String line) {
        assertThat(s3.read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }
}

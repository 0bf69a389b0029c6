package dev.sluice.logs.format.w3c;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields as in Microsoft's "W3C Extended Log File Format" and "Error logging in HTTP APIs". */
class TestW3cFormat extends LineFormatContract {
    private static final String IIS8 = "#Software: Microsoft Internet Information Services 8.0";

    /** The sample of Azure HDInsight. */
    private static final String IIS8_FIELDS = "#Fields: date time s-sitename cs-method cs-uri-stem cs-uri-query s-port"
            + " cs-username c-ip cs(User-Agent) cs(Cookie) cs(Referer) cs-host sc-status sc-substatus sc-win32-status"
            + " sc-bytes cs-bytes time-taken";

    private static final String IIS8_LINE =
            "2014-01-01 02:01:09 SAMPLEWEBSITE GET /blogposts/mvc4/step2.png X-ARR-LOG-ID=2ec4b8ad-3cf0-4442-93ab-837317ece6a1"
                    + " 80 - 1.54.23.196 Mozilla/5.0+(Windows+NT+6.3;+WOW64)+AppleWebKit/537.36 -"
                    + " http://weblogs.asp.net/sample/default.aspx www.sample.com 200 0 0 53175 871 46";

    /** Every field that Microsoft documents for IIS and HTTP.sys, and one that it does not. */
    private static final String ALL = "#Fields: date time s-sitename s-siteid s-computername s-ip s-port c-ip c-port"
            + " cs-username cs-method cs-uri-stem cs-uri-query cs-uri cs-version cs-host sc-status sc-substatus"
            + " sc-win32-status sc-bytes cs-bytes time-taken cs(User-Agent) cs(Referer) cs(Cookie) X-Forwarded-For streamid"
            + " streamid-ex crypt-protocol crypt-cipher crypt-hash crypt-keyexchange s-reason s-queuename X-My \"q\"";

    private static final String ALL_LINE =
            "2020-12-10 15:02:48 W3SVC1 7 WEB1 10.0.0.5 443 192.0.2.4 50123 DOMAIN\\j GET /a b=c"
                    + " /u HTTP/1.1 example.com 304 3 2148074254 166 359 140 Agent/1.0+(x;++y) http://r/ k=v;+l=w 203.0.113.9 1 2 400"
                    + " 6610 800d ae06 Timer_ConnectionIdle Pool \\x \"y\"";

    @Override
    protected LineFormat format() {
        return Reading.of(W3cFormat.w3c(), ALL);
    }

    @Override
    protected List<String> lines() {
        return List.of(ALL_LINE, ALL_LINE.replaceAll(" [^ ]+ [^ ]+$", " - -"));
    }

    @Test
    void readsIis8() {
        assertThat(Reading.of(W3cFormat.w3c(), IIS8, IIS8_FIELDS).fields(IIS8_LINE))
                .containsExactly(
                        "ts=2014-01-01T02:01:09Z",
                        "site=SAMPLEWEBSITE",
                        "server_port=80",
                        "client_ip=1.54.23.196",
                        "method=GET",
                        "path=/blogposts/mvc4/step2.png",
                        "query=X-ARR-LOG-ID=2ec4b8ad-3cf0-4442-93ab-837317ece6a1",
                        "vhost=www.sample.com",
                        "status=200",
                        "substatus=0",
                        "win32_status=0",
                        "bytes_out=53175",
                        "bytes_in=871",
                        "duration_us=46000",
                        "user_agent=Mozilla/5.0 (Windows NT 6.3; WOW64) AppleWebKit/537.36",
                        "referer=http://weblogs.asp.net/sample/default.aspx");
    }

    @Test
    void readsEveryField() {
        assertThat(Reading.of(W3cFormat.w3c(), ALL).fields(ALL_LINE))
                .containsExactly(
                        "ts=2020-12-10T15:02:48Z",
                        "site=W3SVC1",
                        "site_id=7",
                        "computer=WEB1",
                        "server_ip=10.0.0.5",
                        "server_port=443",
                        "client_ip=192.0.2.4",
                        "client_port=50123",
                        "user=DOMAIN\\j",
                        "method=GET",
                        "path=/a",
                        "query=b=c",
                        "url=/u",
                        "protocol=HTTP/1.1",
                        "vhost=example.com",
                        "status=304",
                        "substatus=3",
                        "win32_status=2148074254",
                        "bytes_out=166",
                        "bytes_in=359",
                        "duration_us=140000",
                        "user_agent=Agent/1.0 (x; +y)",
                        "referer=http://r/",
                        "cookie=k=v;+l=w",
                        "x_forwarded_for=203.0.113.9",
                        "stream_id=1",
                        "stream_id_ex=2",
                        "ssl_protocol=400",
                        "ssl_cipher=6610",
                        "ssl_hash=800d",
                        "ssl_key_exchange=ae06",
                        "reason=Timer_ConnectionIdle",
                        "queue=Pool",
                        "extra={\"X-My\":\"\\\\x\",\"\\\"q\\\"\":\"\\\"y\\\"\"}");
    }

    @Test
    void extraHasOnlyWhatHasAValue() {
        Reading reading = Reading.of(W3cFormat.w3c(), "#Fields: date time x-a x-b");
        assertThat(reading.read("2026-09-03 00:00:01 - y").at("extra")).isEqualTo("{\"x-b\":\"y\"}");
        assertThat(reading.read("2026-09-03 00:00:01 - -").at("extra")).isNull();
    }

    /** From posts of users; HTTP.sys writes a blank at the end. */
    @Test
    void readsHttpSys() {
        Reading errors = Reading.of(
                W3cFormat.w3c(),
                "#Software: Microsoft HTTP API 2.0",
                "#Version: 1.0",
                "#Date: 2018-08-13 03:12:38",
                "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason"
                        + " s-queuename");
        assertThat(errors.fields(
                        "2018-08-13 03:25:22 203.0.113.127 12052 10.1.2.5 80 HTTP/1.1 GET /a?b - 503 - N/A - "))
                .containsExactly(
                        "ts=2018-08-13T03:25:22Z",
                        "server_ip=10.1.2.5",
                        "server_port=80",
                        "client_ip=203.0.113.127",
                        "client_port=12052",
                        "method=GET",
                        "url=/a?b",
                        "protocol=HTTP/1.1",
                        "status=503",
                        "reason=N/A");
    }

    @Test
    void fieldsChangeWithinAFileAndDirectivesAreHeaders() {
        List<String> file = List.of(
                "#Software: Microsoft Internet Information Services 10.0",
                "#Version: 1.0",
                "#Date: 2026-09-03 00:00:00",
                "#Fields: date time cs-method cs-uri-stem sc-status",
                "2026-09-03 00:00:01 GET /a 200",
                "#Remark: x",
                "#Fields: date time sc-status cs-uri-stem",
                "2026-09-03 00:02:00 404 /b",
                "#Fields: date time cs-method cs-uri-stem sc-status",
                "2026-09-03 00:03:00 PUT /c 201",
                "# no directive");
        assertThat(W3cFormat.w3c().inOrder()).isTrue();
        assertThat(all(file))
                .containsExactly(
                        "header",
                        "header",
                        "header",
                        "header",
                        "GET /a 200",
                        "header",
                        "header",
                        "null /b 404",
                        "header",
                        "PUT /c 201",
                        "NOT_IN_FORMAT");
    }

    @Test
    void aFileForgetsTheOneBefore() {
        LineParser parser = W3cFormat.w3c().parser(W3cFormat.w3c().columns());
        Columns columns = new Columns(W3cFormat.w3c().columns());
        for (String line : List.of("#Software: Apache Tomcat", "#Fields: date time", "#Date: 2026-01-01")) {
            columns.clear(0);
            parser.parse(line.getBytes(UTF_8), 0, line.length(), columns);
        }
        parser.begin(Reading.FILE);
        columns.clear(0);
        parser.parse("2026-09-03 00:00:01".getBytes(UTF_8), 0, 19, columns);
        assertThat(columns.rejectCode()).isEqualTo("NOT_IN_FORMAT");
        assertThat(columns.rejectMessage()).endsWith("there is no #Fields before it");
        columns.clear(0);
        parser.parse("#Fields: time time-taken".getBytes(UTF_8), 0, 24, columns);
        columns.clear(0);
        parser.parse("00:00:01 5".getBytes(UTF_8), 0, 10, columns);
        columns.keep();
        Parsed row = new Parsed(W3cFormat.w3c().columns(), columns);
        assertThat(row.at("duration_us")).isEqualTo("5000");
        assertThat(row.at("ts")).isNull();
    }

    /** As Tomcat's ExtendedAccessLogValve quotes. */
    @Test
    void otherVendorsPutFieldsIntoQuotes() {
        String fields = "#Fields: date time cs(User-Agent) cs-uri-stem x-A(b)";
        Reading tomcat = Reading.of(W3cFormat.w3c(), "#Software: Apache Tomcat/9.0.80", fields);
        assertThat(tomcat.fields("2026-09-03 00:00:01 \"a+b \"\"c\"\" d\" /x \"y z\""))
                .containsExactly(
                        "ts=2026-09-03T00:00:01Z", "path=/x", "user_agent=a+b \"c\" d", "extra={\"x-A(b)\":\"y z\"}");
        assertThat(tomcat.read("2026-09-03 00:00:01 \"a /x y").at("user_agent")).isEqualTo("\"a");
        assertThat(tomcat.read("2026-09-03 00:00:01 \"a\"b /x y").at("user_agent"))
                .isEqualTo("\"a\"b");
        assertThat(Reading.of(W3cFormat.w3c(), IIS8, fields)
                        .read("2026-09-03 00:00:01 \"a /x y\"")
                        .at("user_agent"))
                .isEqualTo("\"a");
    }

    @Test
    void namesWithTabsBetweenArePartedByTabs() {
        Reading reading = Reading.of(W3cFormat.w3c(), "#Fields: date\ttime\tcs-uri-stem\tc-ip");
        assertThat(reading.fields("2026-09-03\t00:00:01\t/a b\t192.0.2.1"))
                .containsExactly("ts=2026-09-03T00:00:01Z", "client_ip=192.0.2.1", "path=/a b");
    }

    private static List<String> all(List<String> lines) {
        LineParser parser = W3cFormat.w3c().parser(W3cFormat.w3c().columns());
        parser.begin(Reading.FILE);
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            Columns columns = new Columns(W3cFormat.w3c().columns());
            columns.clear(0);
            parser.parse(line.getBytes(UTF_8), 0, line.length(), columns);
            columns.keep();
            Parsed row = new Parsed(W3cFormat.w3c().columns(), columns);
            rows.add(
                    columns.isHeader()
                            ? "header"
                            : columns.rejected()
                                    ? columns.rejectCode()
                                    : row.at("method") + " " + row.at("path") + " " + row.at("status"));
        }
        return rows;
    }
}

package dev.sluice.logs.format.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of HAProxy's Configuration Manual, 8.2 to 8.9, unless a comment says otherwise. */
class TestHaproxyFormat extends LineFormatContract {
    private static final String DEFAULT =
            "Feb  6 12:12:09 localhost haproxy[14385]: Connect from 10.0.1.2:33312 to 10.0.3.31:8012 (www/HTTP)";
    private static final String TCP =
            "Feb  6 12:12:56 localhost haproxy[14387]: 10.0.1.2:33313 [06/Feb/2009:12:12:51.443] fnt"
                    + " bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0";
    private static final String HTTP =
            "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in"
                    + " static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} \"GET /index.html HTTP/1.1\"";
    private static final String ERROR =
            "Dec  3 18:27:14 localhost haproxy[6103]: 127.0.0.1:56059 [03/Dec/2012:17:35:10.380] frt/f1:"
                    + " Connection error during SSL handshake";

    /** From HAProxy Enterprise's documentation of logs. */
    private static final String HTTPS =
            "Feb  6 12:14:14 localhost hapee-lb[3098]: 192.168.50.1:61818 [27/Jan/2021:21:52:56.086] fe_main~"
                    + " be_servers/s1 0/0/1/1/2 200 517 - - ---- 1/1/0/0/0 0/0 {1wt.eu} {} \"GET / HTTP/1.1\" 0/0/0/0/0"
                    + " 1wt.eu/TLSv1.3/TLS_AES_256_GCM_SHA384";

    @Override
    protected LineFormat format() {
        return Reading.format();
    }

    @Override
    protected List<String> lines() {
        return List.of(
                DEFAULT,
                TCP,
                HTTP,
                ERROR,
                HTTPS,
                "Oct 15 15:18:55 a haproxy[x]: unix:3 [15/Oct/2003:15:18:55] px-http px-http/<NOSRV> -1/-1/-1/-1/+8490 -1"
                        + " +10 JSESSION=1 JSESSION=2 CR-- 2/2/2/0/+1 0/0 {a b||} {c} \"<BADREQ>\"");
    }

    @Test
    void readsTheDefaultFormat() {
        assertThat(Reading.fields(DEFAULT))
                .containsExactly(
                        "ts=2024-02-06T12:12:09Z",
                        "_time_source=gzip-header",
                        "host=localhost",
                        "program=haproxy",
                        "pid=14385",
                        "client_ip=10.0.1.2",
                        "client_port=33312",
                        "destination_ip=10.0.3.31",
                        "destination_port=8012",
                        "frontend=www");
    }

    @Test
    void readsTcp() {
        assertThat(Reading.fields(TCP))
                .containsExactly(
                        "ts=2009-02-06T12:12:51.443Z",
                        "_time_source=line",
                        "host=localhost",
                        "program=haproxy",
                        "pid=14387",
                        "client_ip=10.0.1.2",
                        "client_port=33313",
                        "frontend=fnt",
                        "tls=false",
                        "backend=bck",
                        "server=srv1",
                        "queue_us=0",
                        "connect_us=0",
                        "duration_us=5007000",
                        "early=false",
                        "bytes=212",
                        "termination_state=--",
                        "actconn=0",
                        "feconn=0",
                        "beconn=0",
                        "srv_conn=0",
                        "retries=3",
                        "redispatched=false",
                        "server_queue=0",
                        "backend_queue=0");
    }

    @Test
    void readsHttp() {
        assertThat(Reading.fields(HTTP))
                .containsExactly(
                        "ts=2009-02-06T12:14:14.655Z",
                        "_time_source=line",
                        "host=localhost",
                        "program=haproxy",
                        "pid=14389",
                        "client_ip=10.0.1.2",
                        "client_port=33317",
                        "frontend=http-in",
                        "tls=false",
                        "backend=static",
                        "server=srv1",
                        "request_us=10000",
                        "queue_us=0",
                        "connect_us=30000",
                        "response_us=69000",
                        "duration_us=109000",
                        "early=false",
                        "status=200",
                        "bytes=2750",
                        "termination_state=----",
                        "actconn=1",
                        "feconn=1",
                        "beconn=1",
                        "srv_conn=1",
                        "retries=0",
                        "redispatched=false",
                        "server_queue=0",
                        "backend_queue=0",
                        "request_headers=1wt.eu",
                        "method=GET",
                        "path=/index.html",
                        "protocol=HTTP/1.1");
    }

    @Test
    void readsHttps() {
        assertThat(Reading.fields(HTTPS))
                .contains(
                        "program=hapee-lb", "frontend=fe_main", "tls=true", "method=GET", "path=/", "protocol=HTTP/1.1")
                .endsWith(
                        "connection_error=0",
                        "ssl_error=0",
                        "client_cert_error=0",
                        "client_ca_error=0",
                        "ssl_resumed=false",
                        "sni=1wt.eu",
                        "ssl_protocol=TLSv1.3",
                        "ssl_cipher=TLS_AES_256_GCM_SHA384");
        assertThat(Reading.fields(
                        HTTPS.replace("0/0/0/0/0 1wt.eu/TLSv1.3/TLS_AES_256_GCM_SHA384", "30/14094412/10/3/1 -/-/-")))
                .endsWith(
                        "connection_error=30",
                        "ssl_error=14094412",
                        "client_cert_error=10",
                        "client_ca_error=3",
                        "ssl_resumed=true");
        assertThat(Reading.fields(HTTPS.replace("0/0/0/0/0 1wt.eu", "-/-/-/-/- 1wt.eu")))
                .doesNotContain("connection_error=0", "ssl_resumed=false")
                .endsWith("sni=1wt.eu", "ssl_protocol=TLSv1.3", "ssl_cipher=TLS_AES_256_GCM_SHA384");
    }

    @Test
    void readsErrorsAndOtherMessages() {
        assertThat(Reading.fields(ERROR))
                .containsExactly(
                        "ts=2012-12-03T17:35:10.380Z",
                        "_time_source=line",
                        "host=localhost",
                        "program=haproxy",
                        "pid=6103",
                        "client_ip=127.0.0.1",
                        "client_port=56059",
                        "frontend=frt",
                        "listener=f1",
                        "message=Connection error during SSL handshake");
        // From a post of a user.
        assertThat(Reading.fields(
                        "Nov 15 00:08:51 localhost haproxy[1671]: Server mysql-cluster/mysql-1 is DOWN, reason:"
                                + " Layer4 timeout, check duration: 2002ms. 1 active and 0 backup servers left."))
                .containsExactly(
                        "ts=2024-11-15T00:08:51Z",
                        "_time_source=gzip-header",
                        "host=localhost",
                        "program=haproxy",
                        "pid=1671",
                        "message=Server mysql-cluster/mysql-1 is DOWN, reason: Layer4 timeout, check duration: 2002ms."
                                + " 1 active and 0 backup servers left.");
    }

    @Test
    void aPlusTellsOfWhatWasNotYetOver() {
        Parsed line = Reading.read("Oct 15 08:32:17 localhost haproxy[674]: 127.0.0.1:33320 [15/Oct/2003:08:32:17.654]"
                + " px-http px-http/srv1 9/0/7/14/+30 200 +243 - - ---- 3/3/3/1/+2 0/0 \"GET /image.iso HTTP/1.0\"");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("duration_us")).isEqualTo("30000");
        assertThat(line.at("early")).isEqualTo("true");
        assertThat(line.at("bytes")).isEqualTo("243");
        assertThat(line.at("retries")).isEqualTo("2");
        assertThat(line.at("redispatched")).isEqualTo("true");
    }

    @Test
    void minusOneIsNoTimeAndNoStatus() {
        Parsed line =
                Reading.read("Oct 15 15:18:55 localhost haproxy[18113]: 127.0.0.1:34548 [15/Oct/2003:15:18:55.798]"
                        + " px-http px-http/<NOSRV> -1/-1/-1/-1/8490 -1 0 - - CR-- 2/2/2/0/0 0/0 \"\"");
        assertThat(line.error()).isEmpty();
        for (String name :
                List.of("request_us", "queue_us", "connect_us", "response_us", "status", "method", "request")) {
            assertThat(line.at(name)).as(name).isNull();
        }
        assertThat(line.at("duration_us")).isEqualTo("8490000");
        assertThat(line.at("server")).isEqualTo("<NOSRV>");
        assertThat(line.at("termination_state")).isEqualTo("CR--");
    }

    @Test
    void readsCapturedHeadersAndCookies() {
        Parsed line = Reading.read(
                "Aug  9 20:26:09 localhost haproxy[2022]: 127.0.0.1:34014 [09/Aug/2004:20:26:09] proxy-out"
                        + " proxy-out/cache1 0/0/0/162/+162 200 +350 - - ---- 0/0/0/0/0 0/0"
                        + " {fr.adserver.yahoo.co||http://fr.f416.mail.} {|864|private||} \"GET http://fr.adserver.yahoo.com/\"");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2004-08-09T20:26:09Z");
        assertThat(line.at("request_headers")).isEqualTo("fr.adserver.yahoo.co||http://fr.f416.mail.");
        assertThat(line.at("response_headers")).isEqualTo("|864|private||");
        assertThat(line.at("path")).isEqualTo("http://fr.adserver.yahoo.com/");
        assertThat(line.at("protocol")).isNull();
        Parsed blanks = Reading.read(
                HTTP.replace("{1wt.eu} {}", "{Mozilla/5.0 (X11; Linux)|} {}").replace(" - - ", " A=1 A=2 "));
        assertThat(blanks.error()).isEmpty();
        assertThat(blanks.at("request_headers")).isEqualTo("Mozilla/5.0 (X11; Linux)|");
        assertThat(blanks.at("request_cookie")).isEqualTo("A=1");
        assertThat(blanks.at("response_cookie")).isEqualTo("A=2");
        Parsed none = Reading.read(HTTP.replace("{1wt.eu} {} ", ""));
        assertThat(none.error()).isEmpty();
        assertThat(none.at("request_headers")).isNull();
        assertThat(none.at("path")).isEqualTo("/index.html");
    }
}

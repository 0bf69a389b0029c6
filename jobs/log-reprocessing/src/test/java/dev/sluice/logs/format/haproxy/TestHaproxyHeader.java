package dev.sluice.logs.format.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.Parsed;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line begins with; log formats as the keyword log has them in HAProxy's Configuration Manual. */
class TestHaproxyHeader {
    private static final String TCP =
            "Feb  6 12:12:56 localhost haproxy[14387]: 10.0.1.2:33313 [06/Feb/2009:12:12:51.443] fnt"
                    + " bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0";
    private static final String HTTP =
            "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in"
                    + " static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} \"GET /index.html HTTP/1.1\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<134>",
                "<134>2009-02-06T12:14:14.700000+00:00 ",
                "2009-02-06T12:14:14.700000+00:00 ",
                "<134>Feb  6 12:14:14 haproxy[14389]: ",
                "2009-02-06T12:14:14.700000+00:00 localhost haproxy[14389]: ",
                "<134>1 2009-02-06T12:14:14.700Z localhost haproxy 14389 - - "
            })
    void whatStandsBeforeTheLineMayBeAnything(String before) {
        Parsed line = Reading.read(before + HTTP.substring(HTTP.indexOf("10.0.1.2")));
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2009-02-06T12:14:14.655Z");
        assertThat(line.at("_time_source")).isEqualTo("line");
        assertThat(line.at("client_ip")).isEqualTo("10.0.1.2");
        assertThat(line.at("protocol")).isEqualTo("HTTP/1.1");
        assertThat(line.at("pid")).isEqualTo(before.contains("14389") ? "14389" : null);
    }

    @Test
    void datesAreInTheZoneOfTheFormat() {
        assertThat(Parsed.of(new HaproxyFormat(ZoneId.of("Europe/Paris")), TCP.substring(TCP.indexOf("10.0.1.2")))
                        .at("ts"))
                .isEqualTo("2009-02-06T11:12:51.443Z");
    }

    @ParameterizedTest
    @CsvSource({"10.0.1.2:33313, 10.0.1.2, 33313", "2001:db8::1:443, 2001:db8::1, 443", "unix:2, unix, 2"})
    void readsTheClient(String peer, String ip, String port) {
        Parsed line = Reading.read(TCP.replace("10.0.1.2:33313", peer));
        assertThat(line.at("client_ip")).isEqualTo(ip);
        assertThat(line.at("client_port")).isEqualTo(port);
    }
}

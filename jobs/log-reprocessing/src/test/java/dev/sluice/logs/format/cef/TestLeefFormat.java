package dev.sluice.logs.format.cef;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as in IBM's "LEEF event components", keys as in its "Predefined LEEF event attributes". */
class TestLeefFormat extends LineFormatContract {
    private static final LineFormat FORMAT =
            Formats.of("leef", Optional.of("role string, `not.there` int"), ZoneId.of("UTC"));

    private static final String OLD = "<13>Jan 18 11:07:53 192.168.1.1 LEEF:1.0|Microsoft|MSExchange|4.0 SP1|15345|"
            + "src=192.0.2.0\tdst=172.50.123.1\tsev=5\tcat=anomaly\tsrcPort=81\tdstPort=21\tusrName=joe.black";
    private static final String NEW =
            "<133>1 2019-01-18T11:07:53.520+07:00 myhostname LEEF:2.0|Lancope|StealthWatch|1.0"
                    + "|41|^|src=192.0.2.0^dst=172.50.123.1^sev=5^cat=anomaly^srcPort=81^dstPort=21^usrName=joe.black";
    private static final String FULL = "LEEF:2.0|a|b|c|d|x7C|devTime=Jan 18 2019 11:07:53.520|proto=6|srcMAC=m|dstMAC=n"
            + "|srcBytes=1|dstBytes=2|srcPackets=3|dstPackets=4|identHostName=i|groupID=g|domain=o|policy=p=q|resource=r"
            + "|url=http://x/?a=b c|role=admin|not.there=1|empty=|alone";

    @Override
    protected LineFormat format() {
        return FORMAT;
    }

    @Override
    protected List<String> lines() {
        return List.of(OLD, NEW, FULL);
    }

    @Test
    void readsBothVersions() {
        List<String> names = List.of(
                "syslog_header",
                "format_version",
                "vendor",
                "product",
                "product_version",
                "event_id",
                "src",
                "dst",
                "severity",
                "category",
                "src_port",
                "dst_port",
                "src_user");
        List<String> rest = List.of("192.0.2.0", "172.50.123.1", "5", "anomaly", "81", "21", "joe.black");
        Parsed old = Parsed.of(FORMAT, OLD);
        assertThat(old.error()).isEmpty();
        assertThat(names.stream().map(old::at))
                .startsWith("<13>Jan 18 11:07:53 192.168.1.1", "1.0", "Microsoft", "MSExchange", "4.0 SP1", "15345")
                .endsWith(rest.toArray(String[]::new));
        Parsed young = Parsed.of(FORMAT, NEW);
        assertThat(young.error()).isEmpty();
        assertThat(names.stream().map(young::at))
                .startsWith(
                        "<133>1 2019-01-18T11:07:53.520+07:00 myhostname",
                        "2.0",
                        "Lancope",
                        "StealthWatch",
                        "1.0",
                        "41")
                .endsWith(rest.toArray(String[]::new));
    }

    @Test
    void readsAttributes() {
        Parsed read = Parsed.of(FORMAT, FULL);
        assertThat(read.error()).isEmpty();
        assertThat(read.at("ts")).isEqualTo("2019-01-18T11:07:53.520Z");
        assertThat(read.at("policy")).isEqualTo("p=q");
        assertThat(read.at("url")).isEqualTo("http://x/?a=b c");
        assertThat(read.at("role")).isEqualTo("admin");
        assertThat(read.at("not.there")).isEqualTo("1");
        assertThat(read.at("src_bytes")).isEqualTo("1");
        Parsed bad = Parsed.of(FORMAT, FULL.replace("srcBytes=1", "srcBytes=x"));
        assertThat(bad.at("src_bytes")).isNull();
        assertThat(bad.error()).isEqualTo("BAD_TYPE src_bytes " + (FULL.indexOf("srcBytes=") + 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"x5E|;^", "0x5E|;^", "x09|;\\t", "|;\\t", "'';\\t", "^|;^", "#|;#", "x5G|;\\t"})
    void findsTheDelimiter(String field, String delimiter) {
        String tab = delimiter.equals("\\t") ? "\t" : delimiter;
        Parsed read = Parsed.of(FORMAT, "LEEF:2.0|a|b|c|d|" + field + "src=1^2" + tab + "dst=3" + tab + "sev=4");
        assertThat(read.at("dst")).isEqualTo("3");
        assertThat(read.at("severity")).isEqualTo("4");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(29);
        for (int i = 0; i < 2_000; i++) {
            boolean old = random.nextBoolean();
            String end = old ? "\t" : "^";
            String user = text(random);
            String policy = text(random);
            String port = Integer.toString(random.nextInt(65_536));
            String line = (old ? "LEEF:1.0|v|p|1|e|" : "LEEF:2.0|v|p|1|e|^|") + "usrName=" + user + end + "srcPort="
                    + port + end + "x=y" + end + "policy=" + policy;
            Parsed read = Parsed.of(FORMAT, line);
            assertThat(read.error()).as(line).isEmpty();
            assertThat(Stream.of("src_user", "policy", "src_port").map(read::at))
                    .as(line)
                    .containsExactly(user, policy, port);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append("ab =|\\\u00e9".charAt(random.nextInt(7)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LEEF:", "LEEF:1.0|a|b|c", "xLEEF:1.0|a|b|c|d|", "CEF:0|a|b|c|d|e|f|src=1"})
    void whatHasNoHeaderIsNoRow(String line) {
        assertThat(Parsed.of(FORMAT, line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }
}

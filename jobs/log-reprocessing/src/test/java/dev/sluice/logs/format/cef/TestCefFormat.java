package dev.sluice.logs.format.cef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples of "Implementing ArcSight Common Event Format", chapter 1, and of VMware's guide to App Control's events. */
class TestCefFormat extends LineFormatContract {
    private static final LineFormat FORMAT = format("cs1 string, cn1 bigint");

    private static final String WORM = "Sep 19 08:26:10 host CEF:0|Security|threatmanager|1.0|100|worm successfully"
            + " stopped|10|src=10.0.0.1 dst=2.1.2.2 spt=1232";
    private static final String BLOCK = "Sep 19 08:26:10 server3.mycorp.local CEF:0|VMware Carbon Black|App Control"
            + "|8.1.0.899|801|Execution block (unapproved file)|5| dst=10.0.0.1 duser=NTAUTHORITY\\SYSTEM msg=File"
            + " 'itunessetup64.exe' has been blocked because it was unapproved.";
    private static final String FULL =
            "CEF:1|a\\|b|c\\\\d|1|x y|n|Very-High|rt=1738326896500 start=Sep 19 2026 08:26:10"
                    + " end=Sep 19 2026 08:26:10.123 UTC spt=1 dpt=2 shost=sh suser=su dhost=dh proto=TCP app=HTTP act=blocked \\="
                    + " a \\\\  outcome=ok reason=r cat=c msg=1\\n2 (a=b) c=d?e=f request=http://x/?q=1&r\\=2 requestMethod=GET"
                    + " requestClientApplication=Mozilla/5.0 (X11) in=10 out=20 cnt=3 fname=f filePath=/a b fileHash=00ff dvc=1.2.3.4"
                    + " dvchost=d externalId=9 cs1=one  cs1Label=label cn1=7 src=1::2";

    private static LineFormat format(String columns) {
        return Formats.of("cef", Optional.of(columns), ZoneId.of("UTC"));
    }

    @Override
    protected LineFormat format() {
        return FORMAT;
    }

    @Override
    protected List<String> lines() {
        return List.of(WORM, BLOCK, FULL);
    }

    @Test
    void readsTheExamples() {
        Parsed worm = Parsed.of(FORMAT, WORM);
        assertThat(worm.error()).isEmpty();
        assertThat(Stream.of(
                                "syslog_header",
                                "format_version",
                                "vendor",
                                "product",
                                "product_version",
                                "event_id",
                                "name",
                                "severity",
                                "src",
                                "dst",
                                "src_port",
                                "ts")
                        .map(worm::at))
                .containsExactly(
                        "Sep 19 08:26:10 host",
                        "0",
                        "Security",
                        "threatmanager",
                        "1.0",
                        "100",
                        "worm successfully stopped",
                        "10",
                        "10.0.0.1",
                        "2.1.2.2",
                        "1232",
                        null);
        Parsed block = Parsed.of(FORMAT, BLOCK);
        assertThat(block.error()).isEmpty();
        assertThat(block.at("dst")).isEqualTo("10.0.0.1");
        assertThat(block.at("dst_user")).isEqualTo("NTAUTHORITY\\SYSTEM");
        assertThat(block.at("message"))
                .isEqualTo("File 'itunessetup64.exe' has been blocked because it was unapproved.");
    }

    /** "Extension with escapes": an equals sign in a value, a bar in the header, a backslash, several lines. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "detected a \\| in message~10~src=10.0.0.1 act=blocked a | dst=1.1.1.1~detected a | in message~blocked a |",
                "detected a \\\\ in packet~10~src=10.0.0.1 act=blocked a \\\\ dst=1.1.1.1~detected a \\ in packet"
                        + "~blocked a \\",
                "detected a = in message~10~src=10.0.0.1 act=blocked a \\= dst=1.1.1.1~detected a = in message"
                        + "~blocked a =",
                "x~10~act=Detected a threat.\\n No action needed. dst=1.1.1.1~x~'Detected a threat.\n No action needed.'"
            })
    void resolvesTheEscapesOfTheGuide(String name, String severity, String extension, String expected, String action) {
        Parsed read =
                Parsed.of(FORMAT, "CEF:0|security|threatmanager|1.0|100|" + name + "|" + severity + "|" + extension);
        assertThat(read.error()).isEmpty();
        assertThat(read.at("name")).isEqualTo(expected);
        assertThat(read.at("action")).isEqualTo(action);
        assertThat(read.at("dst")).isEqualTo("1.1.1.1");
    }

    @Test
    void partsValuesAtTheNextKey() {
        Parsed read = Parsed.of(FORMAT, FULL);
        assertThat(read.error()).isEmpty();
        assertThat(Stream.of(
                                "vendor",
                                "product",
                                "event_id",
                                "severity",
                                "ts",
                                "ts_start",
                                "ts_end",
                                "action",
                                "message",
                                "url",
                                "user_agent",
                                "file_path",
                                "cs1",
                                "cn1",
                                "bytes_in",
                                "src")
                        .map(read::at))
                .containsExactly(
                        "a|b",
                        "c\\d",
                        "x y",
                        "Very-High",
                        "2025-01-31T12:34:56.500Z",
                        "2026-09-19T08:26:10Z",
                        "2026-09-19T08:26:10.123Z",
                        "blocked = a \\",
                        "1\n2 (a=b)",
                        "http://x/?q=1&r=2",
                        "Mozilla/5.0 (X11)",
                        "/a b",
                        "one",
                        "7",
                        "10",
                        "1::2");
    }

    @ParameterizedTest
    @CsvSource({
        "rt=1738326896500, rt=Sep 19 08:26:10, BAD_TYPE ts 42",
        "spt=1 , spt=x , BAD_TYPE src_port 120",
        "dpt=2 , dpt=99999999999 , BAD_TYPE dst_port 126",
        "rt=1738326896500, rt=, ''"
    })
    void aBadValueNullsItsColumn(String from, String into, String error) {
        Parsed read = Parsed.of(FORMAT, FULL.replace(from, into));
        assertThat(read.error()).startsWith(error.replaceAll(" \\d+$", ""));
        assertThat(read.at("severity")).isEqualTo("Very-High");
        assertThat(read.at(error.isEmpty() ? "ts" : error.split(" ", -1)[1])).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CEF",
                "CEF:",
                "CEF:0|a|b|c|d|e",
                "CEF:x|a|b|c|d|e|f|",
                "xCEF:0|a|b|c|d|e|f|",
                "LEEF:1.0|Microsoft|MSExchange|4.0 SP1|15345|src=1.1.1.1",
                "Sep 19 08:26:10 host su: text"
            })
    void whatHasNoHeaderIsNoRow(String line) {
        assertThat(Parsed.of(FORMAT, line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void theExtensionMayBeMissing() {
        Parsed read = Parsed.of(FORMAT, "CEF:0|Red Hat|RHEL|8.0.0|100|SSH login|5");
        assertThat(read.error()).isEmpty();
        assertThat(read.at("name")).isEqualTo("SSH login");
        assertThat(read.at("severity")).isEqualTo("5");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(23);
        for (int i = 0; i < 2_000; i++) {
            String vendor = text(random);
            String name = text(random);
            String message = text(random);
            String user = text(random);
            Instant time = Instant.ofEpochMilli(100_000_000_000L + random.nextLong(3_000_000_000_000L));
            String line = "CEF:0|" + vendor.replace("\\", "\\\\").replace("|", "\\|") + "|p|1|id|"
                    + name.replace("\\", "\\\\").replace("|", "\\|") + "|3|msg=" + extension(message) + " rt="
                    + time.toEpochMilli() + " x.y[0]=z suser=" + extension(user);
            Parsed read = Parsed.of(FORMAT, line);
            assertThat(read.error()).as(line).isEmpty();
            assertThat(Stream.of("vendor", "name", "message", "ts", "src_user").map(read::at))
                    .as(line)
                    .containsExactly(vendor, name, message, time.toString(), user);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append("ab =|\\\u00e9".charAt(random.nextInt(7)));
        }
        return text.append('.').toString();
    }

    private static String extension(String value) {
        return value.replace("\\", "\\\\").replace("=", "\\=");
    }

    @Test
    void aHostileLineIsReadInLinearTime() {
        String head = "CEF:0|a|b|c|d|e|f|";
        for (String line : List.of(
                "CEF:0 ".repeat(1 << 18),
                head + "=".repeat(1 << 20),
                head + "a=".repeat(1 << 19),
                head + "msg=" + "a".repeat(1 << 20) + "=",
                head + "msg=" + "\\".repeat(1 << 20))) {
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> Parsed.of(FORMAT, line));
        }
    }

    @Test
    void refusesAColumnThatIsThere() {
        assertThatThrownBy(() -> format("src string"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("Cannot use column src");
        assertThatThrownBy(() -> format("a array<int>")).isInstanceOf(Fault.class);
        assertThat(Formats.of("cef", Optional.empty(), ZoneId.of("UTC"))
                        .columns()
                        .fieldNames())
                .contains("vendor", "src", "ts");
    }
}

package dev.sluice.logs.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.format.auto.Detector;
import dev.sluice.logs.line.LineFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documentation's lines of each format by each schema. */
class TestNamedLines {
    /** Formats without columns of their own. */
    private static final List<String> DECLARED = List.of("json", "logfmt", "kv", "csv", "tsv");

    record Case(String format, String lines, Map<String, String> ecs, Map<String, String> otel) {
        @Override
        public String toString() {
            return format;
        }
    }

    static List<Case> cases() throws IOException {
        String all = new String(
                TestNamedLines.class.getResourceAsStream("lines.txt").readAllBytes(), StandardCharsets.UTF_8);
        List<Case> cases = new ArrayList<>();
        for (String section : all.split("(?m)^== ", -1)) {
            if (!section.startsWith("#")) {
                String[] parts = section.split("(?m)^-- (?:ecs|otel)\n", -1);
                int end = parts[0].indexOf('\n');
                cases.add(new Case(
                        parts[0].substring(0, end), parts[0].substring(end + 1).strip(), map(parts[1]), map(parts[2])));
            }
        }
        return cases;
    }

    private static Map<String, String> map(String lines) {
        Map<String, String> map = new TreeMap<>();
        lines.lines().map(line -> line.split(" = ", 2)).forEach(pair -> map.put(pair[0], unescaped(pair[1])));
        return map;
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysTheSameByTheElasticCommonSchema(Case one) {
        assertThat(NamedLine.read(Naming.ECS, one.format(), null, one.lines())).isEqualTo(one.ecs());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysTheSameByOpenTelemetry(Case one) {
        assertThat(NamedLine.read(Naming.OTEL, one.format(), null, one.lines())).isEqualTo(one.otel());
    }

    @Test
    void everyFormatHasACase() throws IOException {
        assertThat(cases().stream().map(Case::format).distinct())
                .containsAll(Stream.of(Formats.NAMES.split(", ", -1))
                        .filter(name -> !DECLARED.contains(name))
                        .toList());
    }

    @Test
    void whatTheUserDeclaresKeepsItsNameUnlessEverybodyCallsItSo() {
        String columns = "ts timestamp, level string, msg string, `user.id` bigint, took_ms int, `http status` int";
        String line =
                "{\"ts\":\"2026-01-02T03:04:05Z\",\"level\":\"warn\",\"msg\":\"slow\",\"user.id\":7,\"took_ms\":9,"
                        + "\"http status\":200}";
        assertThat(NamedLine.read(Naming.ECS, "json", columns, line))
                .isEqualTo(Map.of(
                        "@timestamp", "2026-01-02T03:04:05Z",
                        "ecs.version", "8.17.0",
                        "log.level", "warn",
                        "message", "slow",
                        "user.id", "7",
                        "took_ms", "9",
                        "http status", "200"));
        assertThat(NamedLine.read(Naming.OTEL, "json", columns, line))
                .isEqualTo(Map.of(
                        "Timestamp", "2026-01-02T03:04:05Z",
                        "SeverityText", "warn",
                        "SeverityNumber", "13",
                        "Body", "slow",
                        "Attributes.user.id", "7",
                        "Attributes.took_ms", "9",
                        "Attributes.http status", "200"));
    }

    @Test
    void aTimeThatIsNoneKeepsItsName() {
        assertThat(NamedLine.read(Naming.ECS, "logfmt", "ts string, time timestamp", "ts=x time=2026-01-02T03:04:05Z"))
                .containsEntry("ts", "x")
                .containsEntry("@timestamp", "2026-01-02T03:04:05Z");
    }

    @Test
    void ofTwoColumnsForOneFieldTheSecondIsOneOfOurs() {
        String columns = "ts timestamp, time timestamp";
        assertThat(NamedLine.read(Naming.OTEL, "logfmt", columns, "ts=2026-01-02T03:04:05Z time=2026-01-02T03:04:06Z"))
                .isEqualTo(
                        Map.of("Timestamp", "2026-01-02T03:04:05Z", "Attributes.sluice.time", "2026-01-02T03:04:06Z"));
    }

    @Test
    void aLogThatSaysItsVersionOfEcsIsBelieved() {
        assertThat(NamedLine.read(Naming.ECS, "json", "`ecs.version` string", "{\"ecs.version\":\"1.6.0\"}"))
                .isEqualTo(Map.of("ecs.version", "1.6.0"));
    }

    @Test
    void headersOfACustomAccessLogAreListsInOpenTelemetry() {
        String format = "%h %{X-Forwarded-For}i %{Content-Type}o %{sid}C %q \"%r\"";
        String line = "proxy.example.com 203.0.113.9 text/html 42 ?a=1 \"CONNECT example.com:443 HTTP/2.0\"";
        assertThat(NamedLine.read(Naming.OTEL, format, null, line))
                .isEqualTo(Map.of(
                        "Attributes.client.address", "proxy.example.com",
                        "Attributes.http.request.header.x-forwarded-for", "[203.0.113.9]",
                        "Attributes.http.response.header.content-type", "[text/html]",
                        "Attributes.sluice.cookie_sid", "42",
                        "Attributes.url.query", "a=1",
                        "Attributes.http.request.method", "CONNECT",
                        "Attributes.url.original", "example.com:443",
                        "Attributes.network.protocol.name", "http",
                        "Attributes.network.protocol.version", "2.0"));
        assertThat(NamedLine.read(Naming.ECS, format, null, line))
                .containsEntry("client.address", "proxy.example.com")
                .doesNotContainKeys("client.ip", "url.path")
                .containsEntry("sluice.header_x_forwarded_for", "203.0.113.9");
    }

    @Test
    void whatTheUserAddsToCefKeepsItsName() {
        String line = "CEF:0|V|P|1|7|n|High|suser=anna cs1=x out=9223372036854775807 outcome=Success";
        assertThat(NamedLine.read(Naming.ECS, "cef", "cs1 string", line))
                .containsEntry("cs1", "x")
                .containsEntry("source.user.name", "anna")
                .containsEntry("destination.bytes", "9223372036854775807")
                .containsEntry("event.outcome", "success")
                .containsEntry("sluice.severity", "High")
                .doesNotContainKey("event.severity");
    }

    @Test
    void aFieldThatSeveralFormatsHaveIsFilledByEach() {
        Formats formats = new Formats(Optional.of("status int"), ZoneId.of("UTC"), Naming.ECS, Optional.empty());
        LineFormat mixed = formats.of("mixed", List.of("json", "squid", "common"));
        String common = "192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5";
        assertThat(NamedLine.read(Naming.ECS, mixed, common))
                .containsEntry("_format", "common")
                .containsEntry("url.original", "/a")
                .containsEntry("http.response.status_code", "200")
                .doesNotContainKey("status");
        assertThat(NamedLine.read(Naming.ECS, mixed, "{\"status\":7,\"url\":\"x\"}"))
                .isEqualTo(Map.of("_format", "json", "ecs.version", "8.17.0", "status", "7"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesDoNotMatterForWhichFormatIsFoundOut(Case one) {
        String badTime = one.lines().replace("Oct", "Okt").replace("22:14", "99:14");
        for (String lines : List.of(one.lines(), badTime)) {
            assertThat(detected(Naming.ECS, lines)).isEqualTo(detected(Naming.SLUICE, lines));
        }
    }

    private static String detected(Naming naming, String lines) {
        var candidates =
                new Formats(Optional.empty(), ZoneId.of("UTC"), naming, Optional.empty()).candidates("auto", List.of());
        return new Detector(candidates)
                .detect(lines.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"`a` string, `a.b` string", "`a.b` string, `a` string", "`A` string, `a.b` string"})
    void aFieldAndAStructOfOneNameAreRefused(String columns) {
        LineFormat format = NamedLine.format(Naming.ECS, "json", columns);
        assertThatThrownBy(() -> Shape.of(Naming.ECS, format.columns()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("Cannot name the column");
    }
}

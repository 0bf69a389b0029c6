package dev.sluice.logs.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestJsonFormat {
    private static final LineFormat FORMAT = format("ts timestamp, level string, n int, big bigint, ok boolean,"
            + " ratio double, cost decimal(8,2), day date, tags string");

    private static LineFormat format(String columns) {
        return Formats.of("json", Optional.of(columns), ZoneId.of("UTC"));
    }

    @Test
    void readsTypedMembers() {
        Parsed line = Parsed.of(
                FORMAT,
                "{\"ts\":\"2025-01-31T12:34:56.5Z\",\"level\":\"caf\\u00e9\",\"n\":7,\"big\":9007199254740993,"
                        + "\"ok\":true,\"ratio\":0.5,\"cost\":12.345,\"day\":\"2025-01-31\",\"tags\":{\"a\": [1]},"
                        + "\"other\":{\"n\":1}}");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2025-01-31T12:34:56.500Z");
        assertThat(line.at("level")).isEqualTo("caf\u00e9");
        assertThat(line.at("n")).isEqualTo("7");
        assertThat(line.at("big")).isEqualTo("9007199254740993");
        assertThat(line.at("ok")).isEqualTo("true");
        assertThat(line.at("ratio")).isEqualTo("0.5");
        assertThat(line.at("cost")).startsWith("12.3");
        assertThat(line.at("day")).isEqualTo("20119");
        assertThat(line.at("tags")).isEqualTo("{\"a\": [1]}");
    }

    @Test
    void readsNumericTimes() {
        assertThat(Parsed.of(FORMAT, "{\"ts\":1738326896}").at("ts")).isEqualTo("2025-01-31T12:34:56Z");
        assertThat(Parsed.of(FORMAT, "{\"ts\":1738326896500}").at("ts")).isEqualTo("2025-01-31T12:34:56.500Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":\"x\"}",
                "{\"n\":1.5}",
                "{\"n\":99999999999}",
                "{\"n\":[1]}",
                "{\"ts\":\"noon\"}",
                "{\"ok\":1}",
                "{\"cost\":1234567890}",
                "{\"cost\":1e300000000}",
                "{\"day\":5}"
            })
    void aBadTypeNullsThatColumn(String text) {
        Parsed line = Parsed.of(FORMAT, text);
        String name = text.substring(2, text.indexOf('"', 2));
        assertThat(line.columns().rejected()).isFalse();
        assertThat(line.at(name)).isNull();
        assertThat(line.error()).startsWith("BAD_TYPE " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[1]", "{\"n\":1", "{\"n\":1} x", "\"s\"", "\u0000", "{'n':1}", "{\"n\":NaN}"})
    void whatIsNoObjectIsNoRow(String text) {
        Parsed line = Parsed.of(FORMAT, text);
        assertThat(line.columns().rejectCode()).isEqualTo("BAD_JSON");
        assertThat(line.columns().rejectMessage()).isNotEmpty();
    }

    @Test
    void nullAndMissingMembersAreNull() {
        Parsed line = Parsed.of(FORMAT, "{\"n\":null}");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("n")).isNull();
        assertThat(line.at("level")).isNull();
    }

    @Test
    void repairsInvalidUtf8AndSaysSo() {
        Parsed line = Parsed.of(FORMAT, "{\"level\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(line.at("level")).isEqualTo("caf\ufffd");
        assertThat(line.error()).startsWith("INVALID_UTF8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a map<string,int>", "a struct<b int>", "a array<int>", "a blob", "a"})
    void refusesColumnsItCannotFill(String columns) {
        assertThatThrownBy(() -> format(columns)).isInstanceOf(Fault.class).hasMessageStartingWith("Cannot read");
    }

    @Test
    void columnsBelongToJsonAlone() {
        assertThatThrownBy(() -> Formats.of("json", Optional.empty(), ZoneId.of("UTC")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> Formats.of("combined", Optional.of("a int"), ZoneId.of("UTC")))
                .isInstanceOf(Fault.class);
    }
}

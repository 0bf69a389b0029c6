package dev.sluice.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestZoneNames {
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    @ParameterizedTest
    @CsvSource({
        "UTC, 2025-07-01T12:00:00Z",
        "gmt, 2025-07-01T12:00:00Z",
        "Z, 2025-07-01T12:00:00Z",
        "EST, 2025-07-01T17:00:00Z",
        "CST, 2025-07-01T18:00:00Z",
        "PDT, 2025-07-01T19:00:00Z",
        "CET, 2025-07-01T11:00:00Z",
        "CEST, 2025-07-01T10:00:00Z",
        "MESZ, 2025-07-01T10:00:00Z",
        "EEST, 2025-07-01T09:00:00Z",
        "MSK, 2025-07-01T09:00:00Z",
        "JST, 2025-07-01T03:00:00Z",
        "ACST, 2025-07-01T02:30:00Z",
        "Europe/Berlin, 2025-07-01T10:00:00Z",
        "America/Argentina/Buenos_Aires, 2025-07-01T15:00:00Z",
        "GMT+2, 2025-07-01T10:00:00Z",
        "UTC-03:30, 2025-07-01T15:30:00Z",
        "IST, ",
        "AST, ",
        "Europe/Nowhere, ",
        "UTC+99, ",
        "XYZ, ",
        "'', "
    })
    void theNameDecides(String name, Instant moment) {
        TimeParser parser = Strftime.of("%Y-%m-%d %H:%M:%S %Z", HELSINKI);
        assertThat(read(parser, "2025-07-01 12:00:00 " + name)).isEqualTo(moment);
    }

    @Test
    void aZoneOfTheDatabaseHasItsSummerTime() {
        TimeParser parser = Strftime.of("%Y-%m-%d %H:%M:%S %Z", HELSINKI);
        assertThat(read(parser, "2025-01-01 12:00:00 Europe/Berlin")).isEqualTo("2025-01-01T11:00:00Z");
        assertThat(read(parser, "2025-07-01 12:00:00 Europe/Berlin")).isEqualTo("2025-07-01T10:00:00Z");
        assertThat(read(parser, "2025-07-01 12:00:00 CET")).isEqualTo("2025-07-01T11:00:00Z");
    }

    @Test
    void aLineWithoutANameDoesNotHaveTheZoneOfTheLineBefore() {
        TimeParser parser = Strftime.of("%H:%M %Z %Y-%m-%d", HELSINKI);
        assertThat(read(parser, "12:00 JST 2025-07-01")).isEqualTo("2025-07-01T03:00:00Z");
        assertThat(read(parser, "12:00 QQQ 2025-07-01")).isNull();
        assertThat(read(parser, "12:00 UTC 2025-07-01")).isEqualTo("2025-07-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "CET x, 3",
        "UTC-x, 3",
        "UTC+01:00 x, 9",
        "GMT+2: x, 6",
        "Europe/Helsinki], 15",
        "+02, 0",
        "/a, 0",
        "'', 0"
    })
    void endsWhereTheNameEnds(String text, int end) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        assertThat(ZoneNames.end(line, 0, line.length)).isEqualTo(end);
    }

    private static Instant read(TimeParser parser, String text) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        long micros = parser.micros(line, 0, line.length);
        return micros == TimeParser.BAD ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}

package dev.sluice.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestTimes {
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    @ParameterizedTest
    @CsvSource({
        "2025-03-30 02:59:59, 2025-03-30T00:59:59Z",
        "2025-03-30 03:30:00, 2025-03-30T01:30:00Z",
        "2025-03-30 04:00:00, 2025-03-30T01:00:00Z",
        "2025-10-26 02:59:59, 2025-10-25T23:59:59Z",
        "2025-10-26 03:30:00, 2025-10-26T00:30:00Z",
        "2025-10-26 04:00:00, 2025-10-26T02:00:00Z"
    })
    void gapsShiftForwardAndOverlapsAreTheEarlier(String wall, String utc) {
        assertThat(read(Strftime.of("%Y-%m-%d %H:%M:%S", HELSINKI), wall)).isEqualTo(Instant.parse(utc));
        assertThat(read(new IsoTime(HELSINKI), wall)).isEqualTo(Instant.parse(utc));
    }

    @Test
    void aPaddedDayIsReadEachTime() {
        TimeParser parser = new CommonTime(ZoneOffset.UTC);
        for (int second = 10; second < 20; second++) {
            assertThat(read(parser, " 4/Dec/2025:18:26:" + second + " +0000"))
                    .isEqualTo(Instant.parse("2025-12-04T18:26:" + second + "Z"));
        }
    }

    @Test
    void aBadDateIsBadWhateverWasReadBefore() {
        String[] dates = {"2025-xx-01", "2025-02-33", "2025-33-05", "20x5-01-01"};
        for (String date : dates) {
            byte[] bad = date.getBytes(StandardCharsets.US_ASCII);
            TimeParser parser = new IsoTime(ZoneOffset.UTC);
            assertThat(parser.micros(bad, 0, bad.length)).isEqualTo(TimeParser.BAD);
            read(parser, "2025-03-01");
            assertThat(parser.micros(bad, 0, bad.length)).isEqualTo(TimeParser.BAD);
            read(parser, "2027-01-05");
            assertThat(parser.micros(bad, 0, bad.length)).isEqualTo(TimeParser.BAD);
        }
    }

    @Test
    void commonTimesAgreeWithJava() {
        TimeParser parser = new CommonTime(ZoneId.of("UTC"));
        DateTimeFormatter format = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ENGLISH);
        Random random = new Random(1);
        long second = 0;
        for (int i = 0; i < 5_000; i++) {
            second = i % 3 == 0 ? random.nextInt(Integer.MAX_VALUE) : second + random.nextInt(100);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(53) - 26) * 1800);
            ZonedDateTime time = Instant.ofEpochSecond(second).atZone(offset);
            assertThat(read(parser, format.format(time))).isEqualTo(time.toInstant());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%d/%b/%Y:%H:%M:%S %z, 1/Oct/2025:01:02:03 +0000, 2025-10-01T01:02:03Z",
        "%b %e %H:%M:%S %Y, Jan  5 01:02:03 2025, 2025-01-05T01:02:03Z",
        "%a %b %d %T %Y, Sun Jan 05 01:02:03 2025, 2025-01-05T01:02:03Z",
        "%F %T.%f, 2025-01-05 01:02:03.123, 2025-01-05T01:02:03.123Z",
        "%s, 1760104536, 2025-10-10T13:55:36Z",
        "%m/%d/%y %I:%M:%S %p, 01/05/25 12:02:03 AM, 2025-01-05T00:02:03Z",
        "%Y-%j %R %Z, 2025-032 01:02 GMT, 2025-02-01T01:02:00Z",
        "%d/%B/%Y %H:%M%z, 05/February/2025 01:02+02:00, 2025-02-04T23:02:00Z"
    })
    void readsPatterns(String pattern, String text, String utc) {
        assertThat(read(Strftime.of(pattern, ZoneOffset.UTC), text)).isEqualTo(Instant.parse(utc));
    }

    @ParameterizedTest
    @CsvSource({
        "31/Feb/2025:01:02:03 +0000",
        "01/Foo/2025:01:02:03 +0000",
        "01/Oct/2025:24:02:03 +0000",
        "01/Oct/2025:01:60:03 +0000",
        "01/Oct/2025:01:02:0x +0000",
        "01/Oct/2025:01:02:03 +00",
        "01/Oct/2025:01:02:03",
        "x"
    })
    void refusesWhatIsNoTime(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new CommonTime(ZoneOffset.UTC).micros(bytes, 0, bytes.length))
                .isEqualTo(TimeParser.BAD);
        assertThat(new IsoTime(ZoneOffset.UTC).micros(bytes, 0, bytes.length)).isEqualTo(TimeParser.BAD);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-31T12:34:56Z, 2025-01-31T12:34:56Z",
        "2025-01-31 12:34:56.7891234, 2025-01-31T12:34:56.789123Z",
        "'2025-01-31T12:34:56,5+0530', 2025-01-31T07:04:56.5Z",
        "2025-01-31T12:34, 2025-01-31T12:34:00Z",
        "2025-01-31, 2025-01-31T00:00:00Z"
    })
    void readsIso(String text, String utc) {
        assertThat(read(new IsoTime(ZoneOffset.UTC), text)).isEqualTo(Instant.parse(utc));
    }

    private static Instant read(TimeParser parser, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long micros = parser.micros(bytes, 0, bytes.length);
        assertThat(micros).as(text).isNotEqualTo(TimeParser.BAD);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}

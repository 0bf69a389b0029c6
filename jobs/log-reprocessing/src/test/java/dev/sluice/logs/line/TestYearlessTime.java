package dev.sluice.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestYearlessTime {
    @ParameterizedTest
    @CsvSource({
        "2024-03-17T12:00:00Z, 03-17T11:59:59, 2024-03-17T11:59:59Z",
        "2024-03-17T12:00:00Z, 12-31T23:59:59, 2023-12-31T23:59:59Z",
        "2024-03-17T12:00:00Z, 03-18T12:00:00, 2024-03-18T12:00:00Z",
        "2024-03-17T12:00:00Z, 03-18T12:00:01, 2023-03-18T12:00:01Z",
        "2024-12-31T23:59:00Z, 01-01T00:01:00, 2025-01-01T00:01:00Z",
        "2025-01-01T00:01:00Z, 12-31T23:59:00, 2024-12-31T23:59:00Z",
        "2024-02-28T12:00:00Z, 02-29T11:00:00, 2024-02-29T11:00:00Z",
        "2024-02-28T12:00:00Z, 02-29T12:00:01, 2020-02-29T12:00:01Z",
        "2027-06-01T00:00:00Z, 02-29T12:00:00, 2024-02-29T12:00:00Z",
        "2103-06-01T00:00:00Z, 02-29T12:00:00, 2096-02-29T12:00:00Z",
        "2104-02-20T00:00:00Z, 02-29T12:00:00, 2096-02-29T12:00:00Z"
    })
    void isTheLatestThatTheFileAllows(String written, String reading, String moment) {
        LocalDateTime read = LocalDateTime.parse("2000-" + reading);
        assertThat(at(begun(ZoneOffset.UTC, written), read)).isEqualTo(Instant.parse(moment));
    }

    @ParameterizedTest
    @CsvSource({
        "03-31T02:30:00, 2024-03-31T01:30:00Z",
        "10-27T02:30:00, 2024-10-27T00:30:00Z",
        "07-01T12:00:00, 2024-07-01T10:00:00Z"
    })
    void gapsShiftForwardAndOverlapsAreTheEarlier(String reading, String moment) {
        YearlessTime time = begun(ZoneId.of("Europe/Berlin"), "2024-12-01T00:00:00Z");
        assertThat(at(time, LocalDateTime.parse("2000-" + reading))).isEqualTo(Instant.parse(moment));
    }

    @Test
    void aZoneAheadMayAlreadyBeInTheNextYear() {
        YearlessTime time = begun(ZoneId.of("Pacific/Kiritimati"), "2024-12-30T23:00:00Z");
        assertThat(at(time, LocalDateTime.parse("2000-01-01T10:00:00")))
                .isEqualTo(Instant.parse("2024-12-31T20:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "13, 1", "2, 30", "4, 31", "1, 0", "1, 32", "-1, 5", "5, -1"})
    void whatIsNoDateIsBad(int month, int day) {
        YearlessTime time = begun(ZoneOffset.UTC, "2024-12-01T00:00:00Z");
        assertThat(time.micros(month, day, 0, 0)).isEqualTo(TimeParser.BAD);
    }

    @Test
    void withoutAFileThereIsNoYear() {
        assertThat(new YearlessTime(ZoneOffset.UTC).micros(1, 1, 0, 0)).isEqualTo(TimeParser.BAD);
    }

    @Test
    void aFileForgetsTheOneBefore() {
        YearlessTime time = begun(ZoneOffset.UTC, "2020-12-01T00:00:00Z");
        assertThat(time.micros(6, 1, 0, 0)).isEqualTo(micros(Instant.parse("2020-06-01T00:00:00Z")));
        time.begin(micros(Instant.parse("2024-12-01T00:00:00Z")));
        assertThat(time.micros(6, 1, 0, 0)).isEqualTo(micros(Instant.parse("2024-06-01T00:00:00Z")));
    }

    /** Against the definition, year by year, in an order that uses what was remembered. */
    @Test
    void agreesWithTheDefinition() {
        Random random = new Random(3);
        for (String name : new String[] {"UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata"}) {
            ZoneId zone = ZoneId.of(name);
            for (int file = 0; file < 40; file++) {
                Instant written = Instant.ofEpochSecond(946_684_800L + random.nextInt(1_000_000_000));
                YearlessTime time = new YearlessTime(zone);
                time.begin(micros(written));
                for (int i = 0; i < 200; i++) {
                    long back = random.nextBoolean()
                            ? random.nextInt(400 * 86_400)
                            : random.nextInt(86_400 * 3) - 2 * 86_400L;
                    LocalDateTime read = LocalDateTime.ofInstant(written.minusSeconds(back), zone);
                    assertThat(at(time, read))
                            .as(name + " " + written + " " + read)
                            .isEqualTo(expected(written, read, zone));
                }
            }
        }
    }

    private static Instant expected(Instant written, LocalDateTime read, ZoneId zone) {
        Instant limit = written.plus(Duration.ofDays(1));
        return IntStream.iterate(limit.atZone(ZoneOffset.UTC).getYear() + 1, year -> year - 1)
                .filter(year -> isDate(year, read))
                .mapToObj(year -> LocalDateTime.of(
                                LocalDate.of(year, read.getMonthValue(), read.getDayOfMonth()), LocalTime.from(read))
                        .atZone(zone)
                        .toInstant())
                .filter(moment -> !moment.isAfter(limit))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isDate(int year, LocalDateTime read) {
        try {
            return LocalDate.of(year, read.getMonthValue(), read.getDayOfMonth())
                            .getYear()
                    == year;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static YearlessTime begun(ZoneId zone, String written) {
        YearlessTime time = new YearlessTime(zone);
        time.begin(micros(Instant.parse(written)));
        return time;
    }

    private static Instant at(YearlessTime time, LocalDateTime read) {
        long micros = time.micros(
                read.getMonthValue(),
                read.getDayOfMonth(),
                read.toLocalTime().toSecondOfDay(),
                read.get(ChronoField.MICRO_OF_SECOND));
        assertThat(micros).isNotEqualTo(TimeParser.BAD);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
    }
}

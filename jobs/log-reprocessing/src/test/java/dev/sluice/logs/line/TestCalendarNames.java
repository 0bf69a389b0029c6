package dev.sluice.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCalendarNames {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource({
        "de, Mrz, 3",
        "de, März, 3",
        "de, MÄR, 3",
        "de, Okt, 10",
        "de, dez., 12",
        "fr, févr., 2",
        "fr, août, 8",
        "fr, Déc, 12",
        "fi, marras, 11",
        "fi, tammikuuta, 1",
        "es, ene, 1",
        "sv, maj, 5",
        "pl, października, 10",
        "ru, мая, 5",
        "en, Sep, 9",
        "de, Mer, -1",
        "fr, Okt, -1",
        "de, '', -1"
    })
    void knowsTheNamesOfALanguage(String language, String name, int month) {
        CalendarNames months = CalendarNames.months(Locale.forLanguageTag(language));
        byte[] line = ("x" + name + " 2025").getBytes(StandardCharsets.UTF_8);
        int found = months.find(line, 1, line.length);
        assertThat(found < 0 ? -1 : CalendarNames.number(found)).isEqualTo(month);
        if (month > 0) {
            assertThat(CalendarNames.length(found)).isEqualTo(name.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void neverReadsBeyondTheEnd() {
        CalendarNames months = CalendarNames.months(Locale.GERMAN);
        byte[] line = "Dezember".getBytes(StandardCharsets.UTF_8);
        assertThat(CalendarNames.length(months.find(line, 0, 8))).isEqualTo(8);
        assertThat(CalendarNames.length(months.find(line, 0, 7))).isEqualTo(3);
        assertThat(months.find(line, 0, 2)).isEqualTo(CalendarNames.NONE);
        assertThat(months.find(line, 8, 8)).isEqualTo(CalendarNames.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"de", "fr", "fi", "es", "it", "pt-BR", "sv", "nb", "da", "nl", "pl", "cs", "ru", "ja", "en-GB"})
    void strftimeReadsWhatTheJdkWrites(String tag) {
        Locale locale = CalendarNames.locale(tag).orElseThrow();
        Random random = new Random(11);
        TimeParser shortNames = Strftime.of("%a, %d %b %Y %H:%M:%S %z", UTC, locale);
        TimeParser longNames = Strftime.of("%A %d. %B %Y, %H:%M:%S", UTC, locale);
        DateTimeFormatter shortWriter = writer("EEE, dd MMM yyyy HH:mm:ss xx", locale);
        DateTimeFormatter longWriter = writer("EEEE dd. MMMM yyyy, HH:mm:ss", locale);
        for (int i = 0; i < 500; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(3_000_000_000L));
            Charset charset =
                    i % 2 == 0 || tag.matches("pl|cs|ru|ja") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
            assertThat(read(shortNames, shortWriter.format(time), charset))
                    .as(shortWriter.format(time))
                    .isEqualTo(time);
            assertThat(read(longNames, longWriter.format(time), charset))
                    .as(longWriter.format(time))
                    .isEqualTo(time);
        }
    }

    private static DateTimeFormatter writer(String pattern, Locale locale) {
        return DateTimeFormatter.ofPattern(pattern, locale)
                .withDecimalStyle(java.time.format.DecimalStyle.STANDARD)
                .withZone(ZoneOffset.UTC);
    }

    private static Instant read(TimeParser parser, String text, Charset charset) {
        byte[] line = text.getBytes(charset);
        long micros = parser.micros(line, 0, line.length);
        return micros == TimeParser.BAD ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Test
    void noTwoMonthsOrDaysOfALanguageHaveOneName() {
        for (String tag : List.of("de", "fr", "fi", "es", "sv", "pl", "ru")) {
            Locale locale = Locale.forLanguageTag(tag);
            CalendarNames months = CalendarNames.months(locale);
            CalendarNames days = CalendarNames.days(locale);
            for (Month month : Month.values()) {
                byte[] name = month.getDisplayName(java.time.format.TextStyle.SHORT, locale)
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(CalendarNames.number(months.find(name, 0, name.length)))
                        .isEqualTo(month.getValue());
            }
            for (DayOfWeek day : DayOfWeek.values()) {
                byte[] name = day.getDisplayName(java.time.format.TextStyle.SHORT, locale)
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(CalendarNames.number(days.find(name, 0, name.length)))
                        .isEqualTo(day.getValue());
            }
        }
    }

    @Test
    void languagesAreTags() {
        assertThat(CalendarNames.locale("de_AT")).contains(Locale.forLanguageTag("de-AT"));
        assertThat(CalendarNames.locale("")).isEmpty();
        assertThat(CalendarNames.locale("german")).isEmpty();
        assertThat(CalendarNames.locale("xx")).isEmpty();
    }
}

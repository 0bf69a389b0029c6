package dev.sluice.logs.format.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.TimeParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and their examples are those of the manual of Log4j 2, "Date". */
class TestDatePattern {
    private static final ZoneId ZONE = ZoneId.of("America/Denver");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEFAULT | 2012-11-02 14:34:02,123 | 2012-11-02T20:34:02.123Z",
                "DEFAULT_MICROS | 2012-11-02 14:34:02,123456 | 2012-11-02T20:34:02.123456Z",
                "DEFAULT_NANOS | 2012-11-02 14:34:02,123456789 | 2012-11-02T20:34:02.123456Z",
                "ISO8601 | 2012-11-02T14:34:02,781 | 2012-11-02T20:34:02.781Z",
                "ISO8601 | 2012-11-02 14:34:02 | 2012-11-02T20:34:02Z",
                "ISO8601_BASIC | 20121102T143402,781 | 2012-11-02T20:34:02.781Z",
                "ISO8601_OFFSET_DATE_TIME_HH | 2012-11-02T14:34:02,781-07 | 2012-11-02T21:34:02.781Z",
                "ISO8601_OFFSET_DATE_TIME_HHMM | 2012-11-02T14:34:02,781-0700 | 2012-11-02T21:34:02.781Z",
                "ISO8601_OFFSET_DATE_TIME_HHCMM | 2012-11-02T14:34:02,781-07:00 | 2012-11-02T21:34:02.781Z",
                "DATE | 02 Nov 2012 14:34:02,781 | 2012-11-02T20:34:02.781Z",
                "COMPACT | 20121102143402781 | 2012-11-02T20:34:02.781Z",
                "UNIX | 1351866842 | 2012-11-02T14:34:02Z",
                "UNIX_MILLIS | 1351866842781 | 2012-11-02T14:34:02.781Z",
                "yyyy-MM-dd kk:mm z | 2012-11-02 24:00 EST | 2012-11-02T05:00:00Z",
                "yyyy-MM-dd HH:mm z | 2012-07-02 12:00 CEST | 2012-07-02T10:00:00Z",
                "HH:mm:ss,nnnn dd MMM yyyy | 14:34:02,1234 02 Nov 2012 | 2012-11-02T20:34:02.123400Z",
                "d MMM yyyy HH:mm | 7 Sept 2012 01:00 | 2012-09-07T07:00:00Z",
                "DDD yyyy | 060 2012 | 2012-02-29T07:00:00Z",
                "yyyy'''y'''MMdd'T' | 2012'y'1102T | 2012-11-02T06:00:00Z",
                "yyyy\u5e74M\u6708d | 2012\u5e7411\u67082 | 2012-11-02T06:00:00Z"
            })
    void readsWhatTheManualShows(String pattern, String text, String expected) {
        assertThat(read(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yyyy-MM-dd | 2012-02-30",
                "yyyy-MM-dd | 2012-13-01",
                "yyyy-MM-dd HH | 2012-01-01 24",
                "yyyy-MM-dd hh a | 2012-01-01 13 PM",
                "yyyy-MM-dd mm | 2012-01-01 60",
                "yyyy-MM-dd HH z | 2012-01-01 00 XYZ",
                "yyyy-MM-dd HH Z | 2012-01-01 00 +1900",
                "DDD yyyy | 366 2011",
                "yyyy-MM-dd | 2012-1-01",
                "yyyy-MM-dd | 2012-01-011",
                "yyyy-MM-dd HH:mm:ss.SSS | 2012-01-01 00:00:00.12"
            })
    void whatIsNoTimeIsNone(String pattern, String text) {
        assertThat(read(pattern, text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd HH:mm:ss,SSS",
                "yyyyMMddHHmmssSSSSSSXX",
                "d/M/yy h:m:s.SSS a XXX",
                "EEE, dd MMM yyyy HH:mm:ss.SSS Z",
                "MMMM d, yyyy K:mm:ss.SSS a",
                "uuuu-DDD kk:mm:ss.SSSSSS x"
            })
    void readsWhatJavaWrote(String pattern) {
        Random random = new Random(9);
        ZoneId zone = ZoneId.of("Asia/Kolkata");
        DateTimeFormatter writer = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(pattern.endsWith("x") ? ZoneId.of("+0500") : zone);
        PatternDate reader = new PatternDate(DatePattern.of(pattern), zone, Locale.ROOT);
        for (int i = 0; i < 2_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(3_000_000_000_000L));
            byte[] line = (writer.format(time) + " 7").getBytes(StandardCharsets.UTF_8);
            int end = reader.end(line, 0, line.length);
            assertThat(end).as(writer.format(time)).isEqualTo(line.length - 2);
            assertThat(reader.micros(line, 0, end))
                    .as(writer.format(time))
                    .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        }
    }

    private static String read(String pattern, String text) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        long micros = Walk.date(Part.time(pattern, ""), ZONE).micros(line, 0, line.length);
        return micros == TimeParser.BAD
                ? null
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}

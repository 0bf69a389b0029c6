package dev.sluice.logs.format.w3c;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times, durations, and lines that are broken or foreign. */
class TestW3cValues {
    private static final String IIS8_FIELDS = "#Fields: date time s-sitename cs-method cs-uri-stem cs-uri-query s-port"
            + " cs-username c-ip cs(User-Agent) cs(Cookie) cs(Referer) cs-host sc-status sc-substatus sc-win32-status"
            + " sc-bytes cs-bytes time-taken";

    @ParameterizedTest
    @CsvSource({
        "2014-01-01 02:01:09, 2014-01-01T02:01:09Z",
        "2007-4-11 15:53:49, 2007-04-11T15:53:49Z",
        "2014-01-01 02:01:09.5, 2014-01-01T02:01:09.500Z",
        "2014-01-01 23:59:60, 2014-01-02T00:00:00Z"
    })
    void timesAreUtc(String time, String moment) {
        assertThat(Reading.of(W3cFormat.w3c(), "#Fields: date time").read(time).at("ts"))
                .isEqualTo(moment);
    }

    @Test
    void theDirectiveTellsTheDayWhereNoFieldDoes() {
        Reading reading = Reading.of(W3cFormat.w3c(), "#Date: 2026-09-03 23:00:00", "#Fields: time sc-status");
        assertThat(reading.read("23:30:00 200").at("ts")).isEqualTo("2026-09-03T23:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2014-13-01 02:01:09 200 5, BAD_TIME ts 1",
        "20140101 02:01:09 200 5, BAD_TIME ts 1",
        "2014-01-01 24:01:09 200 5, BAD_TIME ts 1",
        "2014-01-01 24:00:00 200 5, BAD_TIME ts 1",
        "14-01-01 02:01:09 200 5, BAD_TIME ts 1",
        "'2014-01-01 02:01:09,5 200 5', BAD_TIME ts 1",
        "2014-01-01 02:01 200 5, BAD_TIME ts 1",
        "2014-01-01 02:01:09.x 200 5, BAD_TIME ts 1",
        "2014-01-01 02:01:09x 200 5, BAD_TIME ts 1",
        "2014-01-01 02:01:09 2x0 5, BAD_NUMBER status 21",
        "2014-01-01 02:01:09 200 x, BAD_NUMBER duration_us 25",
        "2014-01-01 02:01:09 200, MISSING_FIELDS duration_us 24",
        "2014-01-01 02:01:09, MISSING_FIELDS status 20",
        "2014-01-01 02:01:09 200 5 6, TRAILING_TEXT null 27",
        "2014-01-01 02:01:09 - -, ''",
        "- - 200 5, ''",
        "2014-01-01 - 200 5, ''"
    })
    void tellsWhatIsWrong(String line, String error) {
        Parsed parsed = Reading.of(W3cFormat.w3c(), "#Fields: date time sc-status time-taken")
                .read(line);
        assertThat(parsed.columns().rejected()).isFalse();
        assertThat(parsed.error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello world",
                "2014-01-01",
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326",
                "2019-12-04\t21:02:31\tLAX1\t392",
                "\u0000\u0000\u0000\u0000\u0000",
                "#",
                "#: x",
                "#5: x",
                "# Fields: date time"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        Parsed parsed = Reading.of(W3cFormat.w3c(), IIS8_FIELDS).read(line);
        assertThat(parsed.columns().isHeader()).isFalse();
        assertThat(parsed.columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @ParameterizedTest
    @CsvSource({
        "#Software: Microsoft Internet Information Services 10.0, 140, 140000",
        "#Remark: no software, 140, 140000",
        "#Remark: no software, 0.250, 250000",
        "#Software: Apache Tomcat/9.0.80, 140, 140000000",
        "#Software: Apache Tomcat/9.0.80, 0.046, 46000"
    })
    void theSoftwareTellsTheUnitOfTheDuration(String software, String taken, String micros) {
        Reading reading = Reading.of(W3cFormat.w3c(), software, "#Fields: date time time-taken");
        assertThat(reading.read("2026-09-03 00:00:01 " + taken).at("duration_us"))
                .isEqualTo(micros);
    }
}

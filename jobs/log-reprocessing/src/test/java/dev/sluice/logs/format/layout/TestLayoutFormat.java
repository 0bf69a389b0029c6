package dev.sluice.logs.format.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestLayoutFormat extends LineFormatContract {
    private static final String TRACE = "\njava.lang.IllegalStateException: bad\nstate\n\tat a.B.c(B.java:1)"
            + "\nCaused by: java.io.IOException\n\tat a.B.d(B.java:2)\n\t... 1 more";
    private static final String LINE =
            "2026-01-31 12:34:56,789 [4711/12] WARN  [pool [1]-2] c.e.Foo (u1 ,n1) <M> Foo.java:12"
                    + " go() 17 - hello (world)";

    private static final LineFormat FORMAT = Formats.of(
            "java %d [%pid/%T] %-5p [%t] %c (%X{user} ,%x) <%marker> %F:%L %M() %r - %m%n%ex",
            Optional.empty(), ZoneId.of("UTC"));

    @Override
    protected LineFormat format() {
        return FORMAT;
    }

    @Override
    protected List<String> lines() {
        return List.of(LINE, LINE + TRACE, LINE + "\r\n2nd line" + TRACE.replace("\n", "\r\n"));
    }

    @Test
    void fillsEachColumn() {
        Parsed line = Parsed.of(format(), LINE);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2026-01-31T12:34:56.789Z");
        assertThat(line.at("pid")).isEqualTo("4711");
        assertThat(line.at("tid")).isEqualTo("12");
        assertThat(line.at("level")).isEqualTo("WARN");
        assertThat(line.at("thread")).isEqualTo("pool [1]-2");
        assertThat(line.at("logger")).isEqualTo("c.e.Foo");
        assertThat(line.at("mdc_user")).isEqualTo("u1");
        assertThat(line.at("ndc")).isEqualTo("n1");
        assertThat(line.at("marker")).isEqualTo("M");
        assertThat(line.at("source_file")).isEqualTo("Foo.java");
        assertThat(line.at("source_line")).isEqualTo("12");
        assertThat(line.at("source_method")).isEqualTo("go");
        assertThat(line.at("uptime_ms")).isEqualTo("17");
        assertThat(line.at("message")).isEqualTo("hello (world)");
        assertThat(line.at("exception")).isNull();
        assertThat(line.at("stack_trace")).isNull();
    }

    @Test
    void dividesAStackTraceFromTheMessage() {
        Parsed event = Parsed.of(format(), LINE + "\n2nd line" + TRACE + "\n\n");
        assertThat(event.at("message")).isEqualTo("hello (world)\n2nd line");
        assertThat(event.at("exception")).isEqualTo("java.lang.IllegalStateException");
        assertThat(event.at("stack_trace")).isEqualTo(TRACE.substring(1));
        Parsed windows = Parsed.of(format(), lines().get(2));
        assertThat(windows.at("message")).isEqualTo("hello (world)\r\n2nd line");
        assertThat(windows.at("exception")).isEqualTo("java.lang.IllegalStateException");
        assertThat(windows.at("stack_trace")).isEqualTo(TRACE.substring(1).replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.Failure: x|\tat a.B.c(B.java:1), a.b.Failure, 1",
        "java.lang.NullPointerException, java.lang.NullPointerException, 1",
        "text|a.b.C$DeepError|\tat a.B.c(Native Method), a.b.C$DeepError, 2",
        "a.b.Other: kept|text|more, , 4",
        "a.b.lower: x|text, , 3",
        "at home (really), , 2",
        "'\tat home, really', , 2",
        "'\tat a.B.c(Unknown Source)', , 1",
        "java.lang.Error has blanks, , 2",
        "'\tSuppressed: a.b.CException: x', , 1"
    })
    void tellsWhereATraceBegins(String lines, String exception, int line) {
        Parsed event = Parsed.of(format(), LINE + "\n" + lines.replace('|', '\n'));
        String[] all = lines.split("\\|");
        assertThat(event.at("exception")).isEqualTo(exception);
        assertThat(event.at("stack_trace"))
                .isEqualTo(
                        line > all.length
                                ? null
                                : String.join("\n", List.of(all).subList(line - 1, all.length)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  2nd line",
                "\tat a.B.c(B.java:1)",
                "2026-01-31 12:34:56,789",
                "2026-01-31 12:34:56,789 [1/2] a line that is none",
                "[2026-01-31 12:34:56,789] [1/2] WARN",
                "2026-01-31 12:34:56,789 [1/2] warm [t] c (u ,n) <M> F:1 m() 1 - x"
            })
    void whatDoesNotBeginAsTheLayoutGoesOn(String line) {
        LineParser parser = format().parser(format().columns());
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(parser.continues(bytes, 0, bytes.length)).isTrue();
        assertThat(Parsed.of(format(), line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void aLevelOfTheProgramsOwnBeginsAnEvent() {
        String line = LINE.replace("WARN ", "AUDIT");
        LineParser parser = format().parser(format().columns());
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(parser.continues(bytes, 0, bytes.length)).isFalse();
        assertThat(Parsed.of(format(), line).at("level")).isEqualTo("AUDIT");
        LineFormat undated = LayoutFormat.java("%p %c - %m", ZoneId.of("UTC"));
        byte[] text = "NOT a.b - x".getBytes(StandardCharsets.UTF_8);
        assertThat(undated.parser(undated.columns()).continues(text, 0, text.length))
                .isTrue();
        assertThat(Parsed.of(undated, "NOT a.b - x").columns().rejected()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31 12:34:56, 2026-02-30 12:34:56, BAD_TIME ts 1",
        "2026-01-31 12:34:56, 2026-01-31 25:34:56, BAD_TIME ts 1",
        "Foo.java:12, Foo.java:99999999999, BAD_NUMBER source_line 84"
    })
    void tellsWhatIsWrong(String from, String into, String error) {
        Parsed line = Parsed.of(format(), LINE.replace(from, into));
        assertThat(line.error()).isEqualTo(error);
        assertThat(line.at("message")).isEqualTo("hello (world)");
    }

    @Test
    void whatStandsBehindTheMessageIsFoundFromTheEnd() {
        Parsed line = java("%d %m [%X{id:-none}] (%c)", "2026-01-31 12:34:56 a [b] (c) [7] (d.E)\njava.lang.Error");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("message")).isEqualTo("a [b] (c)");
        assertThat(line.at("mdc_id")).isEqualTo("7");
        assertThat(line.at("logger")).isEqualTo("d.E");
        assertThat(line.at("exception")).isEqualTo("java.lang.Error");
        assertThat(java("%d %m [%X{id:-none}] (%c)", "2026-01-31 12:34:56 a [none] (d.E)")
                        .at("mdc_id"))
                .isNull();
        Parsed cut = java("%d %m [%X{id}] (%c)", "2026-01-31 12:34:56 a [7] (d");
        assertThat(cut.at("message")).isEqualTo("a [7] (d");
        assertThat(cut.error()).isEqualTo("MISSING_FIELDS logger 29");
    }

    @Test
    void aNameEndsWhereTheNextPartCanBegin() {
        Parsed line = java("%d %t %p - %m", "2026-01-31 12:34:56 pool of 2 INFO - x");
        assertThat(line.at("thread")).isEqualTo("pool of 2");
        assertThat(line.at("level")).isEqualTo("INFO");
        Parsed narrow = java("%p %-8c %m", "INFO a.B text b");
        assertThat(narrow.at("message")).isEqualTo("text b");
        Parsed wide = java("%d %p [%t] %m", "2026-01-31 12:34:56 INFO    [main] x");
        assertThat(wide.at("thread")).isEqualTo("main");
        Parsed number = java("%d %F:%L %m", "2026-01-31 12:34:56 C:a.java:12 x");
        assertThat(number.at("source_file")).isEqualTo("C:a.java");
        assertThat(number.at("source_line")).isEqualTo("12");
    }

    @Test
    void readsPlacesInTheSource() {
        Parsed line = java("%p %l %m", "INFO a.b.C.go(C.java:12) text");
        assertThat(line.at("class")).isEqualTo("a.b.C");
        assertThat(line.at("source_method")).isEqualTo("go");
        assertThat(line.at("source_file")).isEqualTo("C.java");
        assertThat(line.at("source_line")).isEqualTo("12");
        assertThat(java("%p %l %m", "INFO ? text").error()).isEmpty();
        Parsed unknown = java("%p (%F:%L) - %m", "INFO (?:?) - text");
        assertThat(unknown.error()).isEmpty();
        assertThat(unknown.at("source_file")).isNull();
        assertThat(unknown.at("source_line")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"%d{ABSOLUTE} %m, '12:34:56,789 x', 45296789000", "%d{HH:mm:ss.SSSSSS} %m, 00:00:01.000002 x, 1000002"})
    void aTimeWithoutItsDayIsSinceMidnight(String pattern, String line, String micros) {
        assertThat(java(pattern, line).at("time_of_day_us")).isEqualTo(micros);
        assertThat(LayoutFormat.java(pattern, ZoneId.of("UTC")).columns().fieldNames())
                .doesNotContain("ts");
    }

    @Test
    void aHostileLineIsReadInLinearTime() {
        String blanks = " ".repeat(1 << 20);
        for (String pattern : List.of(
                "%t %p %m", "%d %t - %p %c: %m", "[%t:%C@%L] %m", "%p %t %c - %m [%X{a}] (%c)", "%p %t1%L %m")) {
            for (String line : List.of(
                    blanks,
                    "INFO" + blanks,
                    "INFO " + "1".repeat(1 << 20),
                    "2026-01-31 12:34:56 " + " - ".repeat(1 << 18),
                    "[" + "[:@".repeat(1 << 18),
                    "INFO " + "a [".repeat(1 << 18) + "\n".repeat(1 << 18))) {
                org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(5), () -> java(pattern, line));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%m%n | no time, level or number",
                "%t - %m%n | no time, level or number",
                "%d %p%n | no message",
                "%d %m %d | the time stands behind",
                "%d %m %m | message twice",
                "%d %t%c %m | nothing stands behind thread",
                "%d %m%t | nothing stands behind message",
                "%d %q %m | %q %m is none of",
                "%d %replace{%m}{a}{b} | %replace{%m}",
                "%d{HH:mm:ss %m | not closed",
                "%d{MM-dd HH:mm:ss} %m | no whole date",
                "%d{yyyy-MM-dd HH:mm:ss,S} %m | three S",
                "%d{yyyy-MM-dd G} %m | letter G",
                "%d ${PID} %m | ${...}",
                "%99999p %m | four digits",
                "%d %property %m | no name"
            })
    void refusesWhatCannotBeReadBack(String pattern, String reason) {
        assertThatThrownBy(() -> Formats.of("java " + pattern, Optional.empty(), ZoneId.of("UTC")))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot use")
                .hasMessageContaining(reason);
    }

    private static Parsed java(String pattern, String event) {
        return Parsed.of(LayoutFormat.java(pattern, ZoneId.of("UTC")), event);
    }
}

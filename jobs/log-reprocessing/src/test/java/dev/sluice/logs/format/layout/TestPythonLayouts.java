package dev.sluice.logs.format.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events are what Python 3 wrote for the formats here. */
class TestPythonLayouts extends LineFormatContract {
    private static final String TRACE = """
            Traceback (most recent call last):
              File "/srv/p.py", line 6, in run
                try: {}['k']
                     ~~^^^^^
            KeyError: 'k'

            The above exception was the direct cause of the following exception:

            Traceback (most recent call last):
              File "/srv/p.py", line 7, in run
                except KeyError as e: raise ValueError('bad\\nvalue') from e
            ValueError: bad
            value""";

    private static final String LINE = "2026-11-25 22:41:22.078 WARNING  [MainThread] p.py:4 run(): disk 91% full";

    private static final LineFormat FORMAT = format("python %(asctime)s.%(msecs)03d %(levelname)-8s [%(threadName)s]"
            + " %(filename)s:%(lineno)d %(funcName)s(): %(message)s");

    private static LineFormat format(String format) {
        return Formats.of(format, Optional.empty(), ZoneId.of("UTC"));
    }

    @Override
    protected LineFormat format() {
        return FORMAT;
    }

    @Override
    protected List<String> lines() {
        return List.of(LINE, LINE + "\n" + TRACE);
    }

    @Test
    void readsAFormatOfItsOwn() {
        Parsed event = Parsed.of(FORMAT, LINE);
        assertThat(event.error()).isEmpty();
        assertThat(event.at("ts")).isEqualTo("2026-11-25T22:41:22.078Z");
        assertThat(event.at("level")).isEqualTo("WARNING");
        assertThat(event.at("thread")).isEqualTo("MainThread");
        assertThat(event.at("source_file")).isEqualTo("p.py");
        assertThat(event.at("source_line")).isEqualTo("4");
        assertThat(event.at("source_method")).isEqualTo("run");
        assertThat(event.at("message")).isEqualTo("disk 91% full");
        assertThat(event.at("stack_trace")).isNull();
    }

    @Test
    void dividesATracebackFromTheMessage() {
        String first = "ERROR:app.db:cannot load\nat all\n" + TRACE;
        assertThat(TestLog4jWrites.events(format("python"), first + "\nWARNING:app.db:disk 91% full"))
                .containsExactly(first, "WARNING:app.db:disk 91% full");
        Parsed event = Parsed.of(format("python"), first);
        assertThat(event.at("logger")).isEqualTo("app.db");
        assertThat(event.at("message")).isEqualTo("cannot load\nat all");
        assertThat(event.at("exception")).isEqualTo("ValueError");
        assertThat(event.at("stack_trace")).isEqualTo(TRACE);
        Parsed bare = Parsed.of(FORMAT, LINE + "\nTraceback (most recent call last):\nKeyboardInterrupt\n");
        assertThat(bare.at("exception")).isEqualTo("KeyboardInterrupt");
    }

    @Test
    void readsWhatWasWritten() {
        LineFormat format = format("python %(asctime)s %(process)d %(name)s|%(levelname)-8s|%(user)s|%(message)s");
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS").withZone(ZoneOffset.UTC);
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            Instant when = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            String pid = Integer.toString(random.nextInt(1 << 22));
            String level = List.of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", "OWN_LEVEL")
                    .get(random.nextInt(6));
            String user = random.nextBoolean() ? "" : "u " + random.nextInt(9);
            String message = Long.toString(random.nextLong(), 36) + "| 100%" + (random.nextBoolean() ? "\n  more" : "");
            String event = String.format("%s %s a.b|%-8s|%s|%s", time.format(when), pid, level, user, message);
            Parsed read = Parsed.of(format, event);
            assertThat(read.error()).as(event).isEmpty();
            assertThat(Stream.of("ts", "pid", "logger", "level", "user", "message")
                            .map(read::at))
                    .as(event)
                    .containsExactly(when.toString(), pid, "a.b", level, user.isEmpty() ? null : user, message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%(message)s | no time, level or number",
                "%(asctime)s | no message",
                "%(created)f %(message)s | %(created) is not read",
                "%(levelname)s %s %(message)s | percent sign",
                "%(name)s%(threadName)s %(levelname)s %(message)s | nothing stands behind logger"
            })
    void refusesWhatCannotBeReadBack(String format, String reason) {
        assertThatThrownBy(() -> format("python " + format))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot use layout")
                .hasMessageContaining(reason);
    }
}

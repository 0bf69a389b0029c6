package dev.sluice.logs.format.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.bytes.Events;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestEventFormat {
    private static final LineFormat STATEMENTS =
            new Formats(Optional.empty(), ZoneId.of("UTC")).of("regex (?s)(?<head>[^\\n]*)\\n?(?<rest>.*)");

    /** As MySQL writes its slow query log (https://dev.mysql.com/doc/refman/8.4/en/slow-query-log.html). */
    private static final String SLOW = """
            # Time: 2018-07-05T10:48:25.000000Z
            # User@Host: root[root] @ localhost []
            SELECT a,
              b FROM t;
            # Time: 2018-07-05T10:48:26.000000Z
            SELECT 2;
            """;

    @Test
    void anEventBeginsWhereTheExpressionIsFound() throws IOException {
        List<String> events = events(EventFormat.beginning(STATEMENTS, "^# Time: "), SLOW);
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).startsWith("# Time: 2018-07-05T10:48:25").endsWith("  b FROM t;");
        Parsed row = Parsed.of(EventFormat.beginning(STATEMENTS, "x"), events.get(1));
        assertThat(row.at("head")).isEqualTo("# Time: 2018-07-05T10:48:26.000000Z");
        assertThat(row.at("rest")).isEqualTo("SELECT 2;");
    }

    @Test
    void aLineGoesOnWhereTheExpressionIsFound() throws IOException {
        assertThat(events(
                        EventFormat.continued(STATEMENTS, "^\\s|^goroutine|^$"),
                        "panic: no\n\ngoroutine 1\n\tmain()\nnext\n"))
                .containsExactly("panic: no\n\ngoroutine 1\n\tmain()", "next");
    }

    @Test
    void aLineOnWhichTheExpressionIsNotDoneBeginsAnEvent() throws IOException {
        String hard = "x".repeat(60);
        assertThat(events(EventFormat.continued(STATEMENTS, "(x+x+)+y"), "a\n" + hard + "\nb\n"))
                .hasSize(3);
    }

    private static List<String> events(LineFormat format, String text) throws IOException {
        LineParser parser = format.parser(format.columns());
        Lines lines = new Lines(
                Unpacked.of(
                        Codec.PLAIN,
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        Inflation.OF_FILE),
                0,
                1 << 20);
        Events events = new Events(lines, parser::continues, 1 << 20, 1 << 20);
        List<String> found = new ArrayList<>();
        while (events.next()) {
            found.add(new String(
                    Arrays.copyOfRange(events.buffer(), events.from(), events.to()), StandardCharsets.UTF_8));
        }
        return found;
    }
}

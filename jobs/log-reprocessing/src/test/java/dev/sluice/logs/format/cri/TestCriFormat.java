package dev.sluice.logs.format.cri;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.EventReading;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines as the comment of parseCRILog has them, in kubernetes/pkg/kubelet/kuberuntime/logs/logs.go. */
class TestCriFormat extends LineFormatContract {
    private static final CriFormat FORMAT = new CriFormat(ZoneId.of("UTC"));
    private static final String FIRST = "2016-10-06T00:17:09.669794202Z stdout P The content of the log entry 1";

    @Override
    protected LineFormat format() {
        return FORMAT;
    }

    @Override
    protected List<String> lines() {
        return List.of(FIRST, "2016-10-06T00:17:10.113242941+02:00 stderr F:tag:other a", FIRST + "\n" + FIRST);
    }

    @Test
    void readsItsParts() {
        Parsed line = Parsed.of(FORMAT, FIRST);
        assertThat(line.at("ts")).isEqualTo("2016-10-06T00:17:09.669794Z");
        assertThat(line.at("stream")).isEqualTo("stdout");
        assertThat(line.at("message")).isEqualTo("The content of the log entry 1");
        assertThat(line.at("partial")).isEqualTo("true");
        assertThat(line.at("tags")).isNull();
        Parsed tagged = Parsed.of(FORMAT, "2016-10-06T00:17:10.113242941+02:00 stderr F:tag:other   a ");
        assertThat(tagged.at("ts")).isEqualTo("2016-10-05T22:17:10.113242Z");
        assertThat(tagged.at("message")).isEqualTo("  a ");
        assertThat(tagged.at("tags")).isEqualTo("tag:other");
        assertThat(tagged.at("partial")).isEqualTo("false");
        for (String empty : List.of(" ", "")) {
            assertThat(Parsed.of(FORMAT, "2018-04-20T18:39:20.57606443Z stderr F" + empty)
                            .at("message"))
                    .isEmpty();
        }
    }

    @Test
    void anotherLineIsRejected() {
        for (String line : List.of(
                "",
                "2016-10-06T00:17:09Z",
                "2016-10-06T00:17:09Z stdout",
                "2016-10-06T00:17:09Z stdout ",
                "2016-10-06T00:17:09Z stdin F a",
                "2016-10-06T00:17:09Z stdout X a",
                "2016-10-06T00:17:09Z stdout FF a",
                "2016-10-06 stdout F a",
                "[pod/a/b] 2026-03-19 12:29:30,963 stdout F a")) {
            assertThat(Parsed.of(FORMAT, line).columns().rejectCode()).as(line).isEqualTo("NOT_IN_FORMAT");
        }
        assertThat(Parsed.of(FORMAT, "2016-13-06T00:17:09Z stdout F a").error()).startsWith("BAD_TIME ts ");
    }

    @Test
    void joinsTheLinesOfAStream() {
        String file = """
                2016-10-06T00:17:01Z stdout P half of\s
                2016-10-06T00:17:02Z stderr F alone
                nothing of the kind
                2016-10-06T00:17:03Z stderr P no\s
                2016-10-06T00:17:04Z stdout P a \n2016-10-06T00:17:05Z stdout F line

                2016-10-06T00:17:06Z stderr P end
                """;
        EventReading reading = EventReading.of(FORMAT, file.getBytes(UTF_8));
        assertThat(reading.column("message")).containsExactly("alone", "half of a line", "no end");
        assertThat(reading.column("stream")).containsExactly("stderr", "stdout", "stderr");
        assertThat(reading.column("partial")).containsExactly("false", "false", "true");
        assertThat(reading.column("_origin")).containsExactly("39: 2-2", "0: 1-6", "95: 4-8");
        assertThat(reading.codes()).containsExactly("NOT_IN_FORMAT");
        assertThat(reading.rejects().get(0).origin()).isEqualTo("75: 3-3");
        assertThat(reading.counts().lines()).isEqualTo(8);
        assertThat(reading.counts().continued()).isEqualTo(3);
        assertThat(reading.counts().blank()).isEqualTo(1);
    }

    @Test
    void whateverIsCutIntoPiecesComesBack() {
        Random random = new Random(13);
        for (int round = 0; round < 200; round++) {
            List<List<String>> written = List.of(new ArrayList<>(), new ArrayList<>());
            StringBuilder[] open = {new StringBuilder(), new StringBuilder()};
            StringBuilder file = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                int stream = random.nextInt(2);
                boolean full = random.nextInt(3) == 0;
                String piece = "P F \u00e4x:".substring(random.nextInt(7));
                open[stream].append(piece);
                file.append("2016-10-06T00:17:01Z ").append(stream == 0 ? "stdout " : "stderr ");
                file.append(full ? "F " : "P ").append(piece).append('\n');
                if (full) {
                    written.get(stream).add(open[stream].toString());
                    open[stream].setLength(0);
                }
            }
            EventReading reading = EventReading.of(FORMAT, file.toString().getBytes(UTF_8), 40, 1 << 16);
            for (int stream = 0; stream < 2; stream++) {
                String name = stream == 0 ? "stdout" : "stderr";
                assertThat(reading.rows().stream()
                                .filter(row -> row.get("stream").equals(name))
                                .filter(row -> row.get("partial").equals("false"))
                                .map(row -> row.get("message")))
                        .containsExactlyElementsOf(written.get(stream));
            }
        }
    }

    @Test
    void aLineWithoutAnEndIsRejectedAtTheLimit() {
        String piece = "2016-10-06T00:17:01Z stdout P " + "x".repeat(16_000) + "\n";
        String file = piece.repeat(20) + "2016-10-06T00:17:02Z stdout F end\n2016-10-06T00:17:03Z stdout F next\n";
        EventReading reading = EventReading.of(FORMAT, file.getBytes(UTF_8), 10_007, 100_000);
        assertThat(reading.codes()).containsExactly("LINE_TOO_LONG");
        assertThat(reading.rejects().get(0).origin()).isEqualTo("0: 1-21");
        assertThat(reading.column("message")).containsExactly("next");
    }
}

package dev.sluice.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Counts;
import dev.sluice.logs.naming.Naming;
import dev.sluice.settings.Location;
import dev.sluice.settings.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of events of several lines, read by Spark as a slice: each line is one of an event, of a reject, or blank. */
class TestEventBalance {
    private static final String SERVER = """
            2024-01-01T10:00:00Z INFO started
            2024-01-01T10:00:01Z ERROR failed
            java.io.IOException: no
            \tat org.example.Server.main(Server.java:7)

            Caused by: java.io.EOFException: end
            \tat org.example.Server.read(Server.java:9)
            2024-01-01T10:00:02Z INFO goes on
            no line of this log
             with a second one

            2024-01-01T10:00:03Z WARN last
            """;

    @TempDir
    Path folder;

    @Test
    void linesOfContinuedEventsAddUp() throws IOException {
        byte[] many = SERVER.repeat(300).getBytes(UTF_8);
        byte[] packed = Gz.of(many);
        List<Path> files = List.of(
                Files.writeString(folder.resolve("plain.log"), SERVER),
                Files.writeString(
                        folder.resolve("windows.log"),
                        SERVER.replace("\n", "\r\n").stripTrailing()),
                Files.write(folder.resolve("many.log"), many),
                Files.write(folder.resolve("packed.gz"), packed),
                Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2)));
        SliceReading reading = SliceReading.of(
                source(
                        "regex (?s)(?<ts>\\S+Z) (?<level>[A-Z]+) (?<message>.*)",
                        List.of(),
                        Optional.of("java"),
                        1 << 20),
                files.toArray(Path[]::new));
        Counts counts = addUp(reading);
        assertThat(counts.lines()).isGreaterThan(12 * 602);
        assertThat(counts.continued()).isGreaterThan(4 * 602);
        assertThat(reading.tally().reasons()).containsOnlyKeys("NOT_IN_FORMAT", "TRUNCATED_GZIP");
        List<Row> traces = reading.rows()
                .where("_origin.file like '%plain.log' and level = 'ERROR'")
                .select("_origin.line", "_origin.last_line", "message")
                .collectAsList();
        assertThat(traces).singleElement().satisfies(row -> {
            assertThat(row.getLong(0)).isEqualTo(2);
            assertThat(row.getLong(1)).isEqualTo(4);
            assertThat(row.getString(2)).startsWith("failed\njava.io.IOException: no\n\tat ");
        });
    }

    @Test
    void linesOfEventsThatAreTooLongAddUp() throws IOException {
        Path file = Files.writeString(folder.resolve("long.log"), SERVER + " more\n".repeat(20_000) + SERVER);
        SliceReading reading = SliceReading.of(
                source(
                        "regex (?s)(?<ts>\\S+Z) (?<level>[A-Z]+) (?<message>.*)",
                        List.of(),
                        Optional.of("java"),
                        66_000),
                file);
        assertThat(addUp(reading).lines()).isEqualTo(20_024);
        assertThat(reading.tally().reasons()).containsEntry("LINE_TOO_LONG", 1L);
    }

    /** Each file is told apart, and its entries and pieces are put together. */
    @Test
    void linesOfEntriesAndPiecesAddUp() throws IOException {
        String entry = "__REALTIME_TIMESTAMP=1423944916375353\nMESSAGE\n\7\0\0\0\0\0\0\0foo\n\nba\n_PID=7\n\n";
        byte[] journal = entry.repeat(400).getBytes(ISO_8859_1);
        byte[] packed = Gz.of(journal);
        String docker = """
                {"log":"one, ","stream":"stdout","time":"2019-01-01T11:11:01Z"}
                {"log":"alone\\n","stream":"stderr","time":"2019-01-01T11:11:02Z"}
                {"log":"two\\n","stream":"stdout","time":"2019-01-01T11:11:03Z"}
                """;
        String cri = """
                2016-10-06T00:17:01Z stdout P half of\s
                2016-10-06T00:17:02Z stderr F alone
                2016-10-06T00:17:03Z stdout F a line
                """;
        List<Path> files = List.of(
                Files.write(folder.resolve("journal"), journal),
                Files.write(folder.resolve("journal.gz"), Arrays.copyOf(packed, packed.length - 60)),
                Files.write(folder.resolve("cut"), Arrays.copyOf(journal, journal.length - 14)),
                Files.writeString(folder.resolve("docker.log"), docker.repeat(50)),
                Files.writeString(folder.resolve("0.log"), cri.repeat(50)));
        List<String> formats = List.of("docker-json", "cri", "journald", "syslog");
        SliceReading reading =
                SliceReading.of(source("auto", formats, Optional.empty(), 1 << 20), files.toArray(Path[]::new));
        addUp(reading);
        assertThat(reading.tally().reasons()).containsOnlyKeys("TRUNCATED_GZIP", "BAD_LENGTH");
        assertThat(reading.rows().where("_error is not null").count()).isZero();
        assertThat(reading.rows()
                        .select("message")
                        .distinct()
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactlyInAnyOrder("foo\n\nba", "one, two", "alone", "half of a line");
        assertThat(reading.rows().where("_format = 'cri'").count()).isEqualTo(100);
        assertThat(reading.rows().where("_format = 'docker-json'").count()).isEqualTo(100);
    }

    private static LogsSource source(String format, List<String> formats, Optional<String> continues, long maxLine) {
        return new LogsSource(
                List.of(new Location("/unused")),
                List.of(),
                Duration.ZERO,
                format,
                formats,
                Optional.empty(),
                Optional.empty(),
                continues,
                ZoneId.of("UTC"),
                List.of(),
                Optional.empty(),
                Naming.SLUICE,
                Raw.ON_ERROR,
                new Size(maxLine));
    }

    /** What the events and the rejects say of their own lines, and what was counted. */
    private static Counts addUp(SliceReading reading) {
        long made =
                lines(reading.rows().select("_origin.line", "_origin.last_line").collectAsList());
        Counts counts = reading.tally().counts();
        long rejected = lines(
                reading.rejects().select("origin.line", "origin.last_line").collectAsList());
        assertThat(counts.balanced()).as("%s", counts).isTrue();
        assertThat(counts.lines()).isEqualTo(made + rejected + counts.blank() - apart(reading));
        assertThat(counts.lines())
                .isEqualTo(counts.rows() + counts.rejected() + counts.blank() + counts.continued() + counts.headers());
        assertThat(made + rejected).isGreaterThan(0);
        return counts;
    }

    private static long lines(List<Row> places) {
        return places.stream()
                .mapToLong(place -> place.getLong(1) - place.getLong(0) + 1)
                .sum();
    }

    /** Lines between the pieces of others, which their places have twice. */
    private static long apart(SliceReading reading) {
        return List.of(reading.rows().columns()).contains("_format")
                ? reading.rows()
                        .where("message in ('one, two', 'half of a line')")
                        .count()
                : 0;
    }
}

package dev.sluice.logs.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.EventReading;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines that Docker divided: docs.docker.com/engine/logging/drivers/json-file, and copier.go and jsonlog of its source. */
class TestDockerLines {
    private static final JsonLayout FORMAT = JsonLayout.of("docker-json", ZoneId.of("UTC"));

    @Test
    void anEntryWithoutALineEndGoesOnInTheNextOfItsStream() {
        EventReading reading = read(
                "{'log':'one, ','stream':'stdout','attrs':{'tag':'web'},'time':'2019-01-01T11:11:01Z'}",
                "{'log':'alone\\n','stream':'stderr','time':'2019-01-01T11:11:02Z'}",
                "{'log':'two, ','stream':'stdout','time':'2019-01-01T11:11:03Z'}",
                "{'log':'no ','stream':'stderr','time':'2019-01-01T11:11:04Z'}",
                "{'log':'three\\r\\n','stream':'stdout','time':'2019-01-01T11:11:05Z'}",
                "{'log':'whole\\n','stream':'stdout','time':'2019-01-01T11:11:06Z'}",
                "{'log':'end','stream':'stderr','time':'2019-01-01T11:11:07Z'}");
        assertThat(reading.column("message")).containsExactly("alone", "one, two, three", "whole", "no end");
        assertThat(reading.column("partial")).containsExactly("false", "false", "false", "true");
        assertThat(reading.column("stream")).containsExactly("stderr", "stdout", "stdout", "stderr");
        assertThat(reading.rows().stream().map(row -> row.get("_origin").replaceAll(".*: ", "")))
                .containsExactly("2-2", "1-5", "6-6", "4-7");
        assertThat(reading.column("attributes")).containsExactly(null, "{\"tag\":\"web\"}", null, null);
        assertThat(reading.rows().get(1).get("ts"))
                .isEqualTo(reading.rows().get(0).get("ts").replace("62000000", "61000000"));
        assertThat(reading.counts().continued()).isEqualTo(3);
        assertThat(reading.rejects()).isEmpty();
    }

    /** An escaped backslash and an n are no line end; an escaped quote ends no text. */
    @Test
    void onlyAnEscapedLineEndEndsALine() {
        EventReading reading = read(
                "{'log':'C:\\\\n','stream':'stdout','time':'2019-01-01T11:11:01Z'}",
                "{'log':'\\',\\'stream\\':\\'stderr ','stream':'stdout','time':'2019-01-01T11:11:02Z'}",
                "{'log':'\\\\\\n','stream':'stdout','time':'2019-01-01T11:11:03Z'}",
                "{'log':'','stream':'stdout','time':'2019-01-01T11:11:04Z'}",
                "{'log':'\\n','stream':'stdout','time':'2019-01-01T11:11:05Z'}");
        assertThat(reading.column("message")).containsExactly("C:\\n\",\"stream\":\"stderr \\", "");
    }

    @Test
    void whatIsNoEntryOfDockerIsALineOfItsOwn() {
        EventReading reading = read(
                "{'log':'one, ','stream':'stdout','time':'2019-01-01T11:11:01Z'}",
                "{'log':'cut, ','stream':'stdout','time':'2019-01-",
                "{'log':'of another, ','stream':'audit','time':'2019-01-01T11:11:02Z'}",
                "{'stream':'stdout','log':'order, ','time':'2019-01-01T11:11:03Z'}",
                "{'log':'two\\n','stream':'stdout','time':'2019-01-01T11:11:04Z'}");
        assertThat(reading.column("message")).containsExactly("of another, ", "order, ", "one, two");
        assertThat(reading.codes()).containsExactly("BAD_JSON");
        assertThat(reading.rejects().get(0).redo()).isTrue();
    }

    /** Whose bytes are not together in the file cannot be read again by their place. */
    @Test
    void aRejectOfLinesThatStandApartCannotBeReadAgain() {
        String bad = "{'log':'one, ','stream':'stdout','time':'2019-01-01T11:11:01Z',}";
        String end = "{'log':'two\\n','stream':'stdout','time':'2019-01-01T11:11:04Z'}";
        String other = "{'log':'a\\n','stream':'stderr','time':'2019-01-01T11:11:04Z'}";
        assertThat(read(bad, end).rejects()).extracting(EventReading.Told::redo).containsExactly(true);
        assertThat(read(bad, other, end).rejects())
                .extracting(EventReading.Told::redo)
                .containsExactly(false);
    }

    private static EventReading read(String... lines) {
        String file = Stream.of(lines).map(line -> line.replace('\'', '"')).collect(Collectors.joining("\n", "", "\n"));
        List<EventReading> readings = Stream.of(1, 50, 10_007)
                .map(piece -> EventReading.of(FORMAT, file.getBytes(UTF_8), piece, 1 << 20))
                .toList();
        assertThat(readings.get(0).rows()).isEqualTo(readings.get(2).rows());
        assertThat(readings.get(1).rows()).isEqualTo(readings.get(2).rows());
        return readings.get(2);
    }
}

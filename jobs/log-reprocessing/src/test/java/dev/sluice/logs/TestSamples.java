package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestSamples {
    private static final Path SAMPLES =
            Path.of("../../data-samples/logs").toAbsolutePath().normalize();

    @Test
    void accessLogsAreAccountedForToTheLine() throws IOException {
        SliceReading reading = SliceReading.combined(files("access"));
        Dataset<Row> rows = reading.rows();
        assertThat(rows.where("method is null and request is not null and _raw is not null")
                        .count())
                .isPositive();
        Counts counts = reading.tally().counts();
        assertThat(counts.lines()).isEqualTo(1_901);
        assertThat(counts.rows()).isEqualTo(1_900);
        assertThat(reading.tally().reasons()).isEqualTo(Map.of("NOT_IN_FORMAT", 1L));
        assertThat(reading.rejects().first().getString(2)).isEqualTo("Segmentation fault");
        assertThat(rows.where("ts is null or client_ip is null or status is null")
                        .count())
                .isZero();
        assertThat(rows.where("client_ip like '2001:db8:%'").count()).isPositive();
    }

    @Test
    void jsonLogsAreAccountedForToTheLine() throws IOException {
        String columns = "ts timestamp, level string, logger string, message string, `order` bigint, took_ms int";
        SliceReading reading = SliceReading.of(SliceReading.source("json", Optional.of(columns)), files("app-json"));
        assertThat(reading.rows()
                        .where("_error.code = 'BAD_TYPE' and `order` is null")
                        .count())
                .isEqualTo(6);
        Counts counts = reading.tally().counts();
        assertThat(counts.rows()).isEqualTo(600);
        assertThat(reading.tally().reasons()).isEqualTo(Map.of("BAD_JSON", 1L));
        assertThat(reading.rows().where("message = 'payment \"refused\"'").count())
                .isPositive();
    }

    private static Path[] files(String name) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(name))) {
            return files.sorted().toArray(Path[]::new);
        }
    }
}

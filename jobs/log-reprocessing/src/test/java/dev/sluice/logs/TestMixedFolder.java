package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Counts;
import dev.sluice.extract.SplitCount;
import dev.sluice.extract.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of files of several formats: {@code format = auto}. */
class TestMixedFolder {
    private static final String COMBINED =
            "192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"ua\"\n";
    private static final String SQUID =
            "979992041.366 502 192.168.1.160 TCP_IMS_HIT/304 216 GET http://example.com/a - NONE/- text/html\n";
    private static final String ERROR = "[Wed Oct 11 14:32:52 2000] [error] [client 127.0.0.1] client denied: /a\n";

    @TempDir
    Path folder;

    private Path access;
    private Path squid;
    private Path errors;
    private Path novel;

    @BeforeEach
    void write() throws IOException {
        access = folder.resolve("a.gz");
        Files.write(access, Gz.of(COMBINED.repeat(3) + "\nSegmentation fault\n"));
        squid = Files.writeString(folder.resolve("b"), SQUID.repeat(2));
        errors = Files.writeString(folder.resolve("c.log"), ERROR.repeat(4));
        novel = Files.writeString(folder.resolve("d.txt"), "Once upon a time\nthere was a log.\n");
    }

    @Test
    void eachFileIsReadInItsFormatAndEachLineAccountedFor() throws IOException {
        SliceReading reading = reading();
        Map<String, Long> formats = new java.util.TreeMap<>();
        for (Row row : reading.rows().groupBy("_format").count().collectAsList()) {
            formats.put(row.getString(0), row.getLong(1));
        }
        assertThat(formats).isEqualTo(Map.of("combined", 3L, "squid", 2L, "apache-error", 4L));
        Counts counts = reading.tally().counts();
        assertThat(counts.lines()).isEqualTo(13);
        assertThat(counts.rejected()).isEqualTo(3);
        assertThat(counts.balanced()).isTrue();
        assertThat(reading.tally().reasons()).isEqualTo(Map.of("NOT_IN_FORMAT", 1L, "UNKNOWN_FORMAT", 2L));
        assertThat(reading.rejects()
                        .where("code = 'UNKNOWN_FORMAT'")
                        .select("raw")
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactlyInAnyOrder("Once upon a time", "there was a log.");
        assertThat(reading.tally().value().values().stream()
                        .map(SplitCount::remark)
                        .map(remark -> remark.replaceAll(",.*", "")))
                .containsExactlyInAnyOrder("combined 75 %", "squid 100 %", "apache-error 100 %", "unknown");
    }

    @Test
    void eachFormatIsATableOfItsOwnColumns() throws IOException {
        SliceReading reading = reading();
        Dataset<Row> table = reading.tables().get("squid");
        assertThat(table.columns()).contains("hierarchy_code", "_raw", "_id").doesNotContain("referer", "_format");
        assertThat(table.columns()[table.columns().length - 1]).isEqualTo("_item");
        assertThat(table.count()).isEqualTo(2);
        assertThat(reading.tables().get("combined").where("status = 200").count())
                .isEqualTo(3);
        assertThat(reading.tables().get("elb").count()).isZero();
    }

    @Test
    void aTableOfOneFormatLeavesOtherFilesToOthers() throws IOException {
        SliceReading reading = reading();
        assertThat(reading.tables().get("squid").collectAsList()).hasSize(2);
        assertThat(reading.tally().value().values())
                .singleElement()
                .satisfies(split -> assertThat(split.format()).isEqualTo("squid"));
        assertThat(reading.tally().unfinished()).hasSize(3);
    }

    @Test
    void whatNobodyReadIsReadForTheCountAlone() throws IOException {
        SliceReading reading = reading();
        reading.tables().get("squid").collectAsList();
        SparkSession session = reading.rows().sparkSession();
        session.conf().set(Tally.REST, "true");
        try {
            assertThat(reading.rows().select("_format").distinct().collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactlyInAnyOrder("combined", "apache-error");
        } finally {
            session.conf().unset(Tally.REST);
        }
        assertThat(reading.tally().counts().lines()).isEqualTo(13);
    }

    @Test
    void aPlainFileThatIsSplitIsReadInOneFormat() throws IOException {
        Path big = folder.resolve("big.log");
        Files.writeString(big, COMBINED + SQUID.repeat(200_000) + COMBINED);
        Dataset<Row> rows = LocalSpark.session()
                .read()
                .format("sluice-logs")
                .option("format", "auto")
                .option("formats", "combined, squid")
                .option("split-size", 16 << 20)
                .load(big.toString());
        assertThat(rows.where("_format <> 'squid'").count()).isZero();
        assertThat(rows.count()).isEqualTo(200_000);
    }

    @Test
    void eventsThatLieOverACutAreReadOnceAndWhole() throws IOException {
        Path big = folder.resolve("app.log");
        StringBuilder text = new StringBuilder();
        int events = 0;
        while (text.length() < 34 << 20) {
            text.append("2016-12-19 16:00:02,123 ERROR [main] org.example.Server - failed %07d%n".formatted(events));
            text.append("java.io.IOException: no\n")
                    .append("\tat org.example.Server.main(Server.java:7)\n".repeat(900));
            events++;
        }
        Files.writeString(big, text.toString().replace("\r", ""));
        Dataset<Row> rows = LocalSpark.session()
                .read()
                .format("sluice-logs")
                .option("format", "log4j")
                .option("split-size", 16 << 20)
                .load(big.toString());
        assertThat(rows.count()).isEqualTo(events);
        assertThat(rows.where("length(stack_trace) = %d".formatted(23 + 900 * 43))
                        .count())
                .isEqualTo(events);
        assertThat(rows.select("message").distinct().count()).isEqualTo(events);
    }

    @Test
    void aFileWhoseLinesNeedTheirHeaderIsNotCut() throws IOException {
        Path big = folder.resolve("ex251010.log");
        int count = 450_000;
        Files.writeString(
                big,
                "#Fields: date time cs-method cs-uri-stem sc-status\n"
                        + "2025-10-10 13:55:36 GET /index.html 200\n".repeat(count));
        assertThat(Files.size(big)).isGreaterThan(16 << 20);
        Dataset<Row> rows = LocalSpark.session()
                .read()
                .format("sluice-logs")
                .option("format", "w3c")
                .option("split-size", 16 << 20)
                .load(big.toString());
        assertThat(rows.where("path = '/index.html' and status = 200").count()).isEqualTo(count);
    }

    private SliceReading reading() throws IOException {
        LogsSource source = SliceReading.source("auto", List.of(), Optional.empty());
        return SliceReading.of(source, access, squid, errors, novel);
    }
}

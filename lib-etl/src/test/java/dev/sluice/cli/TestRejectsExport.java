package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.files.FilesSink;
import dev.sluice.load.files.Format;
import dev.sluice.run.Load;
import dev.sluice.settings.Location;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.RejectTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRejectsExport {
    private static final byte[] LATIN = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();

    @BeforeEach
    void publish() {
        String exact = Base64.getEncoder().encodeToString(LATIN);
        spark.createDataFrame(
                        List.of(
                                reject("BAD", "third", "b.log", 7, redo("", null)),
                                reject("BAD", "caf?", "a.log", 90, redo("\n\n", exact)),
                                reject("WORSE", "first\r\nof two", "a.log", 10, redo("\r\n", null)),
                                reject("TRUNCATED_GZIP", "", "a.log", 95, null)),
                        RejectTable.OF_LINES)
                .write()
                .json(folder.resolve("rejects").toString());
    }

    private static Row reject(String code, String raw, String file, long offset, Row redo) {
        Row origin = RowFactory.create(file, offset, 1L, null, 1L);
        return RowFactory.create(code, "why", raw, "logs", origin, redo, 1L);
    }

    private static Row redo(String end, String exact) {
        return RowFactory.create(1L, end, exact, 1L, "MTIME");
    }

    private RejectsExport export(String code, boolean json) {
        FilesSink sink = new FilesSink(
                new Location(folder.resolve("rejects").toString()), Format.JSON, List.of(), List.of(), Map.of());
        FilesSink none = new FilesSink(new Location(folder + "/none"), Format.JSON, List.of(), List.of(), Map.of());
        return new RejectsExport(
                List.of(
                        new Load(LoadId.of("job", "none"), "none.rejects", none),
                        new Load(LoadId.of("job", "rejects"), "access.rejects", sink)),
                code,
                json);
    }

    @Test
    void linesComeAsTheyWereInTheOrderOfTheirFiles() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RejectsExport.Written written = export("", false).to(spark, out);
        assertThat(out.toByteArray())
                .isEqualTo("first\r\nof two\r\ncaf\u00e9\nthird\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(written).isEqualTo(new RejectsExport.Written(3, 1));
    }

    @Test
    void recordsAreWholeOnes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export("TRUNCATED_GZIP", true).to(spark, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"code\":\"TRUNCATED_GZIP\",\"message\":\"why\"")
                .contains("\"offset\":95")
                .hasLineCount(1);
    }

    @Test
    void aFileIsOverwrittenOnlyWhenTold() throws IOException {
        Path file = Files.writeString(folder.resolve("out.log"), "mine");
        assertThatThrownBy(() -> export("WORSE", false).toFile(spark, file, false))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.CANNOT_WRITE))
                .hasMessageContaining("it exists (--force overwrites it)");
        assertThat(file).hasContent("mine");
        export("WORSE", false).toFile(spark, file, true);
        assertThat(Files.readString(file)).isEqualTo("first\r\nof two\r\n");
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
    }
}

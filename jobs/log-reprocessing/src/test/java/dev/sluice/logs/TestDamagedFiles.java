package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.ContentHash;
import dev.sluice.extract.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every codec, whole and damaged: the balance holds, nothing crashes, and the reject says where. */
class TestDamagedFiles {
    private static final int LINES = 4_000;
    private static final byte[] CONTENT = Gz.lines(LINES).getBytes(StandardCharsets.UTF_8);
    private static final byte[] FILE = Gz.of(CONTENT);

    @TempDir
    Path folder;

    static Stream<Arguments> files() {
        byte[] garbage = "not gzip at all".getBytes(StandardCharsets.UTF_8);
        byte[] flipped = FILE.clone();
        Arrays.fill(flipped, FILE.length / 2, FILE.length / 2 + 32, (byte) 0x5a);
        byte[] sum = FILE.clone();
        sum[FILE.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("whole.gz", FILE, "", LINES),
                Arguments.of("whole.log", CONTENT, "", LINES),
                Arguments.of("gzip.log", FILE, "", LINES),
                Arguments.of("plain.gz", CONTENT, "", LINES),
                Arguments.of("members.gz", Gz.join(FILE, FILE), "", 2 * LINES),
                Arguments.of("empty.gz", new byte[0], "", 0),
                Arguments.of("empty-member.gz", Gz.of(""), "", 0),
                Arguments.of("cut-in-header.gz", Arrays.copyOf(FILE, 7), "TRUNCATED_GZIP", 0),
                Arguments.of("cut-in-half.gz", Arrays.copyOf(FILE, FILE.length / 2), "TRUNCATED_GZIP", -1),
                Arguments.of("cut-in-trailer.gz", Arrays.copyOf(FILE, FILE.length - 3), "TRUNCATED_GZIP", LINES),
                Arguments.of("cut-second.gz", Gz.join(FILE, Arrays.copyOf(FILE, 400)), "TRUNCATED_GZIP", -2),
                Arguments.of("flipped.gz", flipped, "CORRUPT_GZIP", -1),
                Arguments.of("sum.gz", sum, "CORRUPT_GZIP", LINES),
                Arguments.of("garbage.gz", Gz.join(FILE, garbage), "GZIP_TRAILING_GARBAGE", LINES));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyLineIsAccountedFor(String name, byte[] content, String code, int rows) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        SliceReading reading = SliceReading.combined(file);
        long made = reading.rows().toJavaRDD().count();
        Counts counts = reading.tally().counts();
        assertThat(counts.balanced()).isTrue();
        assertThat(counts.rows()).isEqualTo(made);
        if (rows >= 0) {
            assertThat(made).isEqualTo(rows);
        } else {
            assertThat(made).isGreaterThan(rows == -1 ? LINES / 4 : LINES - 1);
        }
        if (code.isEmpty()) {
            assertThat(counts.rejected()).isZero();
            assertThat(reading.rejects().collectAsList()).isEmpty();
            return;
        }
        assertThat(reading.tally().reasons()).containsKey(code);
        List<Row> rejects = reading.rejects().where("code = '" + code + "'").collectAsList();
        assertThat(rejects).hasSize(1);
        assertThat(rejects.get(0).getStruct(4).getString(0)).isEqualTo("file:" + file);
        assertThat(rejects.get(0).getStruct(4).getLong(1)).isLessThanOrEqualTo(counts.bytes());
        assertThat(counts.rejected()).isEqualTo(reading.rejects().count());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void thePlainUserSeesTheSame(String name, byte[] content, String code, int rows) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        SliceReading reading = SliceReading.combined(file);
        long made = reading.rows().toJavaRDD().count();
        var reader = LocalSpark.session().read().format("sluice-logs");
        assertThat(reader.load(file.toString()).count()).isEqualTo(made);
        assertThat(reader.option("table", "rejects").load(file.toString()).count())
                .isEqualTo(reading.tally().counts().rejected());
        if (code.isEmpty()) {
            ContentHash hash = new ContentHash();
            byte[] all = name.startsWith("members") ? Gz.join(CONTENT, CONTENT) : rows == 0 ? new byte[0] : CONTENT;
            hash.update(all, 0, all.length);
            assertThat(reading.tally().versions())
                    .isEqualTo(rows == 0 ? Map.of() : Map.of("item " + name, hash.version()));
        }
    }
}

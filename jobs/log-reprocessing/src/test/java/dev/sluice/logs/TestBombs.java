package dev.sluice.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Little bytes that become many: reading stops, what came before stays, and one reject says where. */
class TestBombs {
    private static final int ROWS = 700;
    private static final byte[] LINES = Gz.lines(ROWS).getBytes(UTF_8);

    @TempDir
    Path folder;

    private SplitReading read(byte[] file) throws IOException {
        return SplitReading.combined(Files.write(folder.resolve("bomb"), file));
    }

    /** Lines, and zeros up to a size. */
    private static void fill(OutputStream out, int mebibytes) throws IOException {
        out.write(LINES);
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < mebibytes; i++) {
            out.write(zeros);
        }
    }

    private static byte[] gzip(int mebibytes) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(file, 1 << 16)) {
            fill(out, mebibytes);
        }
        return file.toByteArray();
    }

    private static byte[] zstd(int mebibytes) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(file, 1)) {
            fill(out, mebibytes);
        }
        return file.toByteArray();
    }

    @Tag("chaos")
    @Test
    void stopsInAFile() throws IOException {
        SplitReading reading = read(zstd(400));
        assertThat(reading.codes()).containsExactly("BOMB");
        assertThat(reading.rows()).hasSize(ROWS);
        assertThat(reading.rejects().get(0).message()).contains("the zstd data was read to byte", "came out of");
        assertThat(reading.rejects().get(0).origin().offset()).isEqualTo(LINES.length);
        assertThat(reading.count().counts().bytes()).isBetween(256L << 20, 300L << 20);
    }

    @Test
    void readsALittleThatIsPackedWell() throws IOException {
        SplitReading reading = read(zstd(100));
        assertThat(reading.codes()).containsExactly("LINE_TOO_LONG");
        assertThat(reading.rows()).hasSize(ROWS);
    }

    @Test
    void stopsInAMember() throws IOException {
        SplitReading reading = read(Pack.tar(Pack.members("bomb.zst", zstd(400), "good.log", LINES)));
        assertThat(reading.codes()).containsExactly("BOMB");
        assertThat(reading.rejects().get(0).origin().member()).contains("bomb.zst");
        assertThat(reading.rowsOf("bomb.zst")).isEqualTo(ROWS);
    }

    @Test
    void stopsInAZip() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            zip.setLevel(9);
            zip.putArchiveEntry(new ZipArchiveEntry("bomb.log"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
            zip.closeArchiveEntry();
        }
        SplitReading reading = read(file.toByteArray());
        assertThat(reading.codes()).containsExactly("BOMB");
        assertThat(reading.rejects().get(0).origin().member()).contains("bomb.log");
    }

    @Test
    void stopsWhereTheMembersTogetherAreABomb() throws IOException {
        byte[] part = gzip(100);
        byte[] tar = Pack.tar(Pack.members("1.gz", part, "2.gz", part, "3.gz", part, "4.gz", part));
        SplitReading reading = read(Gz.of(tar));
        assertThat(reading.codes()).containsExactly("LINE_TOO_LONG", "LINE_TOO_LONG", "BOMB");
        assertThat(reading.rejects().get(2).origin().member()).contains("3.gz");
        assertThat(reading.rejects().get(2).message()).contains("together");
        assertThat(reading.rowsOf("3.gz")).isEqualTo(ROWS);
        assertThat(reading.rowsOf("4.gz")).isZero();
    }
}

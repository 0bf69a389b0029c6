package dev.sluice.logs.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class TestCodecs {
    private static final byte[] CONTENT = content();

    @Test
    void readsMembersAndPadding() {
        byte[] file = join(gzip(CONTENT), gzip(new byte[0]), gzip(CONTENT), new byte[1000]);
        Read read = Read.of(file);
        assertThat(read.bytes).isEqualTo(join(CONTENT, CONTENT));
        assertThat(read.damage).isEmpty();
    }

    @Test
    void readsHeadersWithNamesAndExtras() {
        byte[] plain = gzip(CONTENT);
        byte[] header = {0x1f, (byte) 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 'n', 0, 'c', 0, 1, 2};
        Read read = Read.of(join(header, Arrays.copyOfRange(plain, 10, plain.length)));
        assertThat(read.bytes).isEqualTo(CONTENT);
        assertThat(read.damage).isEmpty();
    }

    @Test
    void keepsTheGoodPrefixOfACutFile() {
        byte[] file = gzip(CONTENT);
        for (int length = Codec.MAGIC; length < file.length; length += 997) {
            Read read = Read.of(Arrays.copyOf(file, length));
            assertThat(read.damage.get().code()).isEqualTo("TRUNCATED_GZIP");
            assertThat(Arrays.mismatch(CONTENT, read.bytes)).isIn(-1, read.bytes.length);
        }
        assertThat(Read.of(Arrays.copyOf(file, file.length - 1)).bytes).isEqualTo(CONTENT);
        assertThat(Read.of(Arrays.copyOf(file, file.length / 2)).bytes.length).isGreaterThan(CONTENT.length / 3);
    }

    @Test
    void tellsGarbageBehindTheContent() {
        Read read = Read.of(join(gzip(CONTENT), "junk".getBytes(StandardCharsets.UTF_8)));
        assertThat(read.bytes).isEqualTo(CONTENT);
        assertThat(read.damage.get().code()).isEqualTo("GZIP_TRAILING_GARBAGE");
        assertThat(read.damage.get().cutsLine()).isFalse();
    }

    @Test
    void tellsEveryFlippedByte() {
        byte[] file = gzip(CONTENT);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] flipped = file.clone();
            int at = 10 + random.nextInt(file.length - 10);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(Read.of(flipped).damage).as("byte " + at).isPresent();
        }
    }

    @Test
    void keepsWhatIsBeforeAFlippedByte() {
        byte[] file = gzip(CONTENT);
        byte[] broken = file.clone();
        Arrays.fill(broken, file.length / 2, file.length / 2 + 64, (byte) 0xff);
        Read read = Read.of(broken);
        assertThat(read.damage.get().code()).isEqualTo("CORRUPT_GZIP");
        assertThat(read.bytes.length).isGreaterThan(CONTENT.length / 3);
        assertThat(Arrays.copyOf(read.bytes, CONTENT.length / 3)).isEqualTo(Arrays.copyOf(CONTENT, CONTENT.length / 3));
    }

    @Test
    void tellsCodecsByTheirMagic() {
        assertThat(Codec.of(new byte[0])).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of(new byte[] {0x1f})).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of(gzip(CONTENT))).isEqualTo(Codec.GZIP);
        assertThat(Codec.of(new byte[] {0x1f, (byte) 0x8b, 3, 0})).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of(new byte[] {0x1f, (byte) 0x8b})).isEqualTo(Codec.PLAIN);
        assertThat(Read.of(new byte[] {0x1f, (byte) 0x8b, 8}).damage.get().code())
                .isEqualTo("TRUNCATED_GZIP");
    }

    private static byte[] content() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            text.append("line ").append(i).append(' ').append(random.nextInt()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static final class Read {
        private byte[] bytes;
        private Optional<Damage> damage;

        static Read of(byte[] file) {
            Read read = new Read();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[70_000];
            try (ByteSource source = Unpacked.of(Codec.of(file), new ByteArrayInputStream(file), Inflation.OF_FILE)) {
                for (int got = source.read(buffer, 0, buffer.length);
                        got >= 0;
                        got = source.read(buffer, 0, buffer.length)) {
                    out.write(buffer, 0, got);
                }
                read.damage = source.damage();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read.bytes = out.toByteArray();
            return read;
        }
    }
}

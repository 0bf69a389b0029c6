package dev.sluice.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.extract.TestCodec.Read;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Brotli (RFC 7932), packed by the reference encoder; lines.br has {@link #LINES} with windows of 4 KiB. */
class TestBrotli {
    private static final byte[] LINES = IntStream.range(0, 8_000)
            .mapToObj(i -> "line %d %d %x\n".formatted(i, i * 7_919 % 10_007, i * 104_729L % 65_537))
            .collect(Collectors.joining())
            .getBytes(UTF_8);
    private static final byte[] HELLO = packed("8b098068656c6c6f2c2068656c6c6f2c2068656c6c6f0a03");
    private static final byte[] ZEROS_8_MIB = packed("9bffff7ff82700e2b14020f7fe0f");
    private static final byte[] FILE = file();

    private static Read read(byte[] file) throws IOException {
        return read(new ByteArrayInputStream(file), 50_000, Inflation.OF_FILE);
    }

    private static Read read(InputStream file, int atATime, Inflation inflation) throws IOException {
        return Read.of(Codec.BROTLI, file, atATime, inflation);
    }

    private static byte[] packed(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] file() {
        try (InputStream in = Objects.requireNonNull(TestBrotli.class.getResourceAsStream("lines.br"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isToldByTheNameWhereNoBytesTellAnother() {
        assertThat(Codec.of("/logs/access.log.BR", FILE)).isEqualTo(Codec.BROTLI);
        assertThat(Codec.of("/logs.br/access.log", FILE)).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of(FILE)).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of("access.br", Packer.GZIP.pack(LINES))).isEqualTo(Codec.GZIP);
    }

    @Test
    void readsAWholeFile() throws IOException {
        assertThat(read(FILE).bytes()).isEqualTo(LINES);
        assertThat(read(FILE).ending()).isEqualTo(Ending.WHOLE);
        assertThat(read(HELLO).bytes()).isEqualTo("hello, hello, hello\n".getBytes(UTF_8));
        assertThat(read(packed("3b")).bytes()).isEmpty();
        assertThat(read(packed("3b")).ending()).isEqualTo(Ending.WHOLE);
    }

    @Test
    void aFileReadsByItsName() throws IOException {
        try (Content content = Content.of("lines.br", new ByteArrayInputStream(FILE), FILE.length)) {
            assertThat(content.codec()).isEqualTo(Codec.BROTLI);
            assertThat(content.readAllBytes()).isEqualTo(LINES);
        }
    }

    @Test
    void givesTheGoodPrefixOfACutFile() throws IOException {
        for (int size = 1; size < FILE.length; size += size < 200 || size > FILE.length - 200 ? 1 : 997) {
            Read read = read(Arrays.copyOf(FILE, size));
            assertThat(read.ending().how()).as("size %s", size).isEqualTo(Ending.How.TRUNCATED);
            assertThat(Arrays.mismatch(LINES, read.bytes())).isIn(-1, read.bytes().length);
        }
        assertThat(read(Arrays.copyOf(FILE, FILE.length / 2)).bytes().length).isGreaterThan(LINES.length / 4);
    }

    @Test
    void keepsTheContentBeforeGarbage() throws IOException {
        for (int length : new int[] {1, 2, 7, 100, 4_000, 4_096, 5_000, 20_000}) {
            byte[] garbage = new byte[length];
            new Random(length).nextBytes(garbage);
            garbage[0] = 1;
            for (byte[] packed : List.of(FILE, HELLO)) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(packed);
                all.writeBytes(garbage);
                Read read = read(all.toByteArray());
                assertThat(read.bytes())
                        .as("%s behind", length)
                        .isEqualTo(read(packed).bytes());
                assertThat(read.ending().how()).as("%s behind", length).isEqualTo(Ending.How.TRAILING);
            }
        }
    }

    /** There is no checksum: a flipped bit may go unseen, but never brings down a reader. */
    @Test
    void whatIsBrokenEnds() throws IOException {
        Random random = new Random(5);
        int told = 0;
        for (int i = 0; i < 100; i++) {
            byte[] flipped = FILE.clone();
            int at = random.nextInt(FILE.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            told += read(flipped).ending().how() == Ending.How.WHOLE ? 0 : 1;
        }
        assertThat(told).isGreaterThan(20);
        Read text = read(LINES);
        assertThat(text.ending().how()).isIn(Ending.How.CORRUPT, Ending.How.TRUNCATED);
    }

    @Test
    void givesTheSameBytesHoweverTheyAreRead() throws IOException {
        for (int atATime : new int[] {1, 999, 1 << 17}) {
            InputStream dribble = new FilterInputStream(new ByteArrayInputStream(FILE)) {
                @Override
                public int read(byte[] into, int offset, int count) throws IOException {
                    return super.read(into, offset, Math.min(count, 7));
                }
            };
            assertThat(read(dribble, atATime, Inflation.OF_FILE).bytes()).isEqualTo(LINES);
        }
    }

    @Test
    void stopsABomb() throws IOException {
        Inflation strict = new Inflation(1 << 20, 100, 1L << 40, 1 << 27);
        Read read = read(new ByteArrayInputStream(ZEROS_8_MIB), 50_000, strict);
        assertThat(read.ending().how()).isEqualTo(Ending.How.BOMB);
        assertThat(read.bytes()).hasSize(1 << 20 | 1 << 16);
        assertThat(read(ZEROS_8_MIB).bytes()).hasSize(8 << 20);
    }

    @Test
    void anErrorOfTheFileIsNoDamage() {
        InputStream failing = new FilterInputStream(new ByteArrayInputStream(FILE, 0, FILE.length / 2)) {
            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                int got = super.read(into, offset, count);
                if (got < 0) {
                    throw new IOException("the disk is gone");
                }
                return got;
            }
        };
        assertThatThrownBy(() -> read(failing, 1 << 16, Inflation.OF_FILE)).hasMessage("the disk is gone");
    }
}

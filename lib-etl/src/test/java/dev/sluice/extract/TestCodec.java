package dev.sluice.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestCodec {
    private static final byte[] TEXT = TestContent.text(1, 300_000);
    private static final byte[] MORE = TestContent.text(2, 70_000);
    private static final byte[] SKIPPABLE = HexFormat.of().parseHex("502a4d1803000000aabbcc");

    /** What came out of a file, and how it ended. */
    static final class Read {
        private final byte[] bytes;
        private final Ending ending;

        Read(byte[] bytes, Ending ending) {
            this.bytes = bytes;
            this.ending = ending;
        }

        byte[] bytes() {
            return bytes;
        }

        Ending ending() {
            return ending;
        }

        static Read of(byte[] file) throws IOException {
            return of(file, 50_000, Inflation.OF_FILE);
        }

        static Read of(byte[] file, int atATime, Inflation inflation) throws IOException {
            return of(Codec.of(file), new ByteArrayInputStream(file), atATime, inflation);
        }

        static Read of(Codec codec, InputStream file, int atATime, Inflation inflation) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] some = new byte[atATime];
            try (Decoded decoded = codec.open(file, inflation)) {
                for (int got = decoded.read(some); got >= 0; got = decoded.read(some)) {
                    all.write(some, 0, got);
                }
                return new Read(all.toByteArray(), decoded.ending());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAWholeFile(Packer packer) throws IOException {
        byte[] file = packer.pack(TEXT);

        assertThat(Codec.of(Arrays.copyOf(file, Codec.MAGIC))).isEqualTo(packer.codec());
        Read read = Read.of(file);
        assertThat(read.bytes()).isEqualTo(TEXT);
        assertThat(read.ending()).isEqualTo(Ending.WHOLE);
    }

    @ParameterizedTest
    @EnumSource
    void readsAnEmptyContent(Packer packer) throws IOException {
        Read read = Read.of(packer.pack(new byte[0]));

        assertThat(read.bytes()).isEmpty();
        assertThat(read.ending()).isEqualTo(Ending.WHOLE);
    }

    @ParameterizedTest
    @EnumSource
    void joinsMembersAndStepsOverPadding(Packer packer) throws IOException {
        byte[] file =
                joined(packer.pack(TEXT), packer.pack(new byte[0]), new byte[8], packer.pack(MORE), new byte[512]);

        Read read = Read.of(file);
        assertThat(read.bytes()).isEqualTo(joined(TEXT, MORE));
        assertThat(read.ending()).isEqualTo(Ending.WHOLE);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheGoodPrefixOfACutFile(Packer packer) throws IOException {
        byte[] file = joined(packer.pack(TEXT), packer.pack(MORE));
        byte[] whole = joined(TEXT, MORE);
        int first = packer.pack(TEXT).length;
        for (int size = Codec.MAGIC; size < file.length; size += size < first - 40 || size > first + 40 ? 1009 : 1) {
            Read read = Read.of(Arrays.copyOf(file, size));
            assertThat(read.bytes()).as("size %s", size).isEqualTo(Arrays.copyOf(whole, read.bytes().length));
            if (size == first) {
                assertThat(read.ending().how()).isEqualTo(Ending.How.WHOLE);
                continue;
            }
            Ending.How how = size > first && size < first + 4 ? Ending.How.TRAILING : Ending.How.TRUNCATED;
            assertThat(read.ending().how())
                    .as("size %s of %s, %s", size, first, read.ending())
                    .isIn(how, Ending.How.TRUNCATED);
            assertThat(read.ending().at()).isBetween((long) Math.min(size, first), (long) size);
        }
        Read cut = Read.of(Arrays.copyOf(file, first * 3 / 4));
        assertThat(cut.bytes().length).isGreaterThan(packer == Packer.BZIP2 ? 90_000 : TEXT.length / 3);
    }

    @ParameterizedTest
    @EnumSource
    void tellsDamageAndKeepsWhatIsBeforeIt(Packer packer) throws IOException {
        byte[] file = packer.pack(TEXT);
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            int at = Codec.MAGIC + 20 + random.nextInt(file.length - Codec.MAGIC - 20);
            byte[] flipped = file.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Read read = Read.of(flipped);
            assertThat(read.ending().how())
                    .as("byte %s", at)
                    .isIn(Ending.How.CORRUPT, Ending.How.TRUNCATED, Ending.How.TRAILING);
        }
        Arrays.fill(file, file.length / 2, file.length / 2 + 64, (byte) 0xa5);
        Read read = Read.of(file);
        assertThat(read.ending().how()).isEqualTo(Ending.How.CORRUPT);
        int good = packer == Packer.BZIP2 ? 90_000 : TEXT.length / 4;
        assertThat(read.bytes().length).isGreaterThan(good);
        assertThat(Arrays.copyOf(read.bytes(), good)).isEqualTo(Arrays.copyOf(TEXT, good));
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameBytesHoweverTheyAreRead(Packer packer) throws IOException {
        byte[] file = packer.pack(TEXT);
        file[file.length * 2 / 3] ^= 0x55;
        byte[] at64k = Read.of(file, 1 << 16, Inflation.OF_FILE).bytes();

        assertThat(Read.of(file, 13, Inflation.OF_FILE).bytes()).isEqualTo(at64k);
        InputStream dribble = new FilterInputStream(new ByteArrayInputStream(file)) {
            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                return super.read(into, offset, Math.min(count, 7));
            }
        };
        assertThat(Read.of(packer.codec(), dribble, 1 << 18, Inflation.OF_FILE).bytes())
                .isEqualTo(at64k);
    }

    @ParameterizedTest
    @EnumSource
    void tellsGarbageBehindTheLastMember(Packer packer) throws IOException {
        byte[] file = packer.pack(TEXT);
        Read read = Read.of(joined(file, "garbage behind".getBytes(UTF_8)));

        assertThat(read.bytes()).isEqualTo(TEXT);
        assertThat(read.ending()).isEqualTo(new Ending(Ending.How.TRAILING, file.length, ""));
    }

    @ParameterizedTest
    @EnumSource
    void stopsABombAtTheSameByteHoweverItIsRead(Packer packer) throws IOException {
        byte[] file = packer.pack(new byte[8 << 20]);
        Inflation strict = new Inflation(1 << 20, 100, 1L << 40, 1 << 27);
        Read read = Read.of(file, 1 << 16, strict);

        assertThat(read.ending().how()).isEqualTo(Ending.How.BOMB);
        assertThat(read.ending().reason()).contains("came out of");
        assertThat(read.bytes().length).isBetween(1 << 20, 7 << 20);
        assertThat(Read.of(file, 999, strict).bytes()).hasSameSizeAs(read.bytes());
        assertThat(Read.of(file).ending()).isEqualTo(Ending.WHOLE);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAtTheLargestSize(Packer packer) throws IOException {
        Read read = Read.of(packer.pack(TEXT), 5000, new Inflation(1 << 30, 1000, 100_000, 1 << 27));

        assertThat(read.ending().how()).isEqualTo(Ending.How.BOMB);
        assertThat(read.bytes()).isEqualTo(Arrays.copyOf(TEXT, 2 << 16));
    }

    @ParameterizedTest
    @EnumSource
    void anErrorOfTheFileIsNoDamage(Packer packer) {
        byte[] file = packer.pack(TEXT);
        for (boolean unchecked : new boolean[] {true, false}) {
            InputStream failing = new FilterInputStream(new ByteArrayInputStream(file, 0, file.length / 2)) {
                @Override
                public int read(byte[] into, int offset, int count) throws IOException {
                    int got = super.read(into, offset, count);
                    if (got < 0 && unchecked) {
                        throw new IllegalStateException("the disk is gone");
                    }
                    if (got < 0) {
                        throw new IOException("the disk is gone");
                    }
                    return got;
                }
            };
            assertThatThrownBy(() -> Read.of(packer.codec(), failing, 1 << 16, Inflation.OF_FILE))
                    .hasMessage("the disk is gone");
        }
    }

    @Test
    void stepsOverSkippableFrames() throws IOException {
        for (Packer packer : new Packer[] {Packer.ZSTD, Packer.LZ4}) {
            byte[] file = joined(packer.pack(TEXT), SKIPPABLE, packer.pack(MORE), SKIPPABLE);
            assertThat(Read.of(file).bytes()).isEqualTo(joined(TEXT, MORE));
            assertThat(Read.of(file).ending()).isEqualTo(Ending.WHOLE);
            assertThat(Read.of(Arrays.copyOf(file, file.length - 1)).ending().how())
                    .isEqualTo(Ending.How.TRUNCATED);
            assertThat(Read.of(Arrays.copyOf(file, file.length - 5)).ending().how())
                    .isEqualTo(Ending.How.TRUNCATED);
        }
        byte[] first = joined(SKIPPABLE, Packer.ZSTD.pack(TEXT));
        assertThat(Codec.of(first)).isEqualTo(Codec.ZSTD);
        assertThat(Read.of(first).bytes()).isEqualTo(TEXT);
    }

    @Test
    void readsFramesOfZstdOfAllShapes() throws IOException {
        byte[] runs = joined(new byte[500_000], TEXT);
        assertThat(Read.of(Zstd.compress(runs)).bytes()).isEqualTo(runs);
        for (int length : new int[] {0, 1, 255, 256, 65_791, 65_792}) {
            byte[] some = Arrays.copyOf(TEXT, length);
            assertThat(Read.of(Zstd.compress(some)).bytes()).isEqualTo(some);
        }
        byte[] noise = new byte[400_000];
        new Random(9).nextBytes(noise);
        assertThat(Read.of(Packer.ZSTD.pack(noise)).bytes()).isEqualTo(noise);
    }

    @Test
    void readsAWindowOfTwoGibibytes() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(file, 1).setLong(28)) {
            out.write(TEXT);
        }
        assertThat(Read.of(file.toByteArray()).bytes()).isEqualTo(TEXT);
        // 31 as a window descriptor, which only the header has to say.
        byte[] largest = file.toByteArray();
        largest[5] = (byte) ((31 - 10) << 3);
        assertThat(Read.of(largest).bytes()).isEqualTo(TEXT);
        // Whoever leaves gives the turn to the next.
        assertThat(Read.of(largest).bytes()).isEqualTo(TEXT);
        assertThat(Read.of(largest, 999, Inflation.OF_MEMBER).ending().how()).isEqualTo(Ending.How.UNSUPPORTED);
        largest[5]++;
        assertThat(Read.of(largest).ending().how()).isEqualTo(Ending.How.UNSUPPORTED);
    }

    @Test
    void refusesAnXzThatNeedsMuchMemory() throws IOException {
        byte[] packed = Packer.XZ.pack(TEXT);
        assertThat(Read.of(sayingDictionary(packed, 29)).bytes()).as("96 MiB").isEqualTo(TEXT);
        Read read = Read.of(sayingDictionary(packed, 30));
        assertThat(read.bytes()).as("128 MiB").isEmpty();
        assertThat(read.ending().how()).isEqualTo(Ending.How.UNSUPPORTED);
    }

    /**
     * The same file whose first block asks for a dictionary of another size: a writer would take ten times that memory.
     * A block's header is its size, flags, filter 0x21, one byte of properties, the size's code, padding and a CRC-32
     * (xz-file-format 1.2.1, 3.1 and 5.3.1).
     */
    private static byte[] sayingDictionary(byte[] xz, int code) {
        byte[] file = xz.clone();
        assertThat(Arrays.copyOfRange(file, 12, 16)).containsExactly(2, 0, 0x21, 1);
        file[16] = (byte) code;
        CRC32 sum = new CRC32();
        sum.update(file, 12, 8);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) sum.getValue());
        return file;
    }

    @Test
    void readsBlocksOfLz4ThatDependOnOneAnother() throws IOException {
        byte[] first = Arrays.copyOf(TEXT, 1 << 16);
        // No literals, 4 + 15 + 255 + 6 bytes of 60,000 ago; then 5 literals. The flags say: dependent, no checksums.
        byte[] second = HexFormat.of().parseHex("0f60eaff06506162636465");
        byte[] header = HexFormat.of().parseHex("04224d184040c0");
        byte[] file = joined(
                header, HexFormat.of().parseHex("00000180"), first, new byte[] {11, 0, 0, 0}, second, new byte[4]);

        byte[] copied = Arrays.copyOfRange(first, first.length - 60_000, first.length - 60_000 + 280);
        assertThat(Read.of(file))
                .usingRecursiveComparison()
                .isEqualTo(new Read(joined(first, copied, "abcde".getBytes(UTF_8)), Ending.WHOLE));
    }

    @Test
    void aTextIsNoBzip2() {
        assertThat(Codec.of("BZh9 was here".getBytes(UTF_8))).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of("BZh91AY&SZ".getBytes(UTF_8))).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of("BZh".getBytes(UTF_8))).isEqualTo(Codec.PLAIN);
        assertThat(Codec.of("BZh51AY".getBytes(UTF_8))).isEqualTo(Codec.BZIP2);
        assertThat(Codec.of("BZh1\u0017rE8P\u0090".getBytes(ISO_8859_1))).isEqualTo(Codec.BZIP2);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

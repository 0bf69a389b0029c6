package dev.sluice.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged archives: what is good is read, the damage is one reject that says where, and the balance holds. */
class TestDamagedArchives {
    private static final byte[] FIRST = Gz.lines(700).getBytes(UTF_8);
    private static final byte[] SECOND =
            Gz.lines(300).replace("192.0.2.", "198.51.100.").getBytes(UTF_8);
    private static final Map<String, byte[]> MEMBERS = Pack.members("a.log", FIRST, "b.log", SECOND);
    private static final byte[] TAR = Pack.tar(MEMBERS);
    private static final byte[] DEFLATED = Pack.zip(MEMBERS);
    private static final byte[] STORED = Pack.zip(MEMBERS, ZipArchiveEntry.STORED, false);

    /** Written by Info-ZIP: a.log is encrypted, its length told, and b.log is not. */
    private static final String ENCRYPTED =
            "504b03041400090008004bb8795d2c2acae359000000e100000005000000612e6c6f676dc2b64d27cdf004a7aa6ea7b9f0f78e7c6e"
                    + "69256ad5f7ddc8b8bc9d2b03053c71a02b7635580c5f304267a1cc1515608871c1747a12c595590b05264ea14c523f0743eb51fb"
                    + "fa1517e222730345d37e3fdd5a7ffbceb7dfa9504b07082c2acae359000000e1000000504b03041400000008004bb8795d2c2aca"
                    + "e34d000000e100000005000000622e6c6f67cdcc3b0a80301045d1de553ca695cc2f8c60faa09d16e9c442dc82eedf2cc37bfa6b"
                    + "b3b3b2b3217587a96cf723ae1ec572892879c2a8bd13b4d406c1dada2ec6467055042811e8bd68b05fae3e504b01021e03140009"
                    + "0008004bb8795d2c2acae359000000e1000000050000000000000001000000a48100000000612e6c6f67504b01021e0314000000"
                    + "08004bb8795d2c2acae34d000000e1000000050000000000000001000000a4818c000000622e6c6f67504b05060000000002000"
                    + "20066000000fc0000000000";

    @TempDir
    Path folder;

    private SplitReading read(byte[] archive) throws IOException {
        return SplitReading.combined(Files.write(folder.resolve("archive"), archive));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("TAR", TAR, TAR),
                Arguments.of("ZIP", DEFLATED, DEFLATED),
                Arguments.of("ZIP", STORED, STORED),
                Arguments.of("GZIP", TAR, Gz.of(TAR)),
                Arguments.of("ZSTD", TAR, Pack.zstd(TAR)),
                Arguments.of("XZ", TAR, Pack.xz(TAR)),
                Arguments.of("BZIP2", TAR, Pack.bzip2(TAR)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void keepsTheGoodPrefixOfACutArchive(String kind, byte[] archive, byte[] file) throws IOException {
        for (int percent : new int[] {30, 50, 75, 90, 97}) {
            SplitReading reading = read(Arrays.copyOf(file, file.length * percent / 100));
            assertThat(reading.codes()).as("%s%%", percent).containsExactly("TRUNCATED_" + kind);
            assertThat(reading.rejects().get(0).origin().line()).isPresent();
            assertThat(reading.rows().size()).isLessThanOrEqualTo(1000);
            if (Set.of("TAR", "ZIP", "GZIP").contains(kind)) {
                // The others give a block at a time, and all of this is one.
                assertThat(reading.rows().size()).isGreaterThan(percent * 8);
            }
        }
        for (int size = 0; size < 600; size += 7) {
            assertThat(read(Arrays.copyOf(file, size)).rows().size()).isLessThan(40);
        }
    }

    @Test
    void saysInWhichMemberAnArchiveIsCut() throws IOException {
        int second = 512 + (FIRST.length + 511) / 512 * 512;
        Reject inSecond =
                read(Arrays.copyOf(TAR, second + 512 + 1000)).rejects().get(0);
        assertThat(inSecond.origin().member()).contains("b.log");
        assertThat(inSecond.origin().offset()).isBetween(800L, 1000L);
        assertThat(inSecond.raw().numBytes()).isGreaterThan(0);

        SplitReading between = read(Arrays.copyOf(TAR, second));
        assertThat(between.codes()).containsExactly("TRUNCATED_TAR");
        assertThat(between.rows()).hasSize(700);
        assertThat(read(Arrays.copyOf(TAR, second + 100)).codes()).containsExactly("TRUNCATED_TAR");
        assertThat(read(Arrays.copyOf(TAR, second + 100)).rows()).hasSize(700);
    }

    @Test
    void aDamagedMemberIsNotTheEnd() throws IOException {
        byte[] text = Gz.lines(700).getBytes(UTF_8);
        byte[] gzip = Gz.of(text);
        Map<String, byte[]> members = Pack.members(
                "cut.gz",
                Arrays.copyOf(gzip, gzip.length / 2),
                "tail.gz",
                Gz.join(gzip, "tail".getBytes(UTF_8)),
                "good.log",
                text);
        for (byte[] archive : List.of(Pack.tar(members), Pack.zip(members), Gz.of(Pack.tar(members)))) {
            SplitReading reading = read(archive);
            assertThat(reading.codes()).containsExactly("TRUNCATED_GZIP", "GZIP_TRAILING_GARBAGE");
            assertThat(reading.rejects().get(0).origin().member()).contains("cut.gz");
            assertThat(reading.rejects().get(1).origin().member()).contains("tail.gz");
            assertThat(reading.rowsOf("tail.gz")).isEqualTo(700);
            assertThat(reading.rowsOf("good.log")).isEqualTo(700);
            assertThat(reading.rowsOf("cut.gz")).isBetween(100L, 699L);
        }
        byte[] outer = Pack.zip(Pack.members("in.tar", Arrays.copyOf(TAR, 3000), "good.log", text));
        SplitReading nested = read(outer);
        assertThat(nested.codes()).containsExactly("TRUNCATED_TAR");
        assertThat(nested.rejects().get(0).origin().member()).contains("in.tar!a.log");
        assertThat(nested.rowsOf("good.log")).isEqualTo(700);
    }

    @Test
    void tellsAFlippedByteInAZip() throws IOException {
        for (byte[] zip : List.of(DEFLATED, STORED)) {
            Random random = new Random(7);
            int content = zip.length - 200;
            for (int i = 0; i < 40; i++) {
                byte[] flipped = zip.clone();
                int at = 60 + random.nextInt(content - 60);
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                assertThat(read(flipped).codes())
                        .as("byte %s", at)
                        .containsAnyOf(
                                "CORRUPT_ZIP",
                                "UNSUPPORTED_ZIP",
                                "TRUNCATED_ZIP",
                                "ENCRYPTED_MEMBER",
                                "UNSUPPORTED_MEMBER");
            }
        }
        byte[] content = STORED.clone();
        content[2000] ^= 1;
        SplitReading reading = read(content);
        assertThat(reading.codes()).contains("CORRUPT_ZIP");
        assertThat(reading.rejects())
                .anyMatch(reject -> reject.origin().member().equals(java.util.Optional.of("a.log")));
        assertThat(reading.rowsOf("b.log")).isEqualTo(300);
    }

    @Test
    void nothingInAnArchiveThrows() throws IOException {
        Random random = new Random(11);
        Set<String> seen = new java.util.TreeSet<>();
        for (byte[] archive : List.of(TAR, DEFLATED, STORED, Pack.tar(MEMBERS, TarArchiveOutputStream.LONGFILE_GNU))) {
            for (int i = 0; i < 60; i++) {
                byte[] wrong = archive.clone();
                for (int flips = 0; flips < 8; flips++) {
                    int at = i % 2 == 0 ? random.nextInt(600) : random.nextInt(wrong.length);
                    wrong[at] = (byte) random.nextInt(256);
                }
                seen.addAll(read(wrong).codes());
            }
        }
        assertThat(seen).contains("CORRUPT_TAR", "CORRUPT_ZIP");
    }

    @Test
    void tellsAWrongHeaderOfATar() throws IOException {
        byte[] wrong = TAR.clone();
        int second = 512 + (FIRST.length + 511) / 512 * 512;
        wrong[second] ^= 1;
        SplitReading reading = read(wrong);
        assertThat(reading.codes()).containsExactly("CORRUPT_TAR");
        assertThat(reading.rejects().get(0).message()).contains("checksum");
        assertThat(reading.rows()).hasSize(700);
    }

    @Test
    void tellsWhatFollowsAnArchive() throws IOException {
        byte[] garbage = "garbage behind".getBytes(UTF_8);
        assertThat(read(Gz.join(TAR, garbage)).codes()).containsExactly("TAR_TRAILING_GARBAGE");
        assertThat(read(Gz.join(TAR, new byte[5000])).codes()).isEmpty();
        assertThat(read(Gz.join(DEFLATED, garbage)).codes()).containsExactly("ZIP_TRAILING_GARBAGE");
        for (int lines = 300; lines < 340; lines++) {
            // The library reads ahead, wherever the archive ends in its buffer.
            byte[] zip = Pack.zip(Pack.members("a.log", Gz.lines(lines)));
            assertThat(read(Gz.join(zip, garbage)).codes())
                    .as("%s lines", lines)
                    .containsExactly("ZIP_TRAILING_GARBAGE");
            assertThat(read(zip).codes()).isEmpty();
        }
        SplitReading outside = read(Gz.join(Gz.of(TAR), garbage));
        assertThat(outside.codes()).containsExactly("GZIP_TRAILING_GARBAGE");
        assertThat(outside.rows()).hasSize(1000);
        assertThat(outside.rejects().get(0).origin().member()).isEmpty();
    }

    @Test
    void refusesAnEncryptedMemberAndReadsTheNext() throws IOException {
        SplitReading reading = read(HexFormat.of().parseHex(ENCRYPTED));
        assertThat(reading.codes()).containsExactly("ENCRYPTED_MEMBER");
        assertThat(reading.rejects().get(0).origin().member()).contains("a.log");
        assertThat(reading.rowsOf("b.log")).isEqualTo(3);
    }

    @Test
    void refusesAMemberThatIsPackedInAnUnknownWay() throws IOException {
        byte[] zip = STORED.clone();
        zip[8] = 97;
        SplitReading reading = read(zip);
        assertThat(reading.codes()).containsExactly("UNSUPPORTED_MEMBER");
        assertThat(reading.rejects().get(0).origin().member()).contains("a.log");
        assertThat(reading.rowsOf("b.log")).isEqualTo(300);
    }

    @Test
    void aNameWithoutEndIsNoBurden() throws IOException {
        byte[] header =
                Arrays.copyOf(Pack.tar(Pack.members("n".repeat(200), FIRST), TarArchiveOutputStream.LONGFILE_GNU), 512);
        System.arraycopy("77777777777".getBytes(UTF_8), 0, header, 124, 11);
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(UTF_8), 0, header, 148, 8);
        byte[] name = new byte[64 << 20];
        Arrays.fill(name, (byte) 'n');
        SplitReading reading = read(Gz.of(Gz.join(header, name)));
        assertThat(reading.codes()).containsExactly("CORRUPT_TAR");
        assertThat(reading.rejects().get(0).message()).contains("headers of a member");
    }
}

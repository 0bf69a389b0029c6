package dev.sluice.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestContent {
    private static final byte[] FIRST = text(1, 200_000);
    private static final byte[] SECOND = text(2, 100_000);

    @Test
    void readsPlainBytesToThePlannedSize() throws IOException {
        check(FIRST, FIRST.length, FIRST, Ending.How.WHOLE);
        check(FIRST, 7, Arrays.copyOf(FIRST, 7), Ending.How.WHOLE);
        check(new byte[0], 0, new byte[0], Ending.How.WHOLE);
    }

    @Test
    void joinsGzipMembers() throws IOException {
        byte[] file = Plans.gzip(FIRST, SECOND);
        check(file, file.length, joined(FIRST, SECOND), Ending.How.WHOLE);
    }

    @Test
    void leavesOutWhatFollowsTheLastMember() throws IOException {
        byte[] file = joined(Plans.gzip(FIRST), "garbage".getBytes(UTF_8));
        check(file, file.length, FIRST, Ending.How.TRAILING);
    }

    @Test
    void takesZerosBehindAMemberForPadding() throws IOException {
        byte[] file = joined(Plans.gzip(FIRST), new byte[512]);
        check(file, file.length, FIRST, Ending.How.WHOLE);
        byte[] more = joined(file, Plans.gzip(SECOND));
        check(more, more.length, joined(FIRST, SECOND), Ending.How.WHOLE);
    }

    @Test
    void givesTheGoodPrefixOfACutFile() throws IOException {
        byte[] file = Plans.gzip(FIRST, SECOND);
        for (int size : new int[] {5, 12, 1000, file.length / 2, file.length - 9, file.length - 3}) {
            try (Content content = Content.of("a.log", new ByteArrayInputStream(file), size)) {
                byte[] got = content.readAllBytes();
                assertThat(got).isEqualTo(Arrays.copyOf(joined(FIRST, SECOND), got.length));
                assertThat(content.ending().how()).as("size %s", size).isEqualTo(Ending.How.TRUNCATED);
            }
        }
    }

    @Test
    void givesTheSamePrefixOfADamagedFileHoweverItIsRead() throws IOException {
        byte[] file = Plans.gzip(FIRST);
        for (int at : new int[] {20, file.length / 3, file.length / 2}) {
            byte[] damaged = file.clone();
            damaged[at] ^= 0x55;
            byte[] whole;
            try (Content content = Content.of("a.log", new ByteArrayInputStream(damaged), damaged.length)) {
                whole = content.readAllBytes();
                assertThat(content.ending().how()).isNotEqualTo(Ending.How.WHOLE);
            }
            ByteArrayOutputStream bits = new ByteArrayOutputStream();
            try (Content content = Content.of("a.log", new ByteArrayInputStream(damaged), damaged.length)) {
                byte[] few = new byte[13];
                for (int got = content.read(few); got >= 0; got = content.read(few)) {
                    bits.write(few, 0, got);
                }
            }
            assertThat(bits.toByteArray()).isEqualTo(whole);
        }
    }

    private static void check(byte[] file, long size, byte[] expected, Ending.How end) throws IOException {
        try (Content content = Content.of("a.log", new ByteArrayInputStream(file), size)) {
            assertThat(content.readAllBytes()).isEqualTo(expected);
            assertThat(content.ending().how()).isEqualTo(end);
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    static byte[] text(long seed, int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(seed);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 50 == 49 ? '\n' : 'a' + random.nextInt(20));
        }
        return bytes;
    }
}

package dev.sluice.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestProbeOfBrokenFiles {
    private static final Prober PROBER = new Prober(Limits.USUAL);

    /** What a broken file may be refused as. */
    private static final Set<Refusal> CODES = EnumSet.of(Refusal.NOT_MEDIA, Refusal.DAMAGED, Refusal.TRUNCATED);

    @AfterAll
    static void close() {
        PROBER.close();
    }

    private static Refusal refused(byte[] bytes) {
        Outcome outcome = PROBER.probe(new Bytes(bytes), Wish.FULL);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).code();
    }

    private static boolean saysTruncated(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? refused.code() == Refusal.TRUNCATED
                : ((Outcome.Probed) outcome)
                        .probe().findings().stream()
                                .anyMatch(finding -> finding.code().equals(Finding.TRUNCATED));
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void eachCutAndEachFlipHasACodedOutcome(Sample sample) throws Exception {
        byte[] whole = Files.readAllBytes(sample.file());
        Random chance = new Random(sample.name().length());
        for (int i = 0; i < 12; i++) {
            byte[] bytes = i < 6
                    ? Arrays.copyOf(whole, (int) (whole.length * new double[] {0.001, 0.02, 0.1, 0.5, 0.9, 0.999}[i]))
                    : whole.clone();
            for (int flips = 0; i >= 6 && flips < 40; flips++) {
                // Half of them where the header is.
                int place = chance.nextInt(flips % 2 == 0 ? Math.min(bytes.length, 1024) : bytes.length);
                bytes[place] ^= (byte) (1 << chance.nextInt(8));
            }
            Outcome outcome = PROBER.probe(new Bytes(bytes), i % 2 == 0 ? Wish.FULL : Wish.HEADER);
            if (outcome instanceof Outcome.Refused refused) {
                assertThat(CODES).as(sample + " " + i + ": " + refused).contains(refused.code());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Sample.class,
            names = {
                "H264_AAC_MP4",
                "H264_FAST_START_MP4",
                "H264_FRAGMENTED_MP4",
                "PRORES_PCM_MOV",
                "AV1_PQ_MKV",
                "VP9_ALPHA_WEBM",
                "MPEG2_INTERLACED_TS",
                "MPEG4_MP3_AVI",
                "FLV1_MP3_FLV",
                "H263_AMR_3GP",
                "WAV"
            })
    void aFileThatAnnouncesItsLengthIsTruncatedWhereverItIsCut(Sample sample) throws Exception {
        byte[] whole = Files.readAllBytes(sample.file());
        for (double share : new double[] {0.2, 0.5, 0.8, 0.99}) {
            int length = (int) (whole.length * share);
            // A transport stream of whole packets is whole.
            byte[] cut = Arrays.copyOf(whole, length - (length % 188 == 0 ? 1 : 0));
            for (Wish wish : List.of(Wish.HEADER, Wish.FULL)) {
                Outcome outcome = PROBER.probe(new Bytes(cut), wish);
                assertThat(saysTruncated(outcome)).as(share + " " + outcome).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export const answer: number = 42;\nfunction f(a: string) { return a; }\n",
                "<?xml version=\"1.0\"?><rss/>",
                "1\n00:00:01,000 --> 00:00:02,000\nsubtitles\n",
                "WEBVTT\n\n00:01.000 --> 00:02.000\nsubtitles\n"
            })
    void textIsNotMedia(String text) {
        assertThat(refused(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(Refusal.NOT_MEDIA);
        assertThat(refused(text.repeat(4000).getBytes(StandardCharsets.UTF_8))).isEqualTo(Refusal.NOT_MEDIA);
    }

    @Test
    void whatIsNoMediaIsNotTakenForSome() {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        assertThat(refused(new byte[0])).isEqualTo(Refusal.NOT_MEDIA);
        assertThat(refused(new byte[1])).isEqualTo(Refusal.NOT_MEDIA);
        assertThat(refused(new byte[100_000])).isEqualTo(Refusal.NOT_MEDIA);
        assertThat(refused(noise)).isEqualTo(Refusal.NOT_MEDIA);
        assertThat(refused("%PDF-1.7\n%....\n1 0 obj\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Refusal.NOT_MEDIA);
    }

    @Test
    void whatIsMediaOnlyByChanceIsNotTakenForSome() {
        // Packets of MPEG within text: libavformat would take it, with a low score.
        byte[] text = new byte[60_000];
        Arrays.fill(text, (byte) 'x');
        byte[] packets = Bytes.of(Sample.MPEG1_MP2_MPG.file()).read(1200, 4000);
        System.arraycopy(packets, 0, text, 1000, packets.length);
        assertThat(refused(text)).isEqualTo(Refusal.NOT_MEDIA);
    }

    @Test
    void aMovieWithoutItsIndexIsTruncated() throws Exception {
        byte[] whole = Files.readAllBytes(Sample.H264_AAC_MP4.file());
        int index = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("moov") - 4;
        assertThat(refused(Arrays.copyOf(whole, index))).isEqualTo(Refusal.TRUNCATED);
    }

    @Test
    void aPictureIsNotMedia() throws Exception {
        Path picture = Sample.made(
                "picture.png", List.of("-f", "lavfi", "-i", "testsrc2=size=64x64:duration=1", "-frames:v", "1"));
        assertThat(refused(Files.readAllBytes(picture))).isEqualTo(Refusal.NOT_MEDIA);
    }

    @Test
    void aStoreThatFailsIsNotTheFilesFault() {
        byte[] whole = Bytes.of(Sample.H264_AAC_MP4.file()).read(0, Integer.MAX_VALUE / 2);
        ByteSource failing = new ByteSource() {
            @Override
            public long length() {
                return 10_000_000;
            }

            @Override
            public byte[] read(long at, int count) throws IOException {
                if (at > 0) {
                    throw new IOException("gone");
                }
                return Arrays.copyOf(whole, count);
            }
        };
        Outcome outcome = PROBER.probe(failing, Wish.FULL);
        assertThat(outcome).isEqualTo(new Outcome.Refused(Refusal.UNREADABLE, "cannot be read: gone"));
        assertThat(PROBER.probe(new Bytes(whole), Wish.FULL)).isInstanceOf(Outcome.Probed.class);
    }

    @Test
    void readsNoMoreThanItsBudget() {
        Bytes file = Bytes.of(Sample.H264_AAC_MP4.file());
        try (Prober thrifty = new Prober(new Limits(file.length() / 2, Duration.ofSeconds(30)))) {
            Outcome outcome = thrifty.probe(file, Wish.FULL);
            assertThat(((Outcome.Refused) outcome).code()).isEqualTo(Refusal.PROBE_LIMIT);
            assertThat(file.wasRead()).isLessThanOrEqualTo(file.length() / 2);
            assertThat(thrifty.probe(Bytes.of(Sample.MP3.file()), Wish.FULL)).isInstanceOf(Outcome.Probed.class);
        }
    }
}

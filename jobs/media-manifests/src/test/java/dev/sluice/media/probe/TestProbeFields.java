package dev.sluice.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TestProbeFields {
    private static final Prober PROBER = new Prober(Limits.USUAL);

    @AfterAll
    static void close() {
        PROBER.close();
    }

    private static Probe probe(Path file, Wish wish) {
        Outcome outcome = PROBER.probe(Bytes.of(file), wish);
        assertThat(outcome).isInstanceOf(Outcome.Probed.class);
        return ((Outcome.Probed) outcome).probe();
    }

    private static VideoStream video(Path file) {
        return probe(file, Wish.FULL).video().orElseThrow();
    }

    private static VideoStream video(byte[] file, Wish wish) {
        Outcome outcome = PROBER.probe(new Bytes(file), wish);
        assertThat(outcome).isInstanceOf(Outcome.Probed.class);
        return ((Outcome.Probed) outcome).probe().video().orElseThrow();
    }

    private static List<String> codes(Probe probe) {
        return probe.findings().stream().map(Finding::code).toList();
    }

    @Test
    void rotationIsClockwise() {
        Path plain = Sample.MPEG4_MP3_AVI.file();
        for (int degrees : List.of(90, 180, 270)) {
            // ffmpeg's option turns counterclockwise.
            Path turned = Sample.made(
                    "turned-" + degrees + ".mp4",
                    List.of("-display_rotation", "-" + degrees, "-i", plain.toString(), "-an", "-c", "copy"));
            assertThat(video(turned).rotation()).isEqualTo(degrees);
        }
    }

    @Test
    void tellsAlphaWhereverItLies() {
        assertThat(video(Sample.VP9_ALPHA_WEBM.file()).alpha()).isTrue();
        assertThat(video(Sample.PRORES_ALPHA_MOV.file()).alpha()).isTrue();
        assertThat(video(Sample.PRORES_PCM_MOV.file()).alpha()).isFalse();
    }

    @Test
    void tellsBitDepth() {
        assertThat(video(Sample.AV1_PQ_MKV.file()).bitDepth()).contains(10);
        assertThat(video(Sample.H264_AAC_MP4.file()).bitDepth()).contains(8);
        assertThat(probe(Sample.FLAC.file(), Wish.FULL).audio().orElseThrow().bitDepth())
                .contains(24);
        assertThat(probe(Sample.MP3.file(), Wish.FULL).audio().orElseThrow().bitDepth())
                .isEmpty();
    }

    @Test
    void tellsHdr10OfTheContainer() {
        // ISO/IEC 14496-12: mdcv in the order green, blue, red, and clli.
        ByteBuffer boxes = ByteBuffer.allocate(32 + 12);
        boxes.putInt(32).put("mdcv".getBytes(StandardCharsets.US_ASCII)).put(Hdr.display());
        boxes.putInt(12).put("clli".getBytes(StandardCharsets.US_ASCII)).put(Hdr.light());
        VideoStream hdr = video(Boxes.with(Sample.AV1_PQ_MP4.file(), "av01", boxes.array()), Wish.HEADER);
        assertThat(hdr.maxContentLight()).contains(1000);
        assertThat(hdr.maxAverageLight()).contains(400);
        assertThat(hdr.masteringDisplay()).contains(Hdr.DISPLAY);
    }

    @Test
    void tellsHdr10ThatOnlyFramesHave() {
        VideoStream hdr = video(Hdr.inH264(), Wish.FULL);
        assertThat(hdr.maxContentLight()).contains(1000);
        assertThat(hdr.maxAverageLight()).contains(400);
        assertThat(hdr.masteringDisplay()).contains(Hdr.DISPLAY);
        assertThat(hdr.hdr10Plus()).isFalse();
    }

    @Test
    void tellsHdr10PlusThatOnlyFramesHave() {
        assertThat(video(Hdr.plusInAv1(), Wish.FULL).hdr10Plus()).isTrue();
        assertThat(video(Sample.AV1_PQ_MKV.file()).hdr10Plus()).isFalse();
    }

    @Test
    void aRateThatVariesIsTold() {
        assertThat(video(Sample.VARIABLE_RATE_MP4.file()).variableFrameRate()).isTrue();
        for (Sample steady : List.of(Sample.H264_AAC_MP4, Sample.MPEG2_INTERLACED_TS, Sample.FFV1_FLAC_MKV)) {
            assertThat(video(steady.file()).variableFrameRate())
                    .as(steady.name())
                    .isFalse();
        }
    }

    @Test
    void encryptionIsAFinding() {
        Probe probe = probe(Sample.H264_ENCRYPTED_MP4.file(), Wish.HEADER);
        assertThat(probe.encrypted()).isTrue();
        assertThat(probe.video().orElseThrow().encrypted()).isTrue();
        assertThat(codes(probe)).containsExactly(Finding.ENCRYPTED);
        assertThat(probe(Sample.H264_AAC_MP4.file(), Wish.HEADER).encrypted()).isFalse();
    }

    @Test
    void aScrambledTransportStreamIsEncrypted() throws Exception {
        byte[] stream = Files.readAllBytes(Sample.MPEG2_INTERLACED_TS.file());
        // The packet of video: payload unit start and a PID of 0x100.
        for (int at = 0; at < stream.length; at += 188) {
            if ((stream[at + 1] & 0x1f) == 1 && stream[at + 2] == 0) {
                stream[at + 3] |= (byte) 0x80;
            }
        }
        Probe probe = ((Outcome.Probed) PROBER.probe(new Bytes(stream), Wish.FULL)).probe();
        assertThat(codes(probe)).containsExactly(Finding.ENCRYPTED);
    }

    @Test
    void soundAloneIsAFinding() {
        assertThat(codes(probe(Sample.FLAC.file(), Wish.FULL))).containsExactly(Finding.NO_VIDEO);
    }

    @Test
    void aCoverIsAPictureAndNoVideo() {
        Path cover = Sample.made(
                "cover.png", List.of("-f", "lavfi", "-i", "color=red:size=32x32:duration=1", "-frames:v", "1"));
        Path song = Sample.made(
                "cover.mp3",
                List.of(
                        "-i",
                        Sample.MP3.file().toString(),
                        "-i",
                        cover.toString(),
                        "-map",
                        "0",
                        "-map",
                        "1",
                        "-c",
                        "copy"));
        Probe probe = probe(song, Wish.FULL);
        assertThat(probe.pictures()).containsExactly(new Picture(1, "png", Optional.of(32), Optional.of(32)));
        assertThat(probe.video()).isEmpty();
        assertThat(codes(probe)).containsExactly(Finding.NO_VIDEO);
    }

    @Test
    void subtitlesDataAndChaptersAreTold() throws Exception {
        Path text = Files.writeString(Path.of("target", "words.srt"), "1\n00:00:00,000 --> 00:00:01,000\nHei\n");
        Path chapters = Files.writeString(
                Path.of("target", "chapters.txt"), ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\n");
        Path file = Sample.made(
                "words.mkv",
                List.of(
                        "-i",
                        Sample.H264_AAC_MP4.file().toString(),
                        "-i",
                        text.toString(),
                        "-i",
                        chapters.toString(),
                        "-map",
                        "0",
                        "-map",
                        "1",
                        "-map_chapters",
                        "2",
                        "-c",
                        "copy",
                        "-attach",
                        text.toString(),
                        "-metadata:s:t",
                        "mimetype=text/plain",
                        "-metadata:s:s:0",
                        "language=smi"));
        Probe probe = probe(file, Wish.HEADER);
        assertThat(probe.chapters()).isEqualTo(1);
        assertThat(probe.subtitleStreams()).hasSize(1);
        assertThat(probe.subtitleStreams().get(0).language()).contains("smi");
        assertThat(probe.subtitleStreams().get(0).bitmap()).isFalse();
        assertThat(probe.dataStreams().get(0).kind()).isEqualTo("attachment");
        assertThat(probe.dataStreams().get(0).fileName()).contains("words.srt");
        assertThat(probe(Sample.MPEG4_AAC_MOV.file(), Wish.HEADER)
                        .dataStreams()
                        .get(0)
                        .tag())
                .contains("tmcd");
    }

    @Test
    void looksDeeperOnlyForWhatIsMissing() {
        Path file = Sample.H264_AAC_MP4.file();
        Probe header = probe(file, Wish.of(Set.of(Need.WIDTH, Need.DURATION)));
        assertThat(header.tier()).isEqualTo(Tier.HEADER);
        assertThat(header.video().orElseThrow().pixelFormat()).isEmpty();
        Probe full = probe(file, Wish.of(Set.of(Need.PIXEL_FORMAT)));
        assertThat(full.tier()).isEqualTo(Tier.FULL);
        assertThat(full.video().orElseThrow().pixelFormat()).contains("yuv420p");
    }

    @Test
    void aContainerWithoutHeaderIsLookedAtWhole() {
        for (Sample headless : List.of(Sample.MPEG1_MP2_MPG, Sample.RAW_MPEG2, Sample.FLV1_MP3_FLV)) {
            Probe probe = probe(headless.file(), Wish.HEADER);
            assertThat(probe.videoStreams()).as(headless.name()).isNotEmpty();
        }
    }

    @Test
    void tagsAreUnicode() {
        assertThat(probe(Sample.H264_AAC_MP4.file(), Wish.HEADER).tags()).containsEntry("title", "Tämä");
    }

    @Test
    void dolbyVisionIsToldByItsConfiguration() {
        // No encoder of the build writes it; the box is put in by hand: profile 8.1, level 6, RPU and base layer.
        byte[] box = {
            0, 0, 0, 32, 'd', 'v', 'v', 'C', 1, 0, 16, 0x35, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0
        };
        VideoStream video = video(Boxes.with(Sample.AV1_PQ_MP4.file(), "av01", box), Wish.HEADER);
        assertThat(video.dolbyVision()).contains(new DolbyVision(8, 6, true, true, false, 1));
    }
}

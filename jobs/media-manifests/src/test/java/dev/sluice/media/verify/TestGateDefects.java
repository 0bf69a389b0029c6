package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One film of which all is well, and outputs of the same job that are wrong in one thing each. */
class TestGateDefects extends Judging {
    private static final String COLORS =
            "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv,format=yuv420p";
    private static final String SOUND = "-f lavfi -i aevalsrc=0.4*sin(2*PI*t*(200+150*sin(t*3)))+0.1*random(0):d=3";

    @TempDir
    private static Path shared;

    private static ManifestJob job;
    private static Path good;

    @BeforeAll
    static void anHonestEncode() throws IOException {
        Path texts = Files.writeString(shared.resolve("s.srt"), "1\n00:00:00,100 --> 00:00:02,900\nHello\n");
        Path marks = Files.writeString(shared.resolve("m.txt"), """
                ;FFMETADATA1
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=3000
                title=one
                """);
        Path input = Ffmpeg.make(
                shared.resolve("a ';[0:v]%d.mkv"),
                "-f lavfi -i testsrc2=s=160x120:r=25:d=3," + COLORS + " " + SOUND + " -i " + texts + " -i " + marks
                        + " -map 0 -map 1 -map 1 -map 2 -map_chapters 3 -c:v libopenh264 -b:v 3M -g 50 -c:a flac -c:s srt"
                        + " -metadata:s:a:0 language=eng -metadata:s:a:1 language=fin -disposition:a:0 default"
                        + " -disposition:a:1 comment -metadata:s:s:0 language=swe -disposition:s:0 forced");
        job = job(
                input,
                "container = matroska, video { " + AV1 + " }, audio { encoder = libopus, bit-rate-per-channel = 64k }");
        good = shared.resolve("good.mkv");
        assertThat(Ffmpeg.encode(job.command(), input, good)).isEqualTo(0);
    }

    @Test
    void theHonestOneIsAccepted() {
        accepted(job, good);
        Judgement judgement = judge(job, good);
        assertThat(judgement.checks().stream().map(Check::name))
                .contains("frames", "frozen", "xpsnr", "ssim", "audio-0-sound", "audio-1-sound", "audio-1-begin");
        assertThat(judgement.cpuSeconds()).isBetween(0.1, 20.0);
    }

    /** What is left of the arguments goes behind those that take all streams of the honest output. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -map -0:a:1 | audio STREAMS, audio-languages LANGUAGE
            -metadata:s:a:1 language=swe | audio-languages LANGUAGE
            -metadata:s:s:0 language=eng | subtitle-languages LANGUAGE
            -disposition:a:1 0 | audio-dispositions DISPOSITION
            -disposition:a:1 default+comment | audio-dispositions DISPOSITION
            -disposition:s:0 0 | subtitle-dispositions DISPOSITION
            -map_chapters -1 | chapters CHAPTERS
            -metadata SLUICE_JOB=sluice-job:00000000000000000000000000000008 | job OTHER_JOB
            -aspect 16:9 | sample-aspect PICTURE_SIZE
            -c:v libopenh264 -b:v 100k | video STREAMS
            -attach pom.xml -metadata:s:t mimetype=application/x-truetype-font | attachment STREAMS
            -c:a:0 libopus -filter:a:0 atrim=end=2.7 | audio-0-end AUDIO_DURATION
            -c:a:0 flac -filter:a:0 volume=0 | audio STREAMS
            -c:a:1 libopus -filter:a:1 volume=0 | audio-1-sound AUDIO_CONTENT
            -c:a:0 libopus -filter:a:0 aeval=0.3*sin(2*PI*t*331)*lt(mod(t*7\\,1)\\,0.5) | audio-0-sound AUDIO_CONTENT
            -c:a:0 libopus -filter:a:0 adelay=300:all=1,atrim=end=3 | audio-0-sound AUDIO_SHIFTED
            """)
    void streamsAreLookedAt(String change, String wrong) {
        Path bad = sample("bad.mkv", "-i " + good + " -map 0 -c copy " + change);
        assertThat(wrong(judge(job, bad))).containsExactly(wrong.split(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null |
            scale=128:96 | size PICTURE_SIZE
            format=yuv420p10le | pixel-format PIXEL_FORMAT
            setparams=color_trc=smpte170m | transfer COLOR
            setparams=color_primaries=bt2020 | primaries COLOR
            setparams=colorspace=smpte170m | matrix COLOR
            setparams=range=pc | range COLOR
            select=not(eq(mod(n\\,10)\\,5)) | frames FRAMES
            fps=50 | frames FRAMES
            loop=loop=60:size=1:start=10,setpts=N/25/TB,trim=end_frame=75 | frozen FROZEN
            gblur=2 | xpsnr QUALITY
            hflip,vflip | xpsnr OTHER_PICTURE, xpsnr-of-worst-plane OTHER_PICTURE, ssim OTHER_PICTURE
            hue=s=0 | xpsnr QUALITY, xpsnr-of-worst-plane OTHER_PICTURE
            """)
    void picturesAreLookedAt(String filter, String wrong) {
        Path bad = sample(
                "bad.mkv",
                "-i " + good + " -map 0 -c copy -c:v libsvtav1 -preset 12 -crf 35 -vf " + filter
                        + " -fps_mode passthrough");
        assertThat(wrong(judge(job, bad))).containsExactly(wrong == null ? new String[0] : wrong.split(", "));
    }

    @Test
    void aShortVideoIsNotHiddenByLongSubtitles() {
        Path bad = sample("bad.mkv", "-t 1.5 -i " + good + " -i " + good + " -map 0:v -map 0:a -map 1:s -c copy");
        Judgement judgement = judge(job, bad);
        assertThat(judgement.defects()).containsExactly(Defect.VIDEO_DURATION, Defect.AUDIO_DURATION);
        assertThat(judgement.outcome()).isEqualTo(Outcome.RETRY);
    }

    @Test
    void audioThatBeginsLateIsSeen() {
        Path bad =
                sample("bad.mkv", "-itsoffset 0.15 -i " + good + " -i " + good + " -map 1:v -map 0:a -map 1:s -c copy");
        assertThat(wrong(judge(job, bad))).containsExactly("audio-0-begin START_OFFSET", "audio-1-begin START_OFFSET");
    }

    @Test
    void aTurnedPictureIsSeen() {
        Path bad = sample("bad.mkv", "-display_rotation 90 -i " + good + " -map 0 -c copy");
        assertThat(wrong(judge(job, bad))).containsExactly("rotation PICTURE_SIZE");
    }

    @Test
    void damageIsSeen() throws IOException {
        Path noise = sample("bad.mkv", "-i " + good + " -map 0 -c copy -bsf:a:0 noise=amount=2");
        assertThat(wrong(judge(job, noise))).containsExactly("decode-errors DECODE_ERRORS");
        byte[] all = Files.readAllBytes(good);
        byte[] garbage = all.clone();
        for (int i = all.length * 2 / 5; i < all.length * 3 / 5; i += 97) {
            garbage[i] ^= 0x55;
        }
        Path torn = Files.write(folder.resolve("garbage.mkv"), garbage);
        assertThat(judge(job, torn).outcome()).isEqualTo(Outcome.RETRY);
        Path cut = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(all, all.length * 2 / 3));
        assertThat(judge(job, cut).defects()).contains(Defect.VIDEO_DURATION);
        Path empty = Files.createFile(folder.resolve("empty.mkv"));
        Path list = Files.writeString(folder.resolve("list.mkv"), "ffconcat version 1.0\nfile " + good + "\n");
        for (Path none : List.of(empty, list, folder.resolve("none.mkv"), folder)) {
            assertThat(wrong(judge(job, none))).containsExactly("output UNREADABLE");
        }
    }

    @Test
    void whatDoesNotSaveIsKeptAsItWas() throws IOException {
        Path large = Files.copy(good, folder.resolve("large.mkv"));
        Files.write(large, new byte[(int) job.input().bytes()], StandardOpenOption.APPEND);
        Judgement judgement = judge(job, large);
        assertThat(wrong(judgement)).containsExactly("bytes TOO_LARGE");
        assertThat(judgement.outcome()).isEqualTo(Outcome.KEEP_ORIGINAL);
    }

    @Test
    void anotherContainerIsSeen() {
        Path bad = sample("bad.mp4", "-i " + good + " -map 0 -c copy -c:s mov_text");
        assertThat(wrong(judge(job, bad))).contains("container STREAMS", "subtitle STREAMS");
    }

    @Test
    void nothingIsAcceptedWithoutItsInput() throws IOException {
        Path input = Files.copy(Path.of(job.input().path()), folder.resolve("in.mkv"));
        ManifestJob own = job(
                input,
                "container = matroska, video { " + AV1 + " }, audio { encoder = libopus, bit-rate-per-channel = 64k }");
        Path output = encoded(own);
        Files.write(input, new byte[1], StandardOpenOption.APPEND);
        Judgement changed = judge(own, output);
        assertThat(wrong(changed)).containsExactly("input NOT_CHECKED");
        assertThat(changed.outcome()).isEqualTo(Outcome.NEEDS_HUMAN);
        Files.delete(input);
        assertThat(wrong(judge(own, output))).containsExactly("input NOT_CHECKED");
        assertThat(own.jobKey()).isEqualTo(ManifestJobs.key(7));
    }
}

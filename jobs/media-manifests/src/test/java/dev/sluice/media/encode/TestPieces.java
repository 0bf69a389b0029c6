package dev.sluice.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.FfmpegGate;
import dev.sluice.media.verify.FilmJobs;
import dev.sluice.media.verify.Judgement;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films in pieces, by the bundled ffmpeg and the gate. */
class TestPieces {
    private static final FfmpegGate GATE = FilmJobs.gate("places = 1");
    private static final String MPEG2 = " -c:v mpeg2video -bf 2 -g 12 -sc_threshold 1000000000 -q:v 2 -c:a mp2";

    @TempDir
    private Path work;

    @AfterAll
    static void noProcessStays() {
        GATE.close();
    }

    private Encodes encodes() {
        return new Encodes(Ffmpeg.PROGRAMS, GATE, work.resolve("state"), "run", PieceJobs.CHUNKS, Bounds.USUAL);
    }

    /** Whole and in pieces: the same frames at the same times. Greys of two that follow one another differ by 37 and more. */
    private Verdict same(ManifestJob job) {
        Path whole = work.resolve("whole." + job.target().extension());
        assertThat(Ffmpeg.encode(job.command(), Path.of(job.input().path()), whole))
                .isZero();
        Verdict verdict = encodes().done(job);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.ACCEPT);
        assertThat(verdict.work().whole()).isEmpty();
        assertThat(verdict.work().pieces()).contains(4);
        assertThat(work.resolve("state/pieces/" + job.jobKey())).doesNotExist();
        List<Ffmpeg.Frame> joined = Ffmpeg.frames(Path.of(job.output()));
        List<Ffmpeg.Frame> wanted = Ffmpeg.frames(whole);
        assertThat(joined)
                .extracting(Ffmpeg.Frame::at)
                .isEqualTo(wanted.stream().map(Ffmpeg.Frame::at).toList());
        for (int i = 0; i < wanted.size(); i++) {
            // Of ten bits a step is four of eight.
            double near = job.target().video().orElseThrow().pixelFormat().contains("10") ? 36 : 9;
            assertThat(joined.get(i).grey()).isCloseTo(wanted.get(i).grey(), within(near));
        }
        return verdict;
    }

    private ManifestJob job(String name, String rate, String film, String profile) throws IOException {
        return PieceJobs.job(work, name, PieceJobs.PICTURE.formatted(rate) + PieceJobs.SOUND + film, profile);
    }

    private static String av1(String container, String more) {
        return "container = " + container + ", " + PieceJobs.AV1.replace("}", more + " }")
                + (container.equals("mp4") ? ", audio { encoder = aac, bit-rate-per-channel = 64k }" : "");
    }

    @Tag("chaos")
    @Test
    void openGroupsOfATransportStreamThatBeginsLate() throws IOException {
        same(job("film.ts", "30000/1001", MPEG2, av1("mp4", "")));
    }

    @Tag("chaos")
    @Test
    void everySecondFrame() throws IOException {
        same(job("film.mkv", "50", PieceJobs.MPEG4, av1("matroska", ", max-frame-rate = 25")));
    }

    @Test
    @Tag("chaos")
    void framesOfTwoFields() throws IOException {
        String fields = MPEG2 + " -flags +ilme+ildct -top 1";
        same(job("film.mkv", "25", fields, av1("matroska", ", interlaced = deinterlace")));
    }

    @Tag("chaos")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            film.mp4  | 25         | -c:v mpeg4 -bf 2 -g 12 -q:v 2 -c:a aac                   | mp4      | libsvtav1, preset = 12, quality = 10
            film.webm | 25         | -c:v libvpx -deadline realtime -g 12 -b:v 3M -c:a libopus | webm     | libvpx-vp9, preset = 8, quality = 10
            late.mkv  | 24000/1001 | -c:v mpeg4 -g 12 -q:v 2 -c:a mp2 -vf setpts=PTS+0.31/TB  | mp4      | libopenh264, bit-rate = 3M
            film.avi  | 25         | -c:v mpeg4 -g 12 -q:v 2 -c:a mp2                         | matroska | libaom-av1, preset = 8, quality = 10
            """)
    void otherContainersAndEncoders(String name, String rate, String film, String container, String encoder)
            throws IOException {
        String profile = av1(container, "").replace("libsvtav1, preset = 12, quality = 10", encoder);
        same(job(name, rate, " " + film, profile));
    }

    @Test
    @Tag("chaos")
    void tenBitsAndHdr() throws IOException {
        String hdr =
                ",format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv";
        String film = " -c:v libsvtav1 -preset 12 -crf 8 -g 12 -svtav1-params "
                + "mastering-display=G(0.265,0.69)B(0.15,0.06)R(0.68,0.32)WP(0.3127,0.329)L(1000,0.0001):content-light=1000,400";
        String picture = PieceJobs.PICTURE.formatted(25) + hdr;
        same(PieceJobs.job(work, "film.mkv", picture + film, av1("matroska", "")));
    }

    @Test
    void wordsChaptersAndSubtitlesAreThoseOfTheInput() throws IOException {
        Path texts = work.resolve("texts");
        Files.writeString(work.resolve("words.srt"), "1\n00:00:01,000 --> 00:00:02,000\nword\n");
        Files.writeString(
                texts, ";FFMETADATA1\ntitle=A film\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=One\n");
        String more = " -i " + work.resolve("words.srt") + " -f ffmetadata -i " + texts
                + " -map 0 -map 1 -map 2 -map_metadata 3 -metadata:s:v:0 language=fin -metadata:s:v:0 title=Main"
                + " -metadata:s:a:0 language=swe -disposition:v:0 default+original -metadata:s:s:0 language=eng"
                + PieceJobs.MPEG4;
        ManifestJob job = job("film.mkv", "25", more, av1("matroska", ""));
        same(job);
        String said = Ffmpeg.told(Path.of(job.output()));
        assertThat(said).contains("\"fin\"", "\"Main\"", "\"swe\"", "\"eng\"", "\"One\"", "\"A film\"");
        assertThat(said).contains("sluice-job:" + job.jobKey());
    }

    @Test
    void theGateCountsEveryFrameOfWhatWasJoined() throws IOException {
        ManifestJob job = PieceJobs.giant(work);
        Path output = work.resolve("out.mkv");
        refused(job, output, "select='not(eq(n\\,30))',", "frames");
        refused(job, output, "select='not(eq(n\\,30))',setpts=N/25/TB,", "frames");
        refused(job, output, "loop=loop=1:size=1:start=30,setpts=N/25/TB,", "frames");
        refused(job, output, "setpts='PTS+between(N\\,30\\,59)*0.03/TB',", "frame-places");
    }

    private static void refused(ManifestJob job, Path output, String wrong, String check) {
        List<String> command = job.command().stream()
                .map(one -> one.contains("format=") ? wrong + one : one)
                .map(one -> one.equals("-fps_mode:v:0") ? "-enc_time_base:v:0" : one.equals("vfr") ? "1/1000" : one)
                .toList();
        assertThat(Ffmpeg.encode(command, Path.of(job.input().path()), output)).isZero();
        Judgement loose = GATE.judge(job, output);
        assertThat(loose.outcome()).as(loose.toString()).isEqualTo(Outcome.ACCEPT);
        Judgement exact = GATE.judgeJoined(job, output);
        assertThat(exact.checks().stream()
                        .filter(each -> !each.holds())
                        .map(each -> each.name() + " " + each.defect().orElseThrow()))
                .containsExactly(check + " FRAMES");
    }

    @Test
    void unequalFramesKeepTheirTimes() throws IOException {
        String film = PieceJobs.PICTURE.formatted(25) + " -vf setpts=PTS+mod(N\\,5)*0.003/TB -fps_mode vfr"
                + " -enc_time_base 1/1000 -c:v libopenh264 -b:v 2M -g 12";
        same(PieceJobs.job(work, "film.mkv", film, av1("matroska", "")));
    }

    @Test
    void aFilmOfOneGroupStaysWhole() throws IOException {
        String film = PieceJobs.PICTURE.formatted(25) + " -c:v mpeg4 -g 600 -sc_threshold 1000000000 -q:v 2";
        ManifestJob job = PieceJobs.job(work, "film.mkv", film, av1("matroska", ""));
        Verdict verdict = encodes().done(job);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.ACCEPT);
        assertThat(verdict.work().pieces()).isEmpty();
        assertThat(verdict.work().whole()).contains("it is too short, or its key frames are too far apart");
    }
}

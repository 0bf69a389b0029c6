package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.EncoderOptions;
import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors written by hand from <a href="https://ffmpeg.org/ffmpeg.html">FFmpeg's manual</a>. */
class TestCommand {
    private static final String FIRST = "-nostdin -hide_banner -loglevel warning -y -max_error_rate 0.01"
            + " -protocol_whitelist file -format_whitelist mov,mp4,m4a,3gp,3g2,mj2 -i {input}";
    private static final String COLORS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv";

    private static final String KEY = "-metadata keywords=sluice-job:" + ManifestJobs.key(7);

    private final Film film = Film.silent();
    private final Targets target = new Targets();

    private String command() {
        return String.join(" ", Command.of(target.target(), film.probe(), ManifestJobs.key(7)));
    }

    @Test
    void encodesVideoAloneAndKeepsItsTimesAndColours() {
        assertThat(command())
                .isEqualTo(FIRST + " -map 0:0 -c:v:0 libsvtav1 -preset:v:0 8 -crf:v:0 35"
                        + " -filter:v:0 scale=1280:720:flags=lanczos,format=yuv420p," + COLORS
                        + " -pix_fmt:v:0 +yuv420p -fps_mode:v:0 vfr"
                        + " -force_key_frames:v:0 expr:gte(t,n_forced*10)"
                        + " -map_metadata 0 -map_chapters -1 " + KEY + " -movflags +faststart -f mp4 {output}");
    }

    @Test
    void mapsStreamsInTheOrderOfTheTarget() {
        film.container = "matroska,webm";
        film.audio.addAll(List.of(Film.audio(1, "ac3", 6, "fin"), Film.audio(2, "aac", 2, "fin")));
        film.subtitles.add(Film.subtitles(3, "subrip"));
        film.pictures.add(new Picture(4, "mjpeg", Optional.empty(), Optional.empty()));
        film.data.add(new DataStream(5, "attachment", "ttf", Optional.empty(), Optional.of("f.ttf")));
        target.container = "matroska";
        target.audio = List.of(
                Targets.audio(2, "copy", 0, OptionalInt.empty()),
                Targets.audio(1, "libopus", 384_000, OptionalInt.empty()));
        target.subtitles = List.of(new SubtitleTarget(3, "copy"));
        target.copied = List.of(4, 5);
        target.chapters = true;
        assertThat(command())
                .contains(" -format_whitelist matroska,webm -i {input} -map 0:0 -c:v:0 libsvtav1 ")
                .endsWith(" -map 0:2 -c:a:0 copy"
                        + " -map 0:1 -c:a:1 libopus -filter:a:1 aformat=channel_layouts=5.1 -b:a:1 384000"
                        + " -map 0:3 -c:s:0 copy"
                        + " -map 0:4 -c:v:1 copy -disposition:v:1 attached_pic"
                        + " -map 0:5 -c:t copy"
                        + " -map_metadata 0 -map_chapters 0 -metadata SLUICE_JOB=sluice-job:" + ManifestJobs.key(7)
                        + " -f matroska {output}");
    }

    @ParameterizedTest
    @CsvSource({"aac,4,4.0", "aac,6,5.1", "libopus,4,quad", "libopus,8,7.1", "aac,2,", "flac,6,", "ac3,6,"})
    void givesAnEncoderALayoutThatItTakes(String encoder, int channels, String layout) {
        film.audio.add(Film.audio(1, "dts", channels, "fin"));
        target.audio = List.of(Targets.audio(1, encoder, 64_000, OptionalInt.empty()));
        if (layout == null) {
            assertThat(command()).doesNotContain("aformat");
        } else {
            assertThat(command()).contains(" -filter:a:0 aformat=channel_layouts=" + layout + " ");
        }
    }

    @Test
    void mixesDownByALayout() {
        film.audio.add(Film.audio(1, "dts", 6, "fin"));
        target.audio = List.of(Targets.audio(1, "ac3", 192_000, OptionalInt.of(2)));
        assertThat(command()).contains(" -c:a:0 ac3 -filter:a:0 aformat=channel_layouts=stereo -b:a:0 192000 ");
    }

    @Test
    void deinterlacesThenSizesThenMapsColoursThenDropsFrames() {
        film.colors = List.of("bt2020", "arib-std-b67", "bt2020nc", "tv");
        target.color = ColorPolicy.TONE_MAP;
        target.deinterlace = true;
        target.frameRate = Optional.of("30/1");
        assertThat(Filters.of(target.video(), film.probe()))
                .containsExactly(
                        "bwdif=mode=send_frame",
                        "scale=1280:720:flags=lanczos",
                        "zscale=tin=arib-std-b67:pin=bt2020:min=bt2020nc:rin=tv:t=linear:npl=100",
                        "format=gbrpf32le",
                        "zscale=p=bt709",
                        "tonemap=tonemap=hable:desat=0",
                        "zscale=t=bt709:m=bt709:r=tv",
                        "sidedata=mode=delete:type=MASTERING_DISPLAY_METADATA",
                        "sidedata=mode=delete:type=CONTENT_LIGHT_LEVEL",
                        "fps=30/1",
                        "format=yuv420p",
                        COLORS);
        assertThat(command()).doesNotContain("-fps_mode");
    }

    @ParameterizedTest
    @CsvSource({"CROP,crop=320:240:0:0", "PAD,pad=320:240:0:0"})
    void makesAnOddSizeEven(Fit fit, String filter) {
        target.fit = fit;
        target.width = 320;
        target.height = 240;
        assertThat(Filters.of(target.video(), film.probe())).startsWith(filter, "scale=320:240:flags=lanczos");
    }

    @Test
    void aPictureInRedGreenAndBlueGetsAMatrix() {
        film.colors = List.of("bt709", "iec61966-2-1", "gbr", "pc");
        target.colors = film.colors;
        assertThat(Filters.of(target.video(), film.probe()))
                .containsExactly(
                        "scale=1280:720:flags=lanczos:out_color_matrix=bt709:out_range=tv",
                        "format=yuv420p",
                        "setparams=color_primaries=bt709:color_trc=iec61966-2-1:colorspace=bt709:range=tv");
    }

    @Test
    void saysNothingOfColoursThatAreNotKnown() {
        target.colors = List.of();
        assertThat(Filters.of(target.video(), film.probe()))
                .containsExactly("scale=1280:720:flags=lanczos", "format=yuv420p");
    }

    @Test
    void keepsTheTimesOfUnevenFrames() {
        film.variableFrameRate = true;
        assertThat(command()).contains(" -fps_mode:v:0 vfr -enc_time_base:v:0 demux ");
    }

    @ParameterizedTest
    @CsvSource({
        "libsvtav1,-preset:v:0 4 -crf:v:0 30 -maxrate:v:0 5000000 -bufsize:v:0 10000000",
        "libaom-av1,-cpu-used:v:0 4 -crf:v:0 30 -b:v:0 5000000 -maxrate:v:0 5000000 -bufsize:v:0 10000000",
        "libvpx-vp9,-deadline:v:0 good -cpu-used:v:0 4 -crf:v:0 30 -b:v:0 5000000 -maxrate:v:0 5000000"
                + " -bufsize:v:0 10000000",
        "libx264,-preset:v:0 4 -crf:v:0 30 -maxrate:v:0 5000000 -bufsize:v:0 10000000",
    })
    void capsAQuality(String encoder, String arguments) {
        target.encoder = encoder;
        target.preset = Optional.of("4");
        target.quality = Optional.of(30);
        target.maxRate = Optional.of(5_000_000L);
        assertThat(String.join(" ", EncoderOptions.of(target.video()))).isEqualTo(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "libvpx,-crf:v:0 35 -b:v:0 100000000",
        "libvpx-vp9,-crf:v:0 35 -b:v:0 0",
        "libaom-av1,-crf:v:0 35 -b:v:0 0",
        "libsvtav1,-crf:v:0 35"
    })
    void aQualityAloneHasNoRateBehindIt(String encoder, String arguments) {
        target.encoder = encoder;
        target.preset = Optional.empty();
        assertThat(String.join(" ", EncoderOptions.of(target.video()))).isEqualTo(arguments);
    }

    @Test
    void x265IsToldOfHdrInItsUnits() {
        hdr("libx265");
        target.options = Map.of("aq-mode", "3", "hdr10", "1");
        assertThat(EncoderOptions.of(target.video()))
                .containsExactly(
                        "-crf:v:0",
                        "35",
                        "-x265-params:v:0",
                        "aq-mode=3:hdr10=1:master-display=G(8500,39850)B(6550,2300)R(35400,14600)WP(15635,16450)"
                                + "L(10000000,1):max-cll=1000,400");
        assertThat(command()).contains(" -tag:v:0 hvc1 ");
    }

    @Test
    void svtIsToldOfHdrInItsUnits() {
        hdr("libsvtav1");
        assertThat(EncoderOptions.of(target.video()))
                .endsWith(
                        "-svtav1-params:v:0",
                        "content-light=1000,400:mastering-display=G(0.17000,0.79700)B(0.13100,0.04600)R(0.70800,0.29200)"
                                + "WP(0.31270,0.32900)L(1000.00000,0.00010)");
    }

    private void hdr(String encoder) {
        target.encoder = encoder;
        target.preset = Optional.empty();
        target.display = Optional.of(Targets.DISPLAY);
        target.light = Optional.of(1000);
        target.averageLight = Optional.of(400);
    }
}

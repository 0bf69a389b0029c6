package dev.sluice.media.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.DolbyVision;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Finding;
import dev.sluice.media.probe.Picture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestResolution {
    private final Film film = Film.known();

    private Resolution by(String profile) {
        return Resolution.of("web", Settings.profile(profile), film.probe());
    }

    private Resolution video(String settings) {
        return by("container = mp4, video { encoder = libx265, quality = 24, " + settings + " }");
    }

    private VideoTarget only(Resolution resolution) {
        assertThat(resolution.objections()).isEmpty();
        assertThat(resolution.targets()).hasSize(1);
        return resolution.targets().get(0).video().orElseThrow();
    }

    private static List<String> codes(Resolution resolution) {
        assertThat(resolution.targets()).isEmpty();
        return resolution.objections().stream().map(Objection::code).toList();
    }

    @Test
    void keepsSizeColoursAndTimesUnlessToldOtherwise() {
        VideoTarget target = only(video("preset = medium"));
        assertThat(target.width()).isEqualTo(1920);
        assertThat(target.height()).isEqualTo(1080);
        assertThat(target.fit()).isEqualTo(Fit.SCALE);
        assertThat(target.pixelFormat()).isEqualTo("yuv420p");
        assertThat(target.frameRate()).isEmpty();
        assertThat(target.deinterlace()).isFalse();
        assertThat(target.color()).isEqualTo(ColorPolicy.KEEP);
        assertThat(target.colorTransfer()).contains("bt709");
        assertThat(target.preset()).contains("medium");
        assertThat(target.quality()).contains(24);
    }

    @ParameterizedTest
    @CsvSource({"1920,1080,720,1280,720", "1280,720,1080,1280,720", "1440,1080,720,960,720", "1998,1080,720,1332,720"})
    void makesSmallerAndNeverLarger(int width, int height, int most, int wantedWidth, int wantedHeight) {
        film.width = Optional.of(width);
        film.height = Optional.of(height);
        VideoTarget target = only(video("max-height = " + most));
        assertThat(List.of(target.width(), target.height())).containsExactly(wantedWidth, wantedHeight);
    }

    @Test
    void measuresAPictureAsItIsSeen() {
        film.rotation = 90;
        VideoTarget target = only(video("max-height = 960"));
        assertThat(List.of(target.width(), target.height())).containsExactly(540, 960);
    }

    @Test
    void aLadderHasTheRungsThatFit() {
        Resolution ladder = video("heights = [480, 2160, 1080, 720]");
        assertThat(ladder.targets()).extracting(Target::profile).containsExactly("web-1080", "web-720", "web-480");
        film.width = Optional.of(640);
        film.height = Optional.of(360);
        assertThat(only(video("heights = [480, 1080]")).height()).isEqualTo(360);
    }

    @Test
    void anOddSizeIsCroppedPaddedOrAsked() {
        film.width = Optional.of(853);
        film.height = Optional.of(480);
        VideoTarget cropped = only(video("odd-size = crop"));
        assertThat(cropped.width()).isEqualTo(852);
        assertThat(cropped.fit()).isEqualTo(Fit.CROP);
        VideoTarget padded = only(video("odd-size = pad"));
        assertThat(padded.width()).isEqualTo(854);
        assertThat(padded.height()).isEqualTo(480);
        assertThat(padded.fit()).isEqualTo(Fit.PAD);
        assertThat(codes(video("odd-size = human"))).containsExactly("ODD_SIZE");
    }

    @Test
    void hdrIsKeptWithItsMetadataAndTenBits() {
        film.withTransfer("smpte2084");
        film.bitDepth = Optional.of(10);
        film.display = Optional.of(Film.DISPLAY);
        VideoTarget kept = only(video("hdr = keep"));
        assertThat(kept.pixelFormat()).isEqualTo("yuv420p10le");
        assertThat(kept.colorTransfer()).contains("smpte2084");
        assertThat(kept.masteringDisplay()).contains(Film.DISPLAY);
        VideoTarget mapped = only(video("hdr = tone-map"));
        assertThat(mapped.color()).isEqualTo(ColorPolicy.TONE_MAP);
        assertThat(mapped.pixelFormat()).isEqualTo("yuv420p");
        assertThat(mapped.colorTransfer()).contains("bt709");
        assertThat(mapped.masteringDisplay()).isEmpty();
        assertThat(codes(video("hdr = human"))).containsExactly("HDR");
        assertThat(codes(by("container = mp4, video { encoder = libopenh264, bit-rate = 2M }")))
                .containsExactly("HDR");
    }

    @Test
    void dolbyVisionWithoutABaseLayerIsNeverDropped() {
        film.dolbyVision = Optional.of(new DolbyVision(8, 6, true, true, false, 1));
        assertThat(codes(video("hdr = keep"))).containsExactly("DOLBY_VISION");
        only(video("dolby-vision = drop"));
        film.dolbyVision = Optional.of(new DolbyVision(5, 6, true, true, false, 0));
        assertThat(codes(video("dolby-vision = drop"))).containsExactly("DOLBY_VISION");
    }

    @Test
    void whatEncodersLoseIsAskedFor() {
        film.hdr10Plus = true;
        film.fieldOrder = Optional.of("tt");
        film.alpha = true;
        assertThat(codes(video(""))).containsExactly("HDR10_PLUS", "ALPHA", "INTERLACED");
        VideoTarget target = only(video("hdr10-plus = drop, interlaced = deinterlace, alpha = drop"));
        assertThat(target.deinterlace()).isTrue();
        assertThat(target.pixelFormat()).isEqualTo("yuv420p");
    }

    @Test
    void alphaIsKeptWhereTheEncoderCan() {
        film.alpha = true;
        assertThat(only(by("container = webm, video { encoder = libvpx-vp9, quality = 30, alpha = keep }"
                                + ", audio { encoder = libopus, bit-rate-per-channel = 64k }"))
                        .pixelFormat())
                .isEqualTo("yuva420p");
        assertThat(codes(video("alpha = keep"))).containsExactly("ALPHA");
    }

    @Test
    void aRateIsLoweredAndNeverRaised() {
        film.frameRateFraction = Optional.of("60000/1001");
        assertThat(only(video("max-frame-rate = 30000/1001")).frameRate()).contains("30000/1001");
        assertThat(only(video("max-frame-rate = 60")).frameRate()).isEmpty();
    }

    @Test
    void audioIsChosenByLanguageAndMixedDownOnlyWhenTold() {
        film.audio.add(Film.audio(2, "ac3", 6, Optional.of("fin"), Optional.of(60L), Optional.of(128_000L)));
        film.audio.add(Film.audio(3, "aac", 2, Optional.empty(), Optional.of(60L), Optional.of(128_000L)));
        String profile = "container = mp4, video { encoder = libx265, quality = 24 }, audio { encoder = aac"
                + ", bit-rate-per-channel = 64k, languages = [fin], %s }";
        Target target = by(profile.formatted("unknown-language = drop, max-channels = 2"))
                .targets()
                .get(0);
        assertThat(target.audio()).containsExactly(new AudioTarget(2, "aac", Optional.of(128_000L), Optional.of(2)));
        assertThat(target.dropped()).containsExactly(1, 3);
        assertThat(by(profile.formatted("")).targets().get(0).audio())
                .extracting(AudioTarget::stream)
                .containsExactly(2, 3);
        assertThat(codes(by(profile.formatted("unknown-language = human")))).containsExactly("LANGUAGE");
        assertThat(codes(by(profile.replace("[fin]", "[swe]").formatted("unknown-language = drop"))))
                .containsExactly("AUDIO_WOULD_VANISH");
    }

    @Test
    void audioThatDoesNotFitIsAskedFor() {
        film.audio.set(0, Film.audio(1, "pcm_s16le", 2, Optional.empty(), Optional.of(60L), Optional.of(128_000L)));
        assertThat(codes(video(""))).containsExactly("AUDIO_DOES_NOT_FIT");
        film.audio.set(0, Film.audio(1, "dts", 8, Optional.empty(), Optional.of(60L), Optional.of(128_000L)));
        assertThat(codes(by("container = mp4, video { encoder = libx265, quality = 24 }, audio { encoder = ac3"
                        + ", bit-rate-per-channel = 64k }")))
                .containsExactly("TOO_MANY_CHANNELS");
    }

    @Test
    void everyOtherStreamIsPlacedOrAskedFor() {
        film.subtitles.add(Film.subtitles(2, "subrip"));
        film.data.add(new DataStream(3, "data", "none", Optional.of("tmcd"), Optional.empty()));
        film.data.add(new DataStream(4, "attachment", "ttf", Optional.empty(), Optional.of("a.ttf")));
        film.pictures.add(new Picture(5, "mjpeg", Optional.of(600), Optional.of(600)));
        assertThat(codes(video(""))).containsExactly("DATA_STREAM", "ATTACHMENT");
        Target mp4 = by("container = mp4, video { encoder = libx265, quality = 24 }, data = drop, attachments = drop")
                .targets()
                .get(0);
        assertThat(mp4.subtitles()).containsExactly(new SubtitleTarget(2, "mov_text"));
        assertThat(mp4.copied()).containsExactly(5);
        assertThat(mp4.dropped()).containsExactly(3, 4);
        assertThat(codes(by("container = matroska, video { encoder = libx265, quality = 24 }, data = drop")))
                .containsExactly("PICTURE");
        Target mkv = by("container = matroska, video { encoder = libx265, quality = 24 }, data = drop, pictures = drop")
                .targets()
                .get(0);
        assertThat(mkv.subtitles()).containsExactly(new SubtitleTarget(2, "copy"));
        assertThat(mkv.copied()).containsExactly(4);
        film.subtitles.set(0, Film.subtitles(2, "hdmv_pgs_subtitle"));
        assertThat(codes(by("container = mp4, video { encoder = libx265, quality = 24 }, data = drop"
                        + ", attachments = drop")))
                .containsExactly("SUBTITLES");
    }

    @Test
    void whatNoProfileCanHelpIsAskedFor() {
        film.encrypted = true;
        film.findings.add(new Finding("NOT_DECODABLE", Optional.of(0), "no decoder"));
        film.videos = 2;
        assertThat(codes(video(""))).containsExactly("ENCRYPTED", "NOT_DECODABLE", "SEVERAL_VIDEOS");
        film.encrypted = false;
        film.findings.clear();
        film.videos = 0;
        assertThat(codes(video(""))).containsExactly("NO_VIDEO");
    }
}

package dev.sluice.media.probe;

import dev.sluice.media.decide.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes probes by hand: a film of which all is known, or next to nothing, and what a test changes of it. */
public final class Film {
    /** HDR10 as it is mastered in a studio. */
    public static final MasteringDisplay DISPLAY =
            new MasteringDisplay(0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329, 0.0001, 1000);

    private static final long SECOND = 1_000_000;

    public String container = "mov,mp4,m4a,3gp,3g2,mj2";
    public Optional<Long> containerUs = Optional.of(60 * SECOND);
    public Optional<Long> containerBitRate = Optional.of(5_000_000L);
    public String codec = "h264";
    public Optional<String> profile = Optional.of("High");
    public Optional<Integer> width = Optional.of(1920);
    public Optional<Integer> height = Optional.of(1080);
    public Optional<String> pixelFormat = Optional.of("yuv420p");
    public Optional<Integer> bitDepth = Optional.of(8);
    public boolean alpha;
    public Optional<Double> frameRate = Optional.of(25.0);
    public Optional<String> frameRateFraction = Optional.of("25/1");
    public boolean variableFrameRate;
    public Optional<String> fieldOrder = Optional.of("progressive");
    public int rotation;
    /** Primaries, transfer, matrix, range; none are known when it is empty. */
    public List<String> colors = List.of("bt709", "bt709", "bt709", "tv");

    public Optional<MasteringDisplay> display = Optional.empty();
    public boolean hdr10Plus;
    public Optional<DolbyVision> dolbyVision = Optional.empty();
    public Optional<Long> lengthUs = Optional.of(60 * SECOND);
    public Optional<Long> bitRate = Optional.of(4_800_000L);
    public Optional<Long> frames = Optional.of(1_500L);
    public boolean encrypted;
    public int chapters;
    public int videos = 1;
    public final List<AudioStream> audio = new ArrayList<>(List.of(audio(1, "aac", 2, "eng")));
    public final List<SubtitleStream> subtitles = new ArrayList<>();
    public final List<DataStream> data = new ArrayList<>();
    public final List<Picture> pictures = new ArrayList<>();
    public final List<Finding> findings = new ArrayList<>();

    /** H.264 of 1920 x 1080, 25 frames a second, one minute, with stereo AAC in MP4. */
    public static Film known() {
        return new Film();
    }

    /** The same without audio, 1280 x 720. */
    public static Film silent() {
        Film film = new Film().withSize(1280, 720);
        film.audio.clear();
        film.bitRate = Optional.empty();
        return film;
    }

    /** Video of round numbers, 1000 x 1000, 10 frames a second for 100 s: 1000 Mpx. Nothing else is known of it. */
    public static Film round() {
        Film film = new Film().withSize(1000, 1000).withFrameRate(Optional.of(10.0), false);
        film.container = "matroska,webm";
        film.containerUs = Optional.empty();
        film.containerBitRate = Optional.empty();
        film.profile = Optional.empty();
        film.bitDepth = Optional.empty();
        film.frameRateFraction = Optional.empty();
        film.fieldOrder = Optional.empty();
        film.colors = List.of();
        film.lengthUs = Optional.of(100 * SECOND);
        film.bitRate = Optional.empty();
        film.frames = Optional.empty();
        film.audio.clear();
        return film;
    }

    /** For what has no method of its own. */
    public Film with(Consumer<Film> change) {
        change.accept(this);
        return this;
    }

    public Film withCodec(String other) {
        codec = other;
        return this;
    }

    public Film withSize(int wide, int high) {
        width = Optional.of(wide);
        height = Optional.of(high);
        return this;
    }

    public Film withFrameRate(Optional<Double> other, boolean variable) {
        frameRate = other;
        variableFrameRate = variable;
        return this;
    }

    /** The length of the video alone. */
    public Film withSeconds(Optional<Long> seconds) {
        lengthUs = seconds.map(one -> one * SECOND);
        return this;
    }

    /** Of video and container alike, with as many frames. */
    public Film lasting(long seconds) {
        containerUs = Optional.of(seconds * SECOND);
        frames = Optional.of(seconds * 25);
        return withSeconds(Optional.of(seconds));
    }

    public Film withTransfer(String transfer) {
        colors = List.of("bt709", transfer, "bt709", "tv");
        return this;
    }

    public Film withAudio(AudioStream... streams) {
        audio.clear();
        audio.addAll(List.of(streams));
        return this;
    }

    public static AudioStream audio(int index, String codec, int channels, String language) {
        return audio(index, codec, channels, Optional.of(language), Optional.of(60L), Optional.of(128_000L));
    }

    public static AudioStream audio(
            int index,
            String codec,
            int channels,
            Optional<String> language,
            Optional<Long> seconds,
            Optional<Long> bitRate) {
        return new AudioStream(
                index,
                codec,
                Optional.empty(),
                channels,
                Optional.empty(),
                Optional.of(48_000),
                Optional.empty(),
                Optional.empty(),
                language,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                seconds.map(one -> one * SECOND),
                bitRate,
                false);
    }

    public static SubtitleStream subtitles(int index, String codec) {
        return new SubtitleStream(
                index,
                codec,
                false,
                Optional.of("fin"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<String> color(int which) {
        return colors.stream().skip(which).findFirst();
    }

    public VideoStream video() {
        return new VideoStream(
                0,
                codec,
                profile,
                Optional.empty(),
                width,
                height,
                Optional.of("1:1"),
                pixelFormat,
                bitDepth,
                alpha,
                frameRate,
                frameRateFraction,
                variableFrameRate,
                fieldOrder,
                rotation,
                color(0),
                color(1),
                color(2),
                color(3),
                Optional.empty(),
                display,
                Optional.empty(),
                Optional.empty(),
                hdr10Plus,
                dolbyVision,
                Optional.empty(),
                List.of("default"),
                Optional.of(0L),
                lengthUs,
                bitRate,
                frames,
                encrypted);
    }

    public Probe probe() {
        List<VideoStream> all = new ArrayList<>();
        for (int i = 0; i < videos; i++) {
            all.add(video());
        }
        return new Probe(
                Tier.FULL,
                container,
                Optional.of(0L),
                containerUs,
                containerBitRate,
                all.stream().findFirst(),
                audio.stream().findFirst(),
                all,
                audio,
                subtitles,
                data,
                pictures,
                chapters,
                0,
                encrypted,
                Map.of(),
                findings);
    }

    public Asset asset() {
        return asset("file:/films/a.mp4");
    }

    public Asset asset(String path) {
        return new Asset(path, 37_500_000, Instant.parse("2026-01-02T03:04:05.678Z"), "a1", probe());
    }
}

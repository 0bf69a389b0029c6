package dev.sluice.media.manifest;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.Picture;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.SubtitleStream;
import dev.sluice.media.probe.Tier;
import dev.sluice.media.probe.VideoStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes probes by hand: H.264 of 1280 x 720, one minute in MP4, and what a test changes of it. */
public final class Films {
    public String container = "mov,mp4,m4a,3gp,3g2,mj2";
    public int width = 1280;
    public int height = 720;
    public String pixelFormat = "yuv420p";
    public boolean variableFrameRate;
    public int rotation;
    /** Primaries, transfer, matrix, range. */
    public List<String> colors = List.of("bt709", "bt709", "bt709", "tv");

    public long durationUs = 60_000_000;
    public int chapters;
    public final List<AudioStream> audio = new ArrayList<>();
    public final List<SubtitleStream> subtitles = new ArrayList<>();
    public final List<DataStream> data = new ArrayList<>();
    public final List<Picture> pictures = new ArrayList<>();

    public static AudioStream audio(int index, String codec, int channels) {
        return new AudioStream(
                index,
                codec,
                Optional.empty(),
                channels,
                Optional.empty(),
                Optional.of(48_000),
                Optional.empty(),
                Optional.empty(),
                Optional.of("fin"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
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
                "h264",
                Optional.empty(),
                Optional.empty(),
                Optional.of(width),
                Optional.of(height),
                Optional.of("1:1"),
                Optional.of(pixelFormat),
                Optional.of(8),
                false,
                Optional.of(25.0),
                Optional.of("25/1"),
                variableFrameRate,
                Optional.of("progressive"),
                rotation,
                color(0),
                color(1),
                color(2),
                color(3),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of("default"),
                Optional.of(0L),
                Optional.of(durationUs),
                Optional.empty(),
                Optional.of(durationUs / 40_000),
                false);
    }

    public Probe probe() {
        return new Probe(
                Tier.FULL,
                container,
                Optional.of(0L),
                Optional.of(durationUs),
                Optional.empty(),
                Optional.of(video()),
                audio.stream().findFirst(),
                List.of(video()),
                audio,
                subtitles,
                data,
                pictures,
                chapters,
                0,
                false,
                Map.of(),
                List.of());
    }

    public Asset asset(String path) {
        return new Asset(path, 37_500_000, Instant.parse("2026-01-02T03:04:05.678Z"), "a1", probe());
    }
}

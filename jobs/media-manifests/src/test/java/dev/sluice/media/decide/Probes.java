package dev.sluice.media.decide;

import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.DolbyVision;
import dev.sluice.media.probe.Finding;
import dev.sluice.media.probe.MasteringDisplay;
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

/** Writes probes by hand: an H.264 film of 1920 x 1080 with stereo AAC in MP4, and what a test changes of it. */
public final class Probes {
    static final MasteringDisplay DISPLAY =
            new MasteringDisplay(0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329, 0.0001, 1000);

    public String codec = "h264";
    public int width = 1920;
    public int height = 1080;
    String pixelFormat = "yuv420p";
    int bitDepth = 8;
    boolean alpha;
    String frameRate = "25/1";
    Optional<String> fieldOrder = Optional.of("progressive");
    int rotation;
    Optional<String> transfer = Optional.of("bt709");
    Optional<MasteringDisplay> display = Optional.empty();
    boolean hdr10Plus;
    Optional<DolbyVision> dolbyVision = Optional.empty();
    boolean encrypted;
    int videos = 1;
    final List<AudioStream> audio = new ArrayList<>(List.of(audio(1, "aac", 2, Optional.of("eng"))));
    final List<SubtitleStream> subtitles = new ArrayList<>();
    final List<DataStream> data = new ArrayList<>();
    final List<Picture> pictures = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();

    static AudioStream audio(int index, String codec, int channels, Optional<String> language) {
        return new AudioStream(
                index,
                codec,
                Optional.empty(),
                channels,
                Optional.empty(),
                Optional.of(48_000),
                Optional.of("fltp"),
                Optional.empty(),
                language,
                Optional.empty(),
                List.of(),
                Optional.of(0L),
                Optional.of(60_000_000L),
                Optional.of(128_000L),
                false);
    }

    static SubtitleStream subtitles(int index, String codec) {
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

    public Probe probe() {
        VideoStream main = video();
        List<VideoStream> all = new ArrayList<>();
        for (int i = 0; i < videos; i++) {
            all.add(main);
        }
        return new Probe(
                Tier.FULL,
                "mov,mp4,m4a,3gp,3g2,mj2",
                Optional.of(0L),
                Optional.of(60_000_000L),
                Optional.of(5_000_000L),
                all.stream().findFirst(),
                audio.stream().findFirst(),
                all,
                audio,
                subtitles,
                data,
                pictures,
                0,
                0,
                encrypted,
                Map.of(),
                findings);
    }

    public Asset asset() {
        return new Asset("file:/films/a.mp4", 37_500_000, Instant.parse("2026-01-02T03:04:05Z"), "a1", probe());
    }

    private VideoStream video() {
        return new VideoStream(
                0,
                codec,
                Optional.of("High"),
                Optional.of(40),
                Optional.of(width),
                Optional.of(height),
                Optional.of("1:1"),
                Optional.of(pixelFormat),
                Optional.of(bitDepth),
                alpha,
                Optional.of(25.0),
                Optional.of(frameRate),
                false,
                fieldOrder,
                rotation,
                Optional.of("bt709"),
                transfer,
                Optional.of("bt709"),
                Optional.of("tv"),
                Optional.of("left"),
                display,
                Optional.empty(),
                Optional.empty(),
                hdr10Plus,
                dolbyVision,
                Optional.empty(),
                List.of("default"),
                Optional.of(0L),
                Optional.of(60_000_000L),
                Optional.of(4_800_000L),
                Optional.of(1_500L),
                encrypted);
    }
}

package dev.sluice.media.manifest;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.probe.MasteringDisplay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes targets by hand: AV1 of 1280 x 720 in MP4, and what a test changes of it. */
public final class Targets {
    public static final MasteringDisplay DISPLAY =
            new MasteringDisplay(0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329, 0.0001, 1000);

    public String profile = "web";
    public String container = "mp4";
    public String extension = "mp4";
    public String encoder = "libsvtav1";
    public Optional<String> preset = Optional.of("8");
    public Optional<Integer> quality = Optional.of(35);
    public Optional<Long> bitRate = Optional.empty();
    public Optional<Long> maxRate = Optional.empty();
    public String pixelFormat = "yuv420p";
    public int width = 1280;
    public int height = 720;
    public Fit fit = Fit.SCALE;
    public Optional<String> frameRate = Optional.empty();
    public boolean deinterlace;
    public ColorPolicy color = ColorPolicy.KEEP;
    public List<String> colors = List.of("bt709", "bt709", "bt709", "tv");
    public Optional<MasteringDisplay> display = Optional.empty();
    public Optional<Integer> light = Optional.empty();
    public Optional<Integer> averageLight = Optional.empty();
    public Map<String, String> options = Map.of();
    public List<AudioTarget> audio = List.of();
    public List<SubtitleTarget> subtitles = List.of();
    public List<Integer> copied = List.of();
    public List<Integer> dropped = List.of();
    public boolean chapters;

    public static AudioTarget audio(int stream, String encoder, long bitRate, OptionalInt channels) {
        return new AudioTarget(
                stream,
                encoder,
                Optional.of(bitRate).filter(rate -> rate > 0),
                channels.isPresent() ? Optional.of(channels.getAsInt()) : Optional.empty());
    }

    public VideoTarget video() {
        return new VideoTarget(
                0,
                encoder,
                preset,
                quality,
                bitRate,
                maxRate,
                pixelFormat,
                width,
                height,
                fit,
                frameRate,
                deinterlace,
                color,
                color(0),
                color(1),
                color(2),
                color(3),
                display,
                light,
                averageLight,
                Optional.of(10),
                options);
    }

    private Optional<String> color(int which) {
        return colors.stream().skip(which).findFirst();
    }

    public Target target() {
        return new Target(
                profile, container, extension, Optional.of(video()), audio, subtitles, copied, dropped, chapters);
    }
}

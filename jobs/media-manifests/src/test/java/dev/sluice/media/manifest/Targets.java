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
final class Targets {
    static final MasteringDisplay DISPLAY =
            new MasteringDisplay(0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329, 0.0001, 1000);

    String profile = "web";
    String container = "mp4";
    String extension = "mp4";
    String encoder = "libsvtav1";
    Optional<String> preset = Optional.of("8");
    Optional<Integer> quality = Optional.of(35);
    Optional<Long> bitRate = Optional.empty();
    Optional<Long> maxRate = Optional.empty();
    String pixelFormat = "yuv420p";
    int width = 1280;
    int height = 720;
    Fit fit = Fit.SCALE;
    Optional<String> frameRate = Optional.empty();
    boolean deinterlace;
    ColorPolicy color = ColorPolicy.KEEP;
    List<String> colors = List.of("bt709", "bt709", "bt709", "tv");
    Optional<MasteringDisplay> display = Optional.empty();
    Optional<Integer> light = Optional.empty();
    Optional<Integer> averageLight = Optional.empty();
    Map<String, String> options = Map.of();
    List<AudioTarget> audio = List.of();
    List<SubtitleTarget> subtitles = List.of();
    List<Integer> copied = List.of();
    List<Integer> dropped = List.of();
    boolean chapters;

    static AudioTarget audio(int stream, String encoder, long bitRate, OptionalInt channels) {
        return new AudioTarget(
                stream,
                encoder,
                Optional.of(bitRate).filter(rate -> rate > 0),
                channels.isPresent() ? Optional.of(channels.getAsInt()) : Optional.empty());
    }

    VideoTarget video() {
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

    Target target() {
        return new Target(
                profile, container, extension, Optional.of(video()), audio, subtitles, copied, dropped, chapters);
    }
}

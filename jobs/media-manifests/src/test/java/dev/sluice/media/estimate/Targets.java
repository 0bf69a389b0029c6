package dev.sluice.media.estimate;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets of round numbers. */
final class Targets {
    private Targets() {}

    /** What a picture becomes; filtered is without fields and mapped to SDR. */
    record Shape(String pixelFormat, int width, int height, Optional<String> frameRate, boolean filtered) {}

    /** 1000x1000 in yuv420p by the encoder {@code fast}, preset 5, of quality 30. */
    static VideoTarget video() {
        return video("fast", Optional.of("5"), Optional.of(30), Optional.empty(), Optional.empty());
    }

    static VideoTarget video(
            String encoder,
            Optional<String> preset,
            Optional<Integer> quality,
            Optional<Long> bitRate,
            Optional<Long> maxRate) {
        return video(
                encoder, preset, quality, bitRate, maxRate, new Shape("yuv420p", 1000, 1000, Optional.empty(), false));
    }

    static VideoTarget video(
            String encoder,
            Optional<String> preset,
            Optional<Integer> quality,
            Optional<Long> bitRate,
            Optional<Long> maxRate,
            Shape shape) {
        Optional<String> none = Optional.empty();
        return new VideoTarget(
                0,
                encoder,
                preset,
                quality,
                bitRate,
                maxRate,
                shape.pixelFormat(),
                shape.width(),
                shape.height(),
                VideoTarget.Fit.SCALE,
                shape.frameRate(),
                shape.filtered(),
                shape.filtered() ? VideoTarget.ColorPolicy.TONE_MAP : VideoTarget.ColorPolicy.KEEP,
                none,
                none,
                none,
                none,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    static Target target(VideoTarget video, AudioTarget... audio) {
        return target(Optional.of(video), audio);
    }

    static Target target(Optional<VideoTarget> video, AudioTarget... audio) {
        return new Target("web", "matroska", "mkv", video, List.of(audio), List.of(), List.of(), List.of(), true);
    }
}

package dev.sluice.media.probe;

import java.util.Optional;
import java.util.function.Function;

/** A field that a rule needs; where the header does not tell it, the file is looked at in the full tier. */
public enum Need {
    DURATION,
    BIT_RATE,
    WIDTH,
    HEIGHT,
    SAMPLE_ASPECT,
    PIXEL_FORMAT,
    BIT_DEPTH,
    PROFILE,
    LEVEL,
    FRAME_RATE,
    FIELD_ORDER,
    COLOR,
    CHANNELS,
    LAYOUT;

    /** True when every stream that should tell the field tells it. */
    public boolean metBy(Probe probe) {
        return switch (this) {
            case DURATION -> probe.durationUs().isPresent();
            case BIT_RATE -> probe.bitRate().isPresent();
            case WIDTH -> eachTells(probe, VideoStream::width);
            case HEIGHT -> eachTells(probe, VideoStream::height);
            case SAMPLE_ASPECT -> eachTells(probe, VideoStream::sampleAspect);
            case PIXEL_FORMAT -> eachTells(probe, VideoStream::pixelFormat);
            case BIT_DEPTH -> eachTells(probe, VideoStream::bitDepth);
            case PROFILE -> eachTells(probe, VideoStream::profile);
            case LEVEL -> eachTells(probe, VideoStream::level);
            case FRAME_RATE -> eachTells(probe, VideoStream::frameRate);
            case FIELD_ORDER -> eachTells(probe, VideoStream::fieldOrder);
            case COLOR -> eachTells(probe, VideoStream::colorTransfer);
            case CHANNELS -> probe.audioStreams().stream().allMatch(stream -> stream.channels() > 0);
            case LAYOUT ->
                probe.audioStreams().stream().allMatch(stream -> stream.layout().isPresent());
        };
    }

    private static boolean eachTells(Probe probe, Function<VideoStream, Optional<?>> field) {
        return probe.videoStreams().stream()
                .allMatch(stream -> field.apply(stream).isPresent());
    }
}

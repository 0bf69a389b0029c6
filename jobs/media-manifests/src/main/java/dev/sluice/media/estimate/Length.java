package dev.sluice.media.estimate;

import dev.sluice.media.estimate.Figures.Doubts;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long a file is. A stream's own length is taken first, since that of the container is often a long subtitle
 * stream's; frames that the container has counted are taken before those of the frame rate.
 *
 * @param frames of the video that goes in; 0 where no video is wanted
 */
record Length(double seconds, Spread doubt, double frames, Spread framesDoubt, List<Assumption> assumed) {
    private static final double MICRO = 1e6;
    private static final double BITS = 8;

    /** The length as it matters for audio alone. */
    static Length ofAudio(Probe probe, long bytes, Figures figures) {
        List<Assumption> assumed = new ArrayList<>();
        Optional<Double> known = known(probe, Optional.empty());
        Spread doubt = doubt(probe, known, figures.doubts(), assumed);
        return new Length(
                known.orElseGet(() -> guessed(probe, Optional.empty(), bytes, figures)), doubt, 0, doubt, assumed);
    }

    /** The length of a stream of video; absent where the probe knows nothing of it. */
    static Length ofVideo(Probe probe, Optional<VideoStream> video, long bytes, Figures figures) {
        List<Assumption> assumed = new ArrayList<>();
        Doubts doubts = figures.doubts();
        Optional<Double> known = known(probe, video);
        double seconds = known.orElseGet(() -> guessed(probe, video, bytes, figures));
        Spread doubt = doubt(probe, known, doubts, assumed);
        Optional<Long> counted = video.flatMap(VideoStream::frames).filter(Length::positive);
        if (counted.isPresent()) {
            return new Length(seconds, doubt, counted.get(), Spread.NONE, assumed);
        }
        Optional<Double> rate = video.flatMap(VideoStream::frameRate).filter(one -> one > 0);
        Spread framesDoubt = doubt;
        if (rate.isEmpty()) {
            assumed.add(Assumption.NO_FRAME_RATE);
            framesDoubt = framesDoubt.and(new Spread(doubts.frameRate()));
        } else if (video.orElseThrow().variableFrameRate()) {
            assumed.add(Assumption.VARIABLE_FRAME_RATE);
            framesDoubt = framesDoubt.and(new Spread(doubts.variableRate()));
        }
        return new Length(seconds, doubt, seconds * rate.orElse(figures.frameRate()), framesDoubt, assumed);
    }

    private static Spread doubt(Probe probe, Optional<Double> known, Doubts doubts, List<Assumption> assumed) {
        if (known.isPresent()) {
            return Spread.NONE;
        }
        assumed.add(Assumption.NO_DURATION);
        return new Spread(probe.bitRate().isPresent() ? doubts.durationOfRate() : doubts.durationOfSize());
    }

    private static Optional<Double> known(Probe probe, Optional<VideoStream> video) {
        Optional<Long> own = video.isPresent()
                ? video.flatMap(VideoStream::durationUs)
                : probe.audio().flatMap(AudioStream::durationUs);
        return own.filter(Length::positive)
                .or(() -> video.flatMap(Length::counted))
                .or(() -> probe.durationUs().filter(Length::positive))
                .map(micros -> micros / MICRO);
    }

    private static Optional<Long> counted(VideoStream video) {
        return video.frames()
                .filter(Length::positive)
                .flatMap(frames ->
                        video.frameRate().filter(rate -> rate > 0).map(rate -> Math.round(frames / rate * MICRO)));
    }

    private static boolean positive(long value) {
        return value > 0;
    }

    private static double guessed(Probe probe, Optional<VideoStream> video, long bytes, Figures figures) {
        double rate = probe.bitRate()
                .filter(Length::positive)
                .map(Long::doubleValue)
                .orElseGet(() -> video.map(one -> typicalRate(one, figures)).orElse((double) figures.audioBitRate()));
        return bytes * BITS / rate;
    }

    private static double typicalRate(VideoStream video, Figures figures) {
        double pixels = video.width().isPresent() && video.height().isPresent()
                ? (double) video.width().get() * video.height().get()
                : (double) FrameClass.HD.width() * FrameClass.HD.height();
        return pixels
                * video.frameRate().filter(rate -> rate > 0).orElse(figures.frameRate())
                * figures.inputBitsPerPixel();
    }
}

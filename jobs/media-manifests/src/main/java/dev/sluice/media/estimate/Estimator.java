package dev.sluice.media.estimate;

import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an encode costs, by this arithmetic; "Mpx" is a million pixels, all seconds are CPU seconds of one core:
 *
 * <pre>
 * decode  = Mpx of the input  x seconds a Mpx of the decoder (codec, 8 bits or more)
 * filters = Mpx of the input  x seconds a Mpx of each filter that the target needs
 * encode  = Mpx of the output x seconds a Mpx of the encoder (preset, pixel format, class of frames)
 * audio   = hours x channels  x seconds an hour and channel of the encoder
 * output  = video + audio; video = bit rate x seconds, or Mpx of the output x bits a pixel at the target's quality
 * memory  = process + frames that encoder and decoder hold x size of a frame
 * scratch = output and a margin, and the input where it is copied first
 * </pre>
 *
 * Each part has a P50 and a {@link Spread} of what is not known about it; the P10 of a sum is the sum of the P10s.
 * Files have no influence on each other, and the same file, target and figures give the same estimate. Thread-safe.
 */
public final class Estimator implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Figures figures;
    private final Speeds speeds;
    private final int threads;
    private final boolean inputIsCopied;

    private Estimator(Figures figures, Speeds speeds, int threads, boolean inputIsCopied) {
        this.figures = figures;
        this.speeds = speeds;
        this.threads = threads;
        this.inputIsCopied = inputIsCopied;
    }

    /**
     * An estimator by the shipped figures and those that were measured.
     *
     * @param measured the table of a calibration; none leaves the shipped figures
     * @param threads that an encoder is given; memory depends on them, CPU seconds hardly do
     */
    public static Estimator of(List<Speed> measured, int threads) {
        Figures figures = Figures.shipped();
        return new Estimator(figures, Speeds.shipped(measured, figures.doubts()), threads, false);
    }

    static Estimator of(Figures figures, Speeds speeds, int threads) {
        return new Estimator(figures, speeds, threads, false);
    }

    /** The same where scratch space has to hold the input as well, as it does where that comes from an object store. */
    public Estimator withInputCopied() {
        return new Estimator(figures, speeds, threads, true);
    }

    /**
     * The cost of one job.
     *
     * @param bytes size of the input
     */
    public Estimate estimate(Probe probe, long bytes, Target target) {
        Set<Assumption> assumed = EnumSet.noneOf(Assumption.class);
        Optional<VideoStream> source = target.video().flatMap(video -> source(probe, video));
        Length length = target.video().isPresent()
                ? Length.ofVideo(probe, source, bytes, figures)
                : Length.ofAudio(probe, bytes, figures);
        assumed.addAll(length.assumed());
        AudioCost audio = AudioCost.of(probe, target, length, figures, speeds.slowness(), assumed);
        Optional<VideoCost> video = target.video()
                .map(wanted -> new VideoCosts(figures, speeds, threads).of(source, wanted, length, assumed));
        Quantiles cpu = new Quantiles(figures.startSeconds(), figures.startSeconds(), figures.startSeconds())
                .plus(audio.seconds())
                .plus(video.map(VideoCost::seconds).orElse(Quantiles.ZERO));
        Quantiles output = video.map(VideoCost::bytes)
                .orElse(Quantiles.ZERO)
                .plus(audio.bytes())
                .times(1 + figures.containerShare());
        Quantiles memory = new Quantiles(figures.processBytes(), figures.processBytes(), figures.processBytes())
                .plus(video.map(VideoCost::memory).orElse(Quantiles.ZERO));
        return new Estimate(
                cpu,
                ByteQuantiles.of(output),
                ByteQuantiles.of(memory),
                ByteQuantiles.of(scratch(output, bytes)),
                Math.round(video.map(VideoCost::frames).orElse(0.0)),
                video.map(one -> one.decode().p50()).orElse(0.0),
                video.map(one -> one.filters().p50()).orElse(0.0),
                video.map(one -> one.encode().p50()).orElse(0.0),
                audio.seconds().p50(),
                List.copyOf(assumed));
    }

    /**
     * How the doubt of {@link #estimate} is made up.
     *
     * @param bytes size of the input
     */
    public Doubt doubt(Probe probe, long bytes, Target target) {
        Estimate estimate = estimate(probe, bytes, target);
        if (target.video().isEmpty()) {
            double length = Length.ofAudio(probe, bytes, figures).doubt().factor();
            return new Doubt(length, length, estimate.assumed());
        }
        VideoTarget video = target.video().get();
        Optional<VideoStream> source = source(probe, video);
        Length length = Length.ofVideo(probe, source, bytes, figures);
        Spread frames = video.frameRate().isPresent() ? length.doubt() : length.framesDoubt();
        Speed speed = new VideoCosts(figures, speeds, threads).speed(source, video);
        return new Doubt(
                frames.and(new Spread(speed.secondsSpread())).factor(),
                video.bitRate().isPresent()
                        ? length.doubt().factor()
                        : frames.and(new Spread(speed.bitsSpread())).factor(),
                estimate.assumed());
    }

    private Quantiles scratch(Quantiles output, long bytes) {
        double fixed = figures.scratchBytes();
        double input = inputIsCopied ? bytes : 0;
        return output.plus(new Quantiles(input, input, input))
                .times(1 + figures.scratchShare())
                .plus(new Quantiles(fixed, fixed, fixed));
    }

    private static Optional<VideoStream> source(Probe probe, VideoTarget target) {
        return probe.videoStreams().stream()
                .filter(stream -> stream.index() == target.stream())
                .findFirst()
                .or(probe::video);
    }
}

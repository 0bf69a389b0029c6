package dev.sluice.media.estimate;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.estimate.Figures.Decoder;
import dev.sluice.media.estimate.Figures.Doubts;
import dev.sluice.media.estimate.Figures.Encoder;
import dev.sluice.media.estimate.Figures.Filters;
import dev.sluice.media.probe.VideoStream;
import java.util.Optional;
import java.util.Set;

/** The arithmetic of {@link Estimator} for video. */
record VideoCosts(Figures figures, Speeds speeds, int threads) {
    private static final double MEGA = 1e6;
    private static final int BITS = 8;

    /** @param source absent when the probe knows nothing of the stream; it is then taken to be like the output */
    VideoCost of(Optional<VideoStream> source, VideoTarget target, Length length, Set<Assumption> assumed) {
        if (source.flatMap(VideoStream::width).isEmpty()
                || source.flatMap(VideoStream::height).isEmpty()) {
            assumed.add(Assumption.NO_FRAME_SIZE);
        }
        int width = source.flatMap(VideoStream::width).orElse(target.width());
        int height = source.flatMap(VideoStream::height).orElse(target.height());
        double frames = target.frameRate()
                .map(rate -> length.seconds() * FrameRate.of(rate))
                .orElse(length.frames());
        Spread framesDoubt = target.frameRate().isPresent() ? length.doubt() : length.framesDoubt();
        double in = width * (double) height * length.frames() / MEGA;
        double out = target.width() * (double) target.height() * frames / MEGA;

        Speeds.Answer answer = speeds.find(question(source, target));
        assumed.addAll(answer.assumed());
        Spread decoding = new Spread(figures.doubts().decoding()).and(length.framesDoubt());
        return new VideoCost(
                decode(source, in, decoding, assumed),
                decoding.over(in * filters(source, target, width, height) * speeds.slowness()),
                answer.seconds().and(framesDoubt).over(out * answer.speed().secondsPerMegapixel()),
                bytes(source, target, length, out, answer, framesDoubt),
                memory(source, target, width, height),
                frames);
    }

    /** The row of a table by which such an encode is estimated. */
    Speed speed(Optional<VideoStream> source, VideoTarget target) {
        return speeds.find(question(source, target)).speed();
    }

    /** What is asked of the tables for such an encode. */
    Speeds.Question question(Optional<VideoStream> source, VideoTarget target) {
        return new Speeds.Question(
                target.encoder(),
                target.preset().orElse(figures.encoder(target.encoder()).preset()),
                target.pixelFormat(),
                FrameClass.of(target.width(), target.height()),
                source.map(VideoStream::codec).orElse(""),
                source.map(Hdr::is).orElse(false));
    }

    private Quantiles decode(Optional<VideoStream> source, double megapixels, Spread doubt, Set<Assumption> assumed) {
        String codec = source.map(VideoStream::codec).orElse(Figures.OTHER);
        Decoder decoder = figures.decoder(codec);
        double seconds = source.map(this::deep).orElse(false) ? decoder.deepSeconds() : decoder.seconds();
        Spread all = doubt;
        if (!figures.decodes(codec)) {
            assumed.add(Assumption.UNSEEN_DECODER);
            all = doubt.and(new Spread(figures.doubts().unseenDecoder()));
        }
        return all.over(megapixels * seconds * speeds.slowness());
    }

    private boolean deep(VideoStream source) {
        return source.pixelFormat()
                .map(name -> PixelFormat.of(name).deep())
                .orElseGet(() -> source.bitDepth().filter(depth -> depth > BITS).isPresent());
    }

    /** Seconds for a million pixels of the input. */
    private double filters(Optional<VideoStream> source, VideoTarget target, int width, int height) {
        Filters each = figures.filters();
        boolean otherFormat = source.flatMap(VideoStream::pixelFormat)
                .map(format -> !format.equals(target.pixelFormat()))
                .orElse(false);
        boolean scaled = width != target.width() || height != target.height() || otherFormat;
        return (scaled ? each.scale() : 0)
                + (target.deinterlace() ? each.deinterlace() : 0)
                + (target.color() == ColorPolicy.TONE_MAP ? each.toneMap() : 0);
    }

    private Quantiles bytes(
            Optional<VideoStream> source,
            VideoTarget target,
            Length length,
            double megapixels,
            Speeds.Answer answer,
            Spread framesDoubt) {
        Doubts doubts = figures.doubts();
        double most =
                target.maxRate().map(rate -> rate * length.seconds() / BITS).orElse(Double.MAX_VALUE);
        if (target.bitRate().isPresent()) {
            double told = target.bitRate().get() * length.seconds() / BITS;
            return new Spread(doubts.toldRate()).and(length.doubt()).over(told).atMost(most);
        }
        double material = megapixels * MEGA * bitsPerPixel(target, answer.speed()) / BITS;
        double simple = source.flatMap(VideoStream::bitRate)
                .filter(rate -> rate > 0 && answer.speed().synthetic())
                .map(rate -> rate * length.seconds() / BITS)
                .orElse(Double.MAX_VALUE);
        return answer.bits().and(framesDoubt).over(Math.min(material, simple)).atMost(most);
    }

    /** Bits a pixel at the target's quality, from those at the quality that was measured. */
    double bitsPerPixel(VideoTarget target, Speed speed) {
        Encoder encoder = figures.encoder(target.encoder());
        if (target.quality().isEmpty() || speed.quality() == 0) {
            return speed.bitsPerPixel();
        }
        int quality = target.quality().get();
        return switch (encoder.scale()) {
            case STEPS -> speed.bitsPerPixel() * Math.pow(2, (speed.quality() - quality) / encoder.halving());
            case RATIO -> speed.bitsPerPixel() * speed.quality() / Math.max(quality, 1);
            case NONE -> speed.bitsPerPixel();
        };
    }

    private Quantiles memory(Optional<VideoStream> source, VideoTarget target, int width, int height) {
        Encoder encoder = figures.encoder(target.encoder());
        double held = encoder.frames() + encoder.framesPerThread() * (threads - 1);
        String format = source.flatMap(VideoStream::pixelFormat).orElse(target.pixelFormat());
        double bytes = held * PixelFormat.of(target.pixelFormat()).frameBytes(target.width(), target.height())
                + figures.decoderFrames() * PixelFormat.of(format).frameBytes(width, height);
        return new Spread(figures.doubts().memory()).over(bytes);
    }
}

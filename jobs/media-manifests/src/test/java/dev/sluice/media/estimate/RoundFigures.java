package dev.sluice.media.estimate;

import dev.sluice.media.estimate.Figures.Audio;
import dev.sluice.media.estimate.Figures.Decoder;
import dev.sluice.media.estimate.Figures.Doubts;
import dev.sluice.media.estimate.Figures.Encoder;
import dev.sluice.media.estimate.Figures.Filters;
import dev.sluice.media.estimate.Figures.QualityScale;
import java.util.List;

/** Figures that can be multiplied in the head. */
final class RoundFigures {
    static final Figures FIGURES = new Figures(
            List.of(
                    new Encoder("fast", QualityScale.STEPS, 10, "5", 10, 2),
                    new Encoder("ratio", QualityScale.RATIO, 1, "", 4, 0),
                    new Encoder("plain", QualityScale.NONE, 1, "", 4, 0),
                    new Encoder("other", QualityScale.STEPS, 6, "", 20, 5)),
            List.of(new Decoder("h264", 0.01, 0.02), new Decoder("other", 0.05, 0.1)),
            List.of(new Audio("aac", 36), new Audio("other", 72)),
            new Filters(0.002, 0.004, 0.03),
            new Doubts(1.1, 1.05, 1.3, 2, 4, 3, 1.5, 1.2, 1.25, 1.15, 1.4, 2.5, 1.05, 1.6, 1.3, 6, 1.7, 1.1, 1.5),
            2,
            25,
            0.1,
            128_000,
            0.01,
            0.1,
            1000,
            50_000_000,
            3);

    private RoundFigures() {}

    static Speed speed(String encoder, String preset, String pixelFormat, FrameClass frameClass, double seconds) {
        return new Speed(
                encoder, preset, pixelFormat, frameClass, 30, seconds, 0.08, "", false, 0, 1, 1, "shipped", "8", "t");
    }

    /** The speed as this machine has it: so many times slower. */
    static Speed here(Speed shipped, double times) {
        return shipped.with(shipped.preset(), shipped.secondsPerMegapixel() * times, shipped.bitsPerPixel());
    }

    static Speed sampled(
            Speed shipped, String source, boolean hdr, int samples, double secondsSpread, double bitsSpread) {
        return new Speed(
                shipped.encoder(),
                shipped.preset(),
                shipped.pixelFormat(),
                shipped.frameClass(),
                shipped.quality(),
                shipped.secondsPerMegapixel(),
                shipped.bitsPerPixel(),
                source,
                hdr,
                samples,
                secondsSpread,
                bitsSpread,
                "here",
                "8",
                "t");
    }

    static List<Speed> shipped() {
        return List.of(
                speed("fast", "5", "yuv420p", FrameClass.FULL_HD, 0.1),
                speed("fast", "7", "yuv420p", FrameClass.FULL_HD, 0.4),
                speed("fast", "5", "yuv420p10le", FrameClass.FULL_HD, 0.2),
                speed("ratio", "", "yuv420p", FrameClass.FULL_HD, 0.01),
                speed("plain", "", "yuv420p", FrameClass.FULL_HD, 0.01),
                speed("other", "", "yuv420p", FrameClass.FULL_HD, 0.5));
    }

    static Speeds speeds(Speed... measured) {
        return new Speeds(shipped(), List.of(measured), FIGURES.doubts());
    }

    static Estimator estimator(Speed... measured) {
        return Estimator.of(FIGURES, speeds(measured), 1);
    }
}

package dev.sluice.media.estimate;

import static dev.sluice.media.estimate.Assumption.NOT_CALIBRATED;
import static dev.sluice.media.estimate.Assumption.NOT_SAMPLED;
import static dev.sluice.media.estimate.Probes.audio;
import static dev.sluice.media.estimate.Probes.probe;
import static dev.sluice.media.estimate.RoundFigures.estimator;
import static dev.sluice.media.estimate.Targets.target;
import static dev.sluice.media.estimate.Targets.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.probe.Film;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestEstimator {
    private static final long BYTES = 10_000_000;
    private static final AudioTarget AAC = new AudioTarget(1, "aac", Optional.of(160_000L), Optional.empty());

    @Test
    void multipliesPixelsWithWhatTheyCost() {
        // 1000 Mpx: decode 1000 x 0.01, encode 1000 x 0.1; audio 100 s x 2 channels x 36 s an hour = 2; start 2.
        Estimate estimate = estimate(Film.round(), target(video(), AAC));

        assertThat(estimate.frames()).isEqualTo(1000);
        assertThat(estimate.decodeSeconds()).isCloseTo(10, within(1e-9));
        assertThat(estimate.filterSeconds()).isZero();
        assertThat(estimate.encodeSeconds()).isCloseTo(100, within(1e-9));
        assertThat(estimate.audioSeconds()).isCloseTo(2, within(1e-9));
        assertThat(estimate.cpuSeconds().p50()).isCloseTo(114, within(1e-9));
        // Doubts: decoding and audio 1.5, a shipped speed 2.
        assertThat(estimate.cpuSeconds().p90()).isCloseTo(2 + 12 * 1.5 + 100 * 2, within(1e-9));
        assertThat(estimate.cpuSeconds().p10()).isCloseTo(2 + 12 / 1.5 + 100 / 2.0, within(1e-9));
        assertThat(estimate.assumed()).containsExactly(NOT_CALIBRATED, NOT_SAMPLED);
    }

    @Test
    void outputIsBitsOfPixelsAndOfAudioAndTheContainer() {
        // 1000 Mpx x 0.08 bits / 8 = 10 MB; audio 160 kb x 100 s / 8 = 2 MB; 1 % for the container.
        Estimate estimate = estimate(Film.round(), target(video(), AAC));

        assertThat(estimate.outputBytes().p50()).isEqualTo(12_120_000);
        assertThat(estimate.outputBytes().p90()).isEqualTo(Math.round((25e6 + 2e6 * 1.05) * 1.01));
        assertThat(estimate.outputBytes().p10()).isEqualTo(Math.round((4e6 + 2e6 / 1.05) * 1.01));
    }

    @Test
    void scratchIsTheOutputAndAMarginAndTheInputWhereItIsCopied() {
        Target target = target(video(), AAC);

        assertThat(estimate(Film.round(), target).scratchBytes().p50()).isEqualTo(12_120_000 * 11 / 10 + 1000);
        assertThat(estimator()
                        .withInputCopied()
                        .estimate(file(Film.round()), BYTES, target)
                        .scratchBytes()
                        .p50())
                .isEqualTo((12_120_000 + BYTES) * 11 / 10 + 1000);
    }

    @Test
    void memoryIsFramesThatAreHeld() {
        // A frame of yuv420p has 1.5 MB: 10 of the encoder and 3 of the decoder, beside 50 MB of the process.
        assertThat(estimate(Film.round(), target(video())).memoryBytes())
                .isEqualTo(new ByteQuantiles(63_000_000, 69_500_000, 79_250_000));
        // Three further threads hold two each; ten bits take two bytes.
        VideoTarget deep = video(
                "fast",
                Optional.of("5"),
                Optional.of(30),
                Optional.empty(),
                Optional.empty(),
                new Targets.Shape("yuv420p10le", 1000, 1000, Optional.empty(), false));
        assertThat(Estimator.of(RoundFigures.FIGURES, RoundFigures.speeds(), 4)
                        .estimate(file(Film.round()), BYTES, target(deep))
                        .memoryBytes()
                        .p50())
                .isEqualTo(50_000_000 + 16 * 3_000_000 + 3 * 1_500_000);
    }

    @Test
    void filtersCostWhatGoesIn() {
        // Half the size each way: encode 250 Mpx; filters 1000 Mpx x (0.002 + 0.004 + 0.03).
        VideoTarget small = video(
                "fast",
                Optional.of("5"),
                Optional.of(30),
                Optional.empty(),
                Optional.empty(),
                new Targets.Shape("yuv420p", 500, 500, Optional.empty(), true));
        Estimate estimate = estimate(Film.round(), target(small));

        assertThat(estimate.filterSeconds()).isCloseTo(36, within(1e-9));
        assertThat(estimate.encodeSeconds()).isCloseTo(25, within(1e-9));
        // Another pixel format is scaled as well.
        assertThat(estimate(Film.round().with(film -> film.pixelFormat = Optional.of("yuv422p")), target(video()))
                        .filterSeconds())
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void deepSamplesTakeTheDecoderLonger() {
        assertThat(estimate(Film.round().with(film -> film.pixelFormat = Optional.of("yuv420p10le")), target(video()))
                        .decodeSeconds())
                .isCloseTo(20, within(1e-9));
    }

    @Test
    void aBitRateIsWhatItSays() {
        Target told =
                target(video("fast", Optional.of("5"), Optional.empty(), Optional.of(800_000L), Optional.empty()));
        Estimate estimate = estimate(Film.round(), told);

        assertThat(estimate.outputBytes().p50()).isEqualTo(10_100_000);
        assertThat(estimate.outputBytes().p90()).isEqualTo(10_605_000);
    }

    @Test
    void aLimitHoldsForEachQuantile() {
        Target limited =
                target(video("fast", Optional.of("5"), Optional.of(30), Optional.empty(), Optional.of(960_000L)));

        assertThat(estimate(Film.round(), limited).outputBytes())
                .isEqualTo(new ByteQuantiles(4_040_000, 10_100_000, 12_120_000));
    }

    @Test
    void qualityHalvesBitsByItsOwnScale() {
        assertThat(ofQuality("fast", 40)).isEqualTo(5_050_000);
        assertThat(ofQuality("fast", 20)).isEqualTo(20_200_000);
        assertThat(ofQuality("ratio", 60)).isEqualTo(5_050_000);
        assertThat(ofQuality("ratio", 15)).isEqualTo(20_200_000);
        assertThat(ofQuality("plain", 60)).isEqualTo(10_100_000);
    }

    @Test
    void aSimpleFileIsNotExpectedToGrow() {
        // 400 kb a second are 5 MB; the table says 10.
        Estimate estimate = estimate(Film.round().with(film -> film.bitRate = Optional.of(400_000L)), target(video()));

        assertThat(estimate.outputBytes()).isEqualTo(new ByteQuantiles(2_020_000, 5_050_000, 12_625_000));
        assertThat(estimate(Film.round().with(film -> film.bitRate = Optional.of(4_000_000L)), target(video()))
                        .outputBytes()
                        .p50())
                .isEqualTo(10_100_000);
    }

    @Test
    void framesOfTheOutputAreThoseOfItsOwnRate() {
        VideoTarget slower = video(
                "fast",
                Optional.of("5"),
                Optional.of(30),
                Optional.empty(),
                Optional.empty(),
                new Targets.Shape("yuv420p", 1000, 1000, Optional.of("5000/1000"), false));
        Estimate estimate = estimate(Film.round(), target(slower));

        assertThat(estimate.frames()).isEqualTo(500);
        assertThat(estimate.decodeSeconds()).isCloseTo(10, within(1e-9));
        assertThat(estimate.encodeSeconds()).isCloseTo(50, within(1e-9));
    }

    @Test
    void audioAloneCostsAudioAlone() {
        Target target = target(Optional.empty(), AAC);
        Estimate estimate = estimator().estimate(file(Film.round()), BYTES, target);

        assertThat(estimate.cpuSeconds().p50()).isCloseTo(4, within(1e-9));
        assertThat(estimate.frames()).isZero();
        assertThat(estimate.outputBytes().p50()).isEqualTo(2_020_000);
        assertThat(estimate.assumed()).isEmpty();
    }

    @Test
    void copiedAudioCostsNoTimeAndKeepsItsRate() {
        Target copied = target(video(), new AudioTarget(1, AudioTarget.COPY, Optional.empty(), Optional.empty()));
        Estimate known = estimator()
                .estimate(probe(Film.round(), audio(1, 2, Optional.empty(), Optional.of(80_000L))), BYTES, copied);
        Estimate unknown = estimate(Film.round(), copied);

        assertThat(known.audioSeconds()).isZero();
        assertThat(known.outputBytes().p50()).isEqualTo(11_110_000);
        assertThat(known.assumed()).doesNotContain(Assumption.NO_AUDIO_RATE);
        assertThat(unknown.outputBytes().p50()).isEqualTo(11_716_000);
        assertThat(unknown.assumed()).contains(Assumption.NO_AUDIO_RATE);
    }

    @Test
    void fewerChannelsCostLess() {
        AudioTarget mono = new AudioTarget(1, "aac", Optional.of(160_000L), Optional.of(1));

        assertThat(estimate(Film.round(), target(video(), mono)).audioSeconds()).isCloseTo(1, within(1e-9));
    }

    @Test
    void slowMachinesDecodeSlowlyAsWell() {
        Speed slow = RoundFigures.here(RoundFigures.shipped().get(0), 3);
        Estimate estimate = estimator(slow).estimate(file(Film.round()), BYTES, target(video(), AAC));

        assertThat(estimate.encodeSeconds()).isCloseTo(300, within(1e-6));
        assertThat(estimate.decodeSeconds()).isCloseTo(30, within(1e-6));
        assertThat(estimate.audioSeconds()).isCloseTo(6, within(1e-6));
        assertThat(estimate.assumed()).containsExactly(NOT_SAMPLED);
    }

    private static long ofQuality(String encoder, int quality) {
        VideoTarget video = video(encoder, Optional.empty(), Optional.of(quality), Optional.empty(), Optional.empty());
        return estimate(Film.round(), target(video)).outputBytes().p50();
    }

    private static Estimate estimate(Film video, Target target) {
        return estimator().estimate(file(video), BYTES, target);
    }

    private static dev.sluice.media.probe.Probe file(Film video) {
        return probe(video, audio(1, 2, Optional.of(100L), Optional.empty()));
    }
}

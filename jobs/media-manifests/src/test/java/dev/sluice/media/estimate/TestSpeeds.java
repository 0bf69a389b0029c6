package dev.sluice.media.estimate;

import static dev.sluice.media.estimate.RoundFigures.here;
import static dev.sluice.media.estimate.RoundFigures.sampled;
import static dev.sluice.media.estimate.RoundFigures.shipped;
import static dev.sluice.media.estimate.RoundFigures.speed;
import static dev.sluice.media.estimate.RoundFigures.speeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.estimate.Speeds.Answer;
import dev.sluice.media.estimate.Speeds.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSpeeds {
    private static final FrameClass FULL = FrameClass.FULL_HD;

    @Test
    void findsWhatWasMeasured() {
        Answer answer = speeds().find(ask("fast", "7", "yuv420p", FULL));

        assertThat(answer.speed().secondsPerMegapixel()).isEqualTo(0.4);
        assertThat(answer.seconds().factor()).isCloseTo(2, within(1e-9));
        assertThat(answer.bits().factor()).isCloseTo(2.5, within(1e-9));
        assertThat(answer.assumed()).containsExactly(Assumption.NOT_CALIBRATED, Assumption.NOT_SAMPLED);
    }

    @Test
    void goesTheGeometricWayBetweenTwoPresets() {
        Answer answer = speeds().find(ask("fast", "6", "yuv420p", FULL));

        assertThat(answer.speed().secondsPerMegapixel()).isCloseTo(0.2, within(1e-9));
        assertThat(answer.seconds()).isEqualTo(new Spread(2).and(new Spread(1.15)));
        assertThat(answer.assumed()).contains(Assumption.OTHER_PRESET);
    }

    @Test
    void doubtsMoreTheFurtherAPresetIsBeyondWhatWasMeasured() {
        Answer answer = speeds().find(ask("fast", "9", "yuv420p", FULL));

        assertThat(answer.speed().secondsPerMegapixel()).isEqualTo(0.4);
        assertThat(answer.seconds().factor())
                .isCloseTo(
                        new Spread(2)
                                .and(new Spread(1.15))
                                .and(new Spread(1.4 * 1.4))
                                .factor(),
                        within(1e-9));
        assertThat(speeds().find(ask("fast", "1", "yuv420p", FULL)).speed().preset())
                .isEqualTo("5");
    }

    @Test
    void ordersThePresetsOfX265ByTheirWords() {
        List<Speed> words = List.of(
                speed("fast", "medium", "yuv420p", FULL, 0.4),
                speed("fast", "veryfast", "yuv420p", FULL, 0.1),
                speed("other", "", "yuv420p", FULL, 1));
        Speeds speeds = new Speeds(words, List.of(), RoundFigures.FIGURES.doubts());

        // veryfast, faster, fast, medium: one and two thirds of the way.
        assertThat(speeds.find(ask("fast", "faster", "yuv420p", FULL)).speed().secondsPerMegapixel())
                .isCloseTo(0.1 * Math.pow(4, 1 / 3.0), within(1e-9));
        assertThat(speeds.find(ask("fast", "quick", "yuv420p", FULL)).assumed()).contains(Assumption.OTHER_PRESET);
    }

    @Test
    void takesTheNearestClassAndPixelFormatsOfAsManyBits() {
        Answer small = speeds().find(ask("fast", "5", "yuv420p", FrameClass.SD));
        Answer chroma = speeds().find(ask("fast", "5", "yuv422p10le", FULL));

        assertThat(small.seconds().factor())
                .isCloseTo(new Spread(2).and(new Spread(1.2 * 1.2)).factor(), within(1e-9));
        assertThat(small.assumed()).contains(Assumption.OTHER_CLASS);
        assertThat(chroma.speed().secondsPerMegapixel()).isEqualTo(0.2);
        assertThat(chroma.seconds().factor())
                .isCloseTo(new Spread(2).and(new Spread(1.25)).factor(), within(1e-9));
        assertThat(chroma.assumed()).contains(Assumption.OTHER_PIXEL_FORMAT);
    }

    @Test
    void saysThatAnEncoderWasNeverSeen() {
        Answer answer = speeds().find(ask("libnew", "9", "yuv420p", FrameClass.SD));

        assertThat(answer.speed().secondsPerMegapixel()).isEqualTo(0.5);
        assertThat(answer.seconds().factor()).isCloseTo(4, within(1e-9));
        assertThat(answer.assumed()).containsExactly(Assumption.UNSEEN_ENCODER, Assumption.NOT_SAMPLED);
    }

    @Test
    void whatThisMachineMeasuredWins() {
        Answer answer = speeds(here(shipped().get(0), 3)).find(ask("fast", "5", "yuv420p", FULL));

        assertThat(answer.speed().secondsPerMegapixel()).isCloseTo(0.3, within(1e-9));
        assertThat(answer.seconds().factor()).isCloseTo(1.1, within(1e-9));
        assertThat(answer.assumed()).containsExactly(Assumption.NOT_SAMPLED);
    }

    @Test
    void shippedSpeedsAreBroughtToThisMachine() {
        Speeds speeds = speeds(here(shipped().get(0), 3), here(shipped().get(4), 12));

        // By the encoder's own factor, otherwise by the mean of all: the root of 3 x 12.
        assertThat(speeds.slowness("fast")).isCloseTo(3, within(1e-9));
        assertThat(speeds.slowness()).isCloseTo(6, within(1e-9));
        Answer other = speeds.find(ask("ratio", "", "yuv420p", FULL));
        assertThat(other.speed().secondsPerMegapixel()).isCloseTo(0.06, within(1e-9));
        assertThat(other.seconds().factor()).isCloseTo(1.3, within(1e-9));
        // Preset 7 is far from what was measured here; the shipped one, brought here, is surer.
        assertThat(speeds.find(ask("fast", "7", "yuv420p", FULL)).speed().secondsPerMegapixel())
                .isCloseTo(1.2, within(1e-9));
        assertThat(speeds().slowness()).isEqualTo(1);
    }

    @Test
    void samplesHoldForTheirKindOfFileAlone() {
        Speed row = sampled(speed("fast", "5", "yuv420p", FULL, 0.7), "mpeg2video", true, 4, 2.2, 1.5);
        Speeds speeds = speeds(row);

        Answer own = speeds.find(new Question("fast", "5", "yuv420p", FULL, "mpeg2video", true));
        assertThat(own.speed().secondsPerMegapixel()).isEqualTo(0.7);
        // Files of this kind are far apart: that is known now, and no reason to take another row.
        assertThat(own.seconds()).isEqualTo(new Spread(1.05).and(new Spread(2.2)));
        // The mean of four is half as doubtful, by logarithms.
        assertThat(own.bits().factor())
                .isCloseTo(new Spread(Math.sqrt(2.5)).and(new Spread(1.5)).factor(), within(1e-9));
        assertThat(own.assumed()).isEmpty();
        for (Question other : List.of(
                new Question("fast", "5", "yuv420p", FULL, "h264", true),
                new Question("fast", "5", "yuv420p", FULL, "mpeg2video", false))) {
            assertThat(speeds.find(other).speed().secondsPerMegapixel()).isEqualTo(0.1);
            assertThat(speeds.find(other).seconds().factor()).isCloseTo(2, within(1e-9));
        }
    }

    private static Question ask(String encoder, String preset, String pixelFormat, FrameClass frameClass) {
        return new Question(encoder, preset, pixelFormat, frameClass, "h264", false);
    }
}

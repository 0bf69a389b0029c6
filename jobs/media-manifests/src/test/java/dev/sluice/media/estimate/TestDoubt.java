package dev.sluice.media.estimate;

import static dev.sluice.media.estimate.RoundFigures.estimator;
import static dev.sluice.media.estimate.Targets.target;
import static dev.sluice.media.estimate.Targets.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Probe;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestDoubt {
    private static final long BYTES = 10_000_000;
    private static final Speed SAMPLED =
            RoundFigures.sampled(RoundFigures.shipped().get(0), "h264", false, 9, 1.2, 1.4);

    private static Doubt doubt(Estimator estimator, Film video, Target target) {
        return estimator.doubt(Probes.probe(video), BYTES, target);
    }

    @Test
    void figuresThatAreWrongAreWrongForAllFiles() {
        Doubt doubt = doubt(estimator(), Film.round(), target(video()));
        assertThat(doubt.ownCpu()).isEqualTo(1);
        assertThat(doubt.ownOutput()).isEqualTo(1);
        assertThat(doubt.assumed())
                .isEqualTo(estimator()
                        .estimate(Probes.probe(Film.round()), BYTES, target(video()))
                        .assumed());
    }

    @Test
    void samplesTellHowFarFilesAreApart() {
        Doubt doubt = doubt(estimator(SAMPLED), Film.round(), target(video()));
        assertThat(doubt.ownCpu()).isCloseTo(1.2, within(1e-9));
        assertThat(doubt.ownOutput()).isCloseTo(1.4, within(1e-9));
    }

    @Test
    void aLengthThatIsNotKnownIsTheFilesOwn() {
        Film unknown = Film.round().withSeconds(Optional.empty());
        Doubt doubt = doubt(estimator(), unknown, target(video()));
        assertThat(doubt.ownCpu()).isCloseTo(6, within(1e-9));
        assertThat(doubt.ownOutput()).isCloseTo(6, within(1e-9));
        assertThat(doubt.assumed()).contains(Assumption.NO_DURATION);
        AudioTarget aac = new AudioTarget(1, "aac", Optional.of(160_000L), Optional.empty());
        Probe silent = Probes.probe(unknown);
        assertThat(estimator()
                        .doubt(silent, BYTES, target(Optional.empty(), aac))
                        .ownCpu())
                .isCloseTo(6, within(1e-9));
    }

    @Test
    void aBitRateDoesNotDependOnTheMaterial() {
        VideoTarget told = video("fast", Optional.of("5"), Optional.empty(), Optional.of(1_000_000L), Optional.empty());
        Doubt doubt = doubt(estimator(SAMPLED), Film.round().withFrameRate(Optional.empty(), false), target(told));
        assertThat(doubt.ownOutput()).isEqualTo(1);
        assertThat(doubt.ownCpu()).isGreaterThan(1.7);
    }
}

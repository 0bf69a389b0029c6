package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Probe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestResults {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Probe film = Film.silent().probe();

    private static Target target(int quality) {
        VideoTarget video =
                Targets.video("libsvtav1", Optional.of("8"), Optional.of(quality), Optional.empty(), Optional.empty());
        return Targets.target(video);
    }

    /** What came of an encode that took so much more than was expected of it. */
    private Finished finished(List<Speed> by, Target target, double cpu, double bytes) {
        Estimate estimate = Estimator.of(by, 1).estimate(film, 1_000_000_000, target);
        return new Finished(
                film,
                1_000_000_000,
                target,
                cpu * estimate.cpuSeconds().p50(),
                Math.round(bytes * estimate.outputBytes().p50()));
    }

    private static List<Speed> learned(List<Speed> before, List<Finished> all) {
        return new Results(before).speeds(all, "here", "8.1", NOW);
    }

    private void comesTo(List<Speed> speeds, Finished one, double error) {
        Estimate after = Estimator.of(speeds, 1).estimate(film, one.bytes(), one.target());
        assertThat(one.cpuSeconds() / after.cpuSeconds().p50()).isCloseTo(1, within(error));
        assertThat((double) one.outputBytes() / after.outputBytes().p50()).isCloseTo(1, within(error));
    }

    @Test
    void aRealityThatIsTwiceAsSlowIsWhatTheNextPlanExpects() {
        Finished one = finished(List.of(), target(35), 2, 3);
        List<Speed> speeds = learned(List.of(), List.of(one));
        assertThat(speeds).hasSize(1);
        assertThat(speeds.get(0).samples()).isEqualTo(1);
        assertThat(speeds.get(0).source()).isEqualTo(film.video().orElseThrow().codec());
        comesTo(speeds, one, 1e-6);
        // And again, by what was learned: nothing changes any more.
        comesTo(learned(speeds, List.of(one)), one, 1e-6);
        // Of another quality too, and the ranges are narrower than those of the shipped figures.
        comesTo(speeds, finished(List.of(), target(45), 2, 3), 0.01);
        Quantiles before = Estimator.of(List.of(), 1)
                .estimate(film, one.bytes(), one.target())
                .cpuSeconds();
        Quantiles after = Estimator.of(speeds, 1)
                .estimate(film, one.bytes(), one.target())
                .cpuSeconds();
        assertThat(after.p90() / after.p50()).isLessThan(before.p90() / before.p50());
    }

    @Test
    void ofManyTheMiddleCountsAndHowFarTheyAreApart() {
        List<Finished> all = new ArrayList<>();
        for (double factor : List.of(1.0, 2.0, 4.0)) {
            all.add(finished(List.of(), target(35), factor, 1));
        }
        List<Speed> speeds = learned(List.of(), all);
        assertThat(speeds).hasSize(1);
        assertThat(speeds.get(0).samples()).isEqualTo(3);
        assertThat(speeds.get(0).secondsSpread()).isBetween(2.0, 3.0);
        assertThat(speeds.get(0).bitsSpread()).isCloseTo(1, within(1e-6));
        comesTo(speeds, finished(List.of(), target(35), 2, 1), 0.02);
    }

    @Test
    void otherPresetsAreOtherRowsAndWhatIsNotKnownTellsNothing() {
        VideoTarget slow =
                Targets.video("libsvtav1", Optional.of("4"), Optional.of(35), Optional.empty(), Optional.empty());
        Finished one = finished(List.of(), target(35), 2, 1);
        Finished other = finished(List.of(), Targets.target(slow), 1, 1);
        assertThat(learned(List.of(), List.of(one, other)))
                .extracting(Speed::preset)
                .containsExactly("4", "8");
        Finished nothing = new Finished(film, 1000, target(35), 0, 1000);
        Finished audio = new Finished(film, 1000, Targets.target(Optional.empty()), 10, 1000);
        assertThat(learned(List.of(), List.of(nothing, audio))).isEmpty();
    }
}

package dev.sluice.media.estimate;

import static dev.sluice.media.estimate.Probes.audio;
import static dev.sluice.media.estimate.Probes.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Probe;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestLength {
    private static final long BYTES = 10_000_000;
    private static final Optional<Long> NONE = Optional.empty();

    @Test
    void isTheVideosOwnAndNotThatOfALongSubtitle() {
        Length length = of(probe(Film.round().with(film -> film.containerUs = Optional.of(9_000_000_000L))));

        assertThat(length.seconds()).isEqualTo(100);
        assertThat(length.frames()).isEqualTo(1000);
        assertThat(length.framesDoubt()).isEqualTo(Spread.NONE);
        assertThat(length.assumed()).isEmpty();
    }

    @Test
    void isTheContainersWhereTheStreamHasNone() {
        Film film = Film.round().withSeconds(NONE).with(one -> one.containerUs = Optional.of(90_000_000L));

        assertThat(of(probe(film)).seconds()).isEqualTo(90);
    }

    @Test
    void countedFramesAreSurerThanARate() {
        assertThat(of(probe(counted())).frames()).isEqualTo(1200);
        assertThat(of(probe(counted().withFrameRate(Optional.empty(), true))).framesDoubt())
                .isEqualTo(Spread.NONE);
        assertThat(of(probe(counted().withSeconds(NONE))).seconds()).isEqualTo(120);
    }

    private static Film counted() {
        return Film.round().with(film -> film.frames = Optional.of(1200L));
    }

    @Test
    void withoutAFrameRateTwentyFiveAreTakenAndDoubted() {
        Length length = of(probe(Film.round().withFrameRate(Optional.empty(), false)));

        assertThat(length.frames()).isEqualTo(2500);
        assertThat(length.framesDoubt().factor()).isCloseTo(1.7, within(1e-9));
        assertThat(length.assumed()).containsExactly(Assumption.NO_FRAME_RATE);
    }

    @Test
    void aVariableFrameRateIsDoubtedALittle() {
        Length length = of(probe(Film.round().withFrameRate(Optional.of(10.0), true)));

        assertThat(length.frames()).isEqualTo(1000);
        assertThat(length.framesDoubt().factor()).isCloseTo(1.1, within(1e-9));
        assertThat(length.assumed()).containsExactly(Assumption.VARIABLE_FRAME_RATE);
    }

    @Test
    void isGuessedFromABitRate() {
        Film film = Film.round().withSeconds(NONE).with(one -> one.containerBitRate = Optional.of(400_000L));
        Length length = of(probe(film));

        assertThat(length.seconds()).isEqualTo(200);
        assertThat(length.doubt().factor()).isCloseTo(1.3, within(1e-9));
        assertThat(length.assumed()).containsExactly(Assumption.NO_DURATION);
    }

    @Test
    void isGuessedFromItsSizeWhereNothingIsKnown() {
        // 1 Mpx x 10 frames x 0.1 bits is 1 Mb a second; 80 Mb are 80 s.
        Length length = of(probe(Film.round().withSeconds(NONE)));

        assertThat(length.seconds()).isCloseTo(80, within(1e-9));
        assertThat(length.frames()).isCloseTo(800, within(1e-9));
        assertThat(length.doubt().factor()).isCloseTo(6, within(1e-9));
        assertThat(length.framesDoubt().factor()).isCloseTo(6, within(1e-9));
    }

    @Test
    void ofNoKnownStreamHasFramesAllTheSame() {
        Film film = Film.round().with(one -> one.videos = 0).with(one -> one.containerUs = Optional.of(10_000_000L));
        Length length = of(probe(film));

        assertThat(length.frames()).isEqualTo(250);
        assertThat(length.assumed()).containsExactly(Assumption.NO_FRAME_RATE);
    }

    @Test
    void ofAudioIsTheAudios() {
        Film film = Film.round().with(one -> one.containerUs = Optional.of(9_000_000_000L));
        Probe probe = probe(film, audio(1, 2, Optional.of(70L), NONE));

        assertThat(Length.ofAudio(probe, BYTES, RoundFigures.FIGURES).seconds()).isEqualTo(70);
    }

    private static Length of(Probe probe) {
        return Length.ofVideo(probe, probe.video(), BYTES, RoundFigures.FIGURES);
    }
}

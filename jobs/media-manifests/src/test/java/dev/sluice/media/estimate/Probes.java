package dev.sluice.media.estimate;

import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Probe;
import java.util.Optional;

/** Files of round numbers, of which little else is known. */
final class Probes {
    private Probes() {}

    static AudioStream audio(int index, int channels, Optional<Long> seconds, Optional<Long> bitRate) {
        return Film.audio(index, "aac", channels, Optional.empty(), seconds, bitRate);
    }

    static Probe probe(Film film, AudioStream... audio) {
        return film.withAudio(audio).probe();
    }
}

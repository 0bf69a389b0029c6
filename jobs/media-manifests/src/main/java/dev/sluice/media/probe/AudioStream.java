package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Optional;

/** One stream of audio. */
public record AudioStream(
        @Doc("index in the file") int index,
        @Doc("such as aac, opus, ac3") String codec,
        @Doc("such as LC") Optional<String> profile,
        int channels,
        @Doc("such as stereo, 5.1(side)") Optional<String> layout,
        @Doc("samples a second") Optional<Integer> sampleRate,
        @Doc("such as fltp, s16") Optional<String> sampleFormat,
        @Doc("bits of a sample, where the codec keeps all") Optional<Integer> bitDepth,
        @Doc("ISO 639 code") Optional<String> language,
        Optional<String> title,
        @Doc("default, forced, comment, ...") List<String> dispositions,
        @Doc("when it begins") Optional<Long> startUs,
        @Doc("how long it is") Optional<Long> durationUs,
        @Doc("bits a second") Optional<Long> bitRate,
        @Doc("is encrypted") boolean encrypted) {
    public AudioStream {
        dispositions = List.copyOf(dispositions);
    }
}

package dev.sluice.media.manifest;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.probe.Probe;
import java.util.List;
import java.util.Optional;

/**
 * Layouts of channels that encoders take. {@code libopus} refuses 5.1(side), which most films in AC-3 have, and {@code aac}
 * writes it in a form that players do not know: both get the layout of their own specification (RFC 7845 5.1.1.2, ISO
 * 14496-3 table 1.19), in FFmpeg's names.
 */
final class Layouts {
    private static final List<String> AAC = List.of("mono", "stereo", "3.0", "4.0", "5.0", "5.1", "6.1", "7.1");
    private static final List<String> OPUS = List.of("mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1");
    private static final int STEREO = 2;

    private Layouts() {}

    /** The layout that a stream must have before it is encoded; none where its own will do. */
    static Optional<String> of(AudioTarget audio, Probe probe) {
        if (audio.encoder().equals(AudioTarget.COPY)) {
            return Optional.empty();
        }
        boolean opus = audio.encoder().equals("libopus");
        boolean particular = opus || audio.encoder().equals("aac");
        int channels = audio.channels().orElseGet(() -> particular ? channels(audio.stream(), probe) : 0);
        List<String> layouts = opus ? OPUS : AAC;
        boolean needed = audio.channels().isPresent() || channels > STEREO;
        return needed && channels <= layouts.size() ? Optional.of(layouts.get(channels - 1)) : Optional.empty();
    }

    private static int channels(int index, Probe probe) {
        return probe.audioStreams().stream()
                .filter(stream -> stream.index() == index)
                .mapToInt(stream -> stream.channels())
                .findFirst()
                .orElse(0);
    }
}

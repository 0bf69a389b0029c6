package dev.sluice.media.decide;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** How one stream of audio is encoded. */
public record AudioTarget(
        @Doc("index of the stream in the input") int stream,

        @Doc("FFmpeg's encoder, such as aac, libopus; copy leaves it as it is")
        String encoder,

        @Doc("bits a second; none when copied") Optional<Long> bitRate,

        @Doc("none keeps the input's; never more than those")
        Optional<Integer> channels) {
    /** The encoder's name that leaves a stream as it is. */
    public static final String COPY = "copy";

    /** What the encoder makes, by FFmpeg's name; none where the stream is copied. */
    public Optional<String> codec() {
        return AudioEncoder.named(encoder).map(AudioEncoder::codec);
    }
}

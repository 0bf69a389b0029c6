package dev.sluice.media.manifest;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** A stream that an output must have, by what ffprobe says of it. */
public record ExpectedStream(
        @Doc("video, audio, subtitle, picture or attachment")
        Kind kind,

        @Doc("FFmpeg's name") String codec,
        @Doc("of video") Optional<Integer> width,
        @Doc("of video") Optional<Integer> height,
        @Doc("of video") Optional<String> pixelFormat,
        @Doc("of video, where it is known") Optional<String> colorTransfer,
        @Doc("of audio") Optional<Integer> channels,
        @Doc("ISO 639 code, where it is known") Optional<String> language) {
    /** What a stream is. */
    public enum Kind {
        VIDEO,
        AUDIO,
        SUBTITLE,
        /** A cover. */
        PICTURE,
        /** Such as a font. */
        ATTACHMENT
    }

    /** One of which no more is known. */
    static ExpectedStream plain(Kind kind, String codec, Optional<String> language) {
        Optional<String> none = Optional.empty();
        return new ExpectedStream(
                kind, codec, Optional.empty(), Optional.empty(), none, none, Optional.empty(), language);
    }
}

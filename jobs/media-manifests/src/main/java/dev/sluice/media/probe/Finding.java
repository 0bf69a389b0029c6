package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** Something that is wrong with a file which can be looked at all the same. */
public record Finding(
        @Doc("such as NOT_DECODABLE, NO_VIDEO, ENCRYPTED, TRUNCATED")
        String code,

        @Doc("index of the stream; none when it is the whole file")
        Optional<Integer> stream,

        String message) {
    /** The file ends before what it announces. */
    public static final String TRUNCATED = "TRUNCATED";

    /** A stream of video of which no picture could be decoded. */
    public static final String NOT_DECODABLE = "NOT_DECODABLE";

    /** There is no video, covers apart. */
    public static final String NO_VIDEO = "NO_VIDEO";

    /** A stream is encrypted. */
    public static final String ENCRYPTED = "ENCRYPTED";
}

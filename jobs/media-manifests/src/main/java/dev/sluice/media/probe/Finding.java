package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** Something that is wrong with a file which can be looked at all the same. */
public record Finding(
        @Doc("such as NOT_DECODABLE, NO_VIDEO, ENCRYPTED, TRUNCATED")
        String code,

        @Doc("index of the stream; none when it is the whole file")
        Optional<Integer> stream,

        String message) {}

package dev.sluice.media.verify;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** One thing that was looked at. */
public record Check(
        @Doc("what was looked at, such as video-duration") String name,

        @Doc("what it is in the output") String value,
        @Doc("what it must be") String threshold,
        @Doc("what is wrong; none where the check holds") Optional<Defect> defect) {
    /** The name of that of the size, whose value is a plain number. */
    static final String BYTES = "bytes";

    /** Whether the output is as it must be. */
    public boolean holds() {
        return defect.isEmpty();
    }

    /** One that holds, or has this defect. */
    static Check of(String name, boolean holds, String value, String threshold, Defect otherwise) {
        return new Check(name, value, threshold, holds ? Optional.empty() : Optional.of(otherwise));
    }
}

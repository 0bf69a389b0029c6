package dev.sluice.media.verify;

import dev.sluice.settings.Doc;
import java.time.Instant;

/** That a person has looked at an output which no figure could judge, and takes it. */
public record Acceptance(
        @Doc("who, by the system's name") String by,
        @Doc("when") Instant at,
        @Doc("in their own words") String because) {
    /** Throws {@link IllegalArgumentException} when nothing is said. */
    public Acceptance {
        if (because.isBlank()) {
            throw new IllegalArgumentException("a reason says something");
        }
    }
}

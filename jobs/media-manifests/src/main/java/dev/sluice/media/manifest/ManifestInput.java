package dev.sluice.media.manifest;

import dev.sluice.settings.Doc;
import java.time.Instant;
import java.util.Optional;

/** The file that a job reads, and by what it is known to be the one that was looked at. */
public record ManifestInput(
        @Doc("URI or path, plain text") String path,
        @Doc("its size") long bytes,
        @Doc("when it was last written") Instant modified,
        @Doc("how long its video is") Optional<Long> durationUs) {}

package dev.sluice.media.promote;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes originals out of the quarantine for good, and what is left of their outputs: once the replacement is known to be
 * there, that is a second name or copy of it.
 */
record Purge(Quarantine quarantine, Edited meant) {
    /** Why the original must stay. */
    Optional<Skip> obstacle(Promotion promotion) throws IOException {
        Optional<Found> replacement = Found.at(promotion.replacementFile());
        if (replacement.isEmpty()) {
            return Optional.of(Skip.REPLACEMENT_MISSING);
        }
        boolean edited = meant == Edited.TOO
                && replacement.get().regular()
                && replacement.get().bytes() > 0
                && !Found.same(promotion.replacementFile(), quarantine.kept(promotion));
        return edited || replacement.get().is(promotion.after())
                ? Optional.empty()
                : Optional.of(Skip.REPLACEMENT_CHANGED);
    }

    Optional<Skip> make(Promotion promotion) throws IOException {
        Optional<Skip> obstacle = obstacle(promotion);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        Optional<Found> output = Found.at(promotion.outputFile());
        if (output.filter(found -> found.is(promotion.judged()) || found.is(promotion.after()))
                .isPresent()) {
            Files.delete(promotion.outputFile());
        }
        quarantine.release(promotion);
        quarantine.put(promotion.in(State.PURGED, Instant.now()));
        return Optional.empty();
    }
}

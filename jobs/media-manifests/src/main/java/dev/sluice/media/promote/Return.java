package dev.sluice.media.promote;

import dev.sluice.fault.Failpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts originals back in place: the original gets its own name again in one step, then the replacement goes. Each step may
 * be repeated, as in {@link Exchange}. A replacement that somebody has changed stays, and the original stays where it is.
 */
record Return(Quarantine quarantine) {
    /** Does it from wherever it stands; or says why nothing is done. On an exception nothing is done, or it is underway. */
    Optional<Skip> make(Promotion promotion) throws IOException {
        quarantine.begin(promotion);
        Failpoint.reach("rollback.begun");
        try {
            Optional<Skip> obstacle = restore(promotion);
            if (obstacle.isEmpty()) {
                clear(promotion);
            } else {
                drop(promotion);
            }
            return obstacle;
        } catch (IOException e) {
            Path kept = quarantine.kept(promotion);
            if (Found.at(kept).isPresent() && !Found.same(promotion.originalFile(), kept)) {
                drop(promotion);
            }
            throw e;
        }
    }

    private void drop(Promotion promotion) throws IOException {
        Files.deleteIfExists(quarantine.staged(promotion));
        quarantine.drop(promotion);
    }

    /** The original is back: what came for it goes. */
    private void clear(Promotion promotion) throws IOException {
        if (!promotion.sameName() && Found.is(promotion.replacementFile(), promotion.after())) {
            Files.delete(promotion.replacementFile());
            Synced.folder(promotion.replacementFile().getParent());
        }
        Failpoint.reach("rollback.removed");
        Replacement.giveBack(promotion);
        Failpoint.reach("rollback.given-back");
        Files.deleteIfExists(quarantine.staged(promotion));
        quarantine.release(promotion);
        Failpoint.reach("rollback.released");
        quarantine.put(promotion.in(State.RETURNED, Instant.now()));
        Failpoint.reach("rollback.recorded");
        quarantine.drop(promotion);
    }

    /** Why the original cannot come back, as things are; empty also when it is back. */
    Optional<Skip> obstacle(Promotion promotion) throws IOException {
        Path original = promotion.originalFile();
        Path kept = quarantine.kept(promotion);
        if (Found.same(original, kept)) {
            return Optional.empty();
        }
        if (Found.at(kept).isEmpty() && Found.is(original, promotion.before())) {
            return Optional.empty();
        }
        if (!Found.is(kept, promotion.before())) {
            return Optional.of(Skip.NOT_KEPT);
        }
        if (Found.at(original.getParent()).isEmpty()) {
            return Optional.of(Skip.FOLDER_MISSING);
        }
        Optional<Found> replacement = Found.at(promotion.replacementFile());
        if (replacement.filter(found -> !found.is(promotion.after())).isPresent()) {
            return Optional.of(Skip.REPLACEMENT_CHANGED);
        }
        boolean taken = !promotion.sameName() && Found.at(original).isPresent();
        return taken ? Optional.of(Skip.NAME_TAKEN) : Optional.empty();
    }

    private Optional<Skip> restore(Promotion promotion) throws IOException {
        Optional<Skip> obstacle = obstacle(promotion);
        Path original = promotion.originalFile();
        Path kept = quarantine.kept(promotion);
        if (obstacle.isPresent() || Found.at(kept).isEmpty() || Found.same(original, kept)) {
            return obstacle;
        }
        Replacement.keepAsOutput(promotion);
        Failpoint.reach("rollback.kept");
        if (promotion.sameName() && Found.at(original).isPresent()) {
            Path staged = quarantine.staged(promotion);
            Files.deleteIfExists(staged);
            Files.createLink(staged, kept);
            Failpoint.reach("rollback.staged");
            if (!Found.is(original, promotion.after())) {
                return Optional.of(Skip.REPLACEMENT_CHANGED);
            }
            Files.move(staged, original, StandardCopyOption.ATOMIC_MOVE);
        } else {
            try {
                Files.createLink(original, kept);
            } catch (FileAlreadyExistsException e) {
                return Optional.of(Skip.NAME_TAKEN);
            }
        }
        Synced.folder(original.getParent());
        Failpoint.reach("rollback.restored");
        return Optional.empty();
    }
}

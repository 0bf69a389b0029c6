package dev.sluice.media.promote;

import dev.sluice.fault.Failpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts replacements in place of originals. The original gets a second name in the quarantine, then the replacement takes
 * over its name, or a name beside it, in one step; then the original's other name goes. Each step may be repeated: what
 * another process has begun is ended, or undone where it cannot be.
 */
record Exchange(Quarantine quarantine) {
    /** Does it from wherever it stands; or undoes it and says why. On an exception it is undone, or still underway. */
    Optional<Skip> make(Promotion promotion) throws IOException {
        quarantine.begin(promotion);
        Failpoint.reach("promote.begun");
        try {
            Optional<Skip> obstacle = keep(promotion);
            if (obstacle.isEmpty()) {
                obstacle = promotion.sameName() ? replace(promotion) : putBeside(promotion);
            }
            if (obstacle.isPresent()) {
                undo(promotion);
                return obstacle;
            }
            end(promotion);
            return Optional.empty();
        } catch (IOException e) {
            try {
                undo(promotion);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private Optional<Skip> keep(Promotion promotion) throws IOException {
        Path kept = quarantine.kept(promotion);
        if (Found.at(kept).isPresent()) {
            return Optional.empty();
        }
        Optional<Skip> obstacle = Screening.original(promotion.originalFile(), promotion.before());
        if (obstacle.isPresent()) {
            return obstacle;
        }
        Synced.makeFolders(kept.getParent());
        try {
            Files.createLink(kept, promotion.originalFile());
        } catch (UnsupportedOperationException e) {
            return Optional.of(Skip.OTHER_FILE_SYSTEM);
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("cross-device")) {
                return Optional.of(Skip.OTHER_FILE_SYSTEM);
            }
            throw e;
        }
        Synced.folder(kept.getParent());
        Failpoint.reach("promote.kept");
        // Another file may have got the name since it was looked at.
        return Found.is(kept, promotion.before()) ? Optional.empty() : Optional.of(Skip.ORIGINAL_CHANGED);
    }

    private Optional<Skip> replace(Promotion promotion) throws IOException {
        Path original = promotion.originalFile();
        Path kept = quarantine.kept(promotion);
        Path staged = quarantine.staged(promotion);
        // Otherwise it is in place, or somebody has put another file there: the quarantine has the original.
        if (Found.same(original, kept)) {
            Optional<Skip> obstacle = Replacement.stage(promotion, kept, staged);
            if (obstacle.isPresent()) {
                return obstacle;
            }
            Failpoint.reach("promote.staged");
            if (!Found.same(original, kept) || !Found.is(kept, promotion.before())) {
                return Optional.of(Skip.ORIGINAL_CHANGED);
            }
            Files.move(staged, original, StandardCopyOption.ATOMIC_MOVE);
            Synced.folder(original.getParent());
            Failpoint.reach("promote.placed");
        }
        return Optional.empty();
    }

    private Optional<Skip> putBeside(Promotion promotion) throws IOException {
        Path original = promotion.originalFile();
        Path kept = quarantine.kept(promotion);
        Path replacement = promotion.replacementFile();
        if (!Found.same(original, kept)) {
            return Optional.empty();
        }
        if (!Found.is(replacement, promotion.after())) {
            Path staged = quarantine.staged(promotion);
            Optional<Skip> obstacle = Replacement.stage(promotion, kept, staged);
            if (obstacle.isPresent()) {
                return obstacle;
            }
            Failpoint.reach("promote.staged");
            try {
                Files.createLink(replacement, staged);
            } catch (FileAlreadyExistsException e) {
                return Optional.of(Skip.NAME_TAKEN);
            }
            Synced.folder(replacement.getParent());
            Failpoint.reach("promote.placed");
        }
        if (!Found.same(original, kept) || !Found.is(kept, promotion.before())) {
            return Optional.of(Skip.ORIGINAL_CHANGED);
        }
        Files.delete(original);
        Synced.folder(original.getParent());
        Failpoint.reach("promote.removed");
        return Optional.empty();
    }

    private void end(Promotion promotion) throws IOException {
        Files.deleteIfExists(quarantine.staged(promotion));
        // Two names of one file: who writes to the one changes the other.
        if (Found.same(promotion.replacementFile(), promotion.outputFile())) {
            Files.delete(promotion.outputFile());
        }
        Failpoint.reach("promote.moved");
        quarantine.put(promotion.in(State.PROMOTED, Instant.now()));
        Failpoint.reach("promote.recorded");
        quarantine.drop(promotion);
    }

    /** All is as before; what cannot be undone without losing a file is ended instead. */
    private void undo(Promotion promotion) throws IOException {
        Path kept = quarantine.kept(promotion);
        Files.deleteIfExists(quarantine.staged(promotion));
        if (Found.at(kept).isPresent() && !Found.same(promotion.originalFile(), kept)) {
            end(promotion);
            return;
        }
        if (!promotion.sameName()
                && Found.at(kept).isPresent()
                && Found.is(promotion.replacementFile(), promotion.after())) {
            Files.delete(promotion.replacementFile());
        }
        Replacement.giveBack(promotion);
        quarantine.release(promotion);
        quarantine.drop(promotion);
    }
}

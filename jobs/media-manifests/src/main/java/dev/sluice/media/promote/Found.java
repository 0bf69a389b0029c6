package dev.sluice.media.promote;

import dev.sluice.media.verify.Verdict;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * What is under a name; a symbolic link is itself.
 *
 * @param key two names with the same key are one file
 */
record Found(Object key, boolean regular, boolean symbolicLink, long bytes, Instant modified) {
    /** Empty where there is nothing, or a step of the path is no folder. */
    static Optional<Found> at(Path path) throws IOException {
        try {
            BasicFileAttributes all = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Found(
                    all.fileKey(),
                    all.isRegularFile(),
                    all.isSymbolicLink(),
                    all.size(),
                    all.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if ("Not a directory".equals(e.getReason())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Verdict.Seen seen() {
        return new Verdict.Seen(bytes, modified);
    }

    /** It is a file of this size and time, to the millisecond: listings know no more. */
    boolean is(Verdict.Seen seen) {
        return regular
                && bytes == seen.bytes()
                && modified.toEpochMilli() == seen.modified().toEpochMilli();
    }

    /** There is a file of this size and time. */
    static boolean is(Path path, Verdict.Seen seen) throws IOException {
        return at(path).filter(found -> found.is(seen)).isPresent();
    }

    /** Both names are of one file. */
    static boolean same(Path one, Path other) throws IOException {
        Optional<Found> first = at(one);
        return first.isPresent()
                && at(other)
                        .filter(found -> found.key().equals(first.get().key()))
                        .isPresent();
    }
}

package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.verify.Verdict.Seen;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;

/** Gives a complete file its own name. */
final class OwnName {
    private OwnName() {}

    /**
     * Syncs a file and links it under its own name, which is exclusive: of two who do so, one succeeds. A file that is
     * there gives way only when it is damaged.
     *
     * @return the file as it lies there; empty when another has the name
     */
    static Optional<Seen> give(Path temporary, Path name, Predicate<Path> damaged) {
        try {
            try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Seen made = Seen.of(temporary);
            if (link(temporary, name)) {
                return Optional.of(made);
            }
            Optional<Seen> before = Encodes.seen(name);
            if (damaged.test(name) && before.equals(Encodes.seen(name))) {
                Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
                return Optional.of(made);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write " + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean link(Path temporary, Path name) throws IOException {
        try {
            Files.createLink(name, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system has no hard links", e);
        }
    }
}

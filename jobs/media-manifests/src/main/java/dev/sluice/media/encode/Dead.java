package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An attempt that has died.
 *
 * @param file that tells of it
 * @param running what it was at
 */
record Dead(Path file, Running running) {
    /** Removes what it wrote; the file that tells of it stays, so that deaths are counted. */
    void sweep() {
        try {
            Files.deleteIfExists(Path.of(running.temporary()));
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot remove " + running.temporary() + ": " + e.getMessage(), e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot remove " + file + ": " + e.getMessage(), e);
        }
    }
}

package dev.sluice.media.verify;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what one judgement has to keep for a moment; it goes with it. */
final class Scratch implements AutoCloseable {
    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** A new one; Fault CANNOT_WRITE. */
    static Scratch in(Path parent) {
        try {
            Files.createDirectories(parent);
            return new Scratch(Files.createTempDirectory(parent, "verify-"));
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make scratch folder: " + parent + ": " + e.getMessage(), e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** What a program left in a file; nothing where it left none. */
    byte[] bytes(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read scratch file: " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inner = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inner) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot remove scratch folder: " + folder + ": " + e.getMessage(), e);
        }
    }
}

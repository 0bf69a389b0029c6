package dev.sluice.media.report;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A page on disk: the old one is there until the new one is complete. */
public final class PageFile {
    private PageFile() {}

    /**
     * Writes the file, over an older one.
     *
     * @throws Fault CANNOT_WRITE; the older one is then still there
     */
    public static void write(Path file, String page) {
        Path place = file.toAbsolutePath().normalize();
        Path part = place.resolveSibling(
                place.getFileName() + ".part-" + ProcessHandle.current().pid());
        try {
            if (Files.isDirectory(place)) {
                throw new Fault(Code.CANNOT_WRITE, "Cannot write " + file + ": it is a folder (name a file in it)");
            }
            Files.createDirectories(place.getParent());
            try {
                Files.writeString(part, page, StandardCharsets.UTF_8);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

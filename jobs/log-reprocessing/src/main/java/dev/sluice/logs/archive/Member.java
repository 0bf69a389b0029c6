package dev.sluice.logs.archive;

import dev.sluice.logs.bytes.Damage;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * A regular file in an archive.
 *
 * @param name as the archive has it; data, never a path to open
 * @param modified milliseconds since the epoch
 * @param refusal why its bytes cannot be read: ENCRYPTED_MEMBER or UNSUPPORTED_MEMBER
 */
public record Member(String name, OptionalLong modified, Optional<Damage> refusal) {
    /** @param readable what the library says about the member's bytes */
    static Member of(ArchiveEntry entry, boolean readable) {
        FileTime modified = entry instanceof ZipArchiveEntry zip
                ? zip.getLastModifiedTime()
                : ((TarArchiveEntry) entry).getLastModifiedTime();
        boolean told = modified != null && modified.toMillis() > 0;
        return new Member(
                entry.getName(),
                told ? OptionalLong.of(modified.toMillis()) : OptionalLong.empty(),
                readable ? Optional.empty() : Optional.of(refusal(entry)));
    }

    private static Damage refusal(ArchiveEntry entry) {
        return encrypted(entry)
                ? new Damage("ENCRYPTED_MEMBER", "the member is encrypted", false)
                : new Damage(
                        "UNSUPPORTED_MEMBER", "the member is packed in a way that is not read front to back", false);
    }

    static boolean encrypted(ArchiveEntry entry) {
        return entry instanceof ZipArchiveEntry zip
                && zip.getGeneralPurposeBit().usesEncryption();
    }

    /** False for folders, links and devices, and as in folders of files for what is hidden. */
    static boolean isLog(ArchiveEntry entry) {
        boolean regular = !(entry instanceof TarArchiveEntry tar) || tar.isFile();
        return regular && !entry.isDirectory() && !hidden(entry.getName());
    }

    /** A name, or that of a folder above it, that begins with "." or "_". */
    private static boolean hidden(String name) {
        return Arrays.stream(name.split("/", -1))
                .filter(part -> !part.equals(".") && !part.equals(".."))
                .anyMatch(part -> part.startsWith(".") || part.startsWith("_"));
    }
}

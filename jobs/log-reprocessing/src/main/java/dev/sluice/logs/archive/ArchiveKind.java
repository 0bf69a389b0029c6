package dev.sluice.logs.archive;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** The kinds of archive, told by the first bytes of their uncompressed form and never by the name. */
public enum ArchiveKind {
    /** POSIX ustar and pax (IEEE 1003.1) and what GNU tar writes. */
    TAR {
        private static final int MAGIC_AT = 257;

        @Override
        boolean begins(byte[] some) {
            // A line of a log may have the magic bytes in that place; it has no sum over itself before them.
            return some.length >= MAGIC
                    && new String(some, MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar")
                    && sumIsRight(some);
        }

        private static boolean sumIsRight(byte[] header) {
            try {
                return TarUtils.verifyCheckSum(header);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        ArchiveInputStream<?> open(InputStream in) {
            return new TarStream(in);
        }
    },
    /** PKWARE's APPNOTE 6.3, Zip64 included; read from front to back, so that a cut one gives what is there. */
    ZIP {
        @Override
        boolean begins(byte[] some) {
            return some.length >= 4
                    && some[0] == 'P'
                    && some[1] == 'K'
                    && some[2] == some[3] - 1
                    && (some[2] == 3 || some[2] == 5);
        }

        @Override
        ArchiveInputStream<?> open(InputStream in) {
            // Stored members of unknown length stay refused: the library would hold them in memory.
            return new ZipArchiveInputStream(in, StandardCharsets.UTF_8.name(), true, false);
        }
    };

    /** The bytes that {@link #of} wants to see, the record of a tar. */
    public static final int MAGIC = 512;

    /** Tells the kind by a beginning of {@value #MAGIC} bytes, or fewer where there are no more. */
    public static Optional<ArchiveKind> of(byte[] beginning) {
        for (ArchiveKind kind : values()) {
            if (kind.begins(beginning)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    abstract boolean begins(byte[] some);

    abstract ArchiveInputStream<?> open(InputStream in);
}

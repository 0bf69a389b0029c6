package dev.sluice.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files, without checksums beside them and without a process {@code chmod} for each file and folder that is
 * made: of a plan with 16,000 shards that was more than a quarter of all CPU. Thread-safe as Hadoop's own is.
 */
public final class LocalFiles extends RawLocalFileSystem {
    /** Options of a Spark writer that has local files written so. */
    static final Map<String, String> OPTIONS =
            Map.of("fs.file.impl", LocalFiles.class.getName(), "fs.file.impl.disable.cache", "true");

    private static final int ALL_BITS = 0777;

    /** Hadoop makes it by reflection. */
    public LocalFiles() {}

    @Override
    public void setPermission(org.apache.hadoop.fs.Path file, FsPermission permission) throws IOException {
        Path path = pathToFile(file).toPath();
        boolean plain = (permission.toShort() & ~ALL_BITS) == 0;
        if (plain && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            String word = FsPermission.createImmutable(permission.toShort()).toString();
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(word));
        } else {
            super.setPermission(file, permission);
        }
    }
}

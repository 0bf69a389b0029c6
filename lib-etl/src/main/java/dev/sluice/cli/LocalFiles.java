package dev.sluice.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.SparkConf;

/**
 * Hadoop's local files without a process {@code chmod} for each file and folder that is made: of a job that writes 16,000
 * small files that was half of all CPU. Checksums lie beside files as Hadoop's own has them. Thread-safe as that is.
 */
public final class LocalFiles extends LocalFileSystem {
    private static final int ALL_BITS = 0777;

    /** Hadoop makes it by reflection. */
    public LocalFiles() {
        super(new Raw());
    }

    /** Lets a Spark that is all in this process write so, unless the configuration names another. */
    public static void use(SparkConf conf) {
        if (conf.contains("spark.hadoop.fs.file.impl")) {
            return;
        }
        conf.set("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
        try {
            // The one that spark-submit has looked at jars with would be kept.
            FileSystem.get(URI.create("file:///"), new Configuration()).close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Raw extends RawLocalFileSystem {
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
}

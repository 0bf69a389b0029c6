package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestLocalFiles {
    @TempDir
    private Path folder;

    private static FileSystem files() throws Exception {
        SparkConf conf = new SparkConf(false);
        LocalFiles.use(conf);
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.file.impl", conf.get("spark.hadoop.fs.file.impl"));
        FileSystem files = FileSystem.newInstance(URI.create("file:///"), hadoop);
        assertThat(files).isInstanceOf(LocalFiles.class);
        return files;
    }

    private static String rights(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void filesAndFoldersHaveTheRightsThatAreAskedFor() throws Exception {
        Path file = folder.resolve("a [b]; c");
        Path inner = folder.resolve("inner");
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(file.toUri());
        files().create(place).close();
        assertThat(rights(file)).isEqualTo("rw-r--r--");
        files().setPermission(place, new FsPermission("640"));
        assertThat(rights(file)).isEqualTo("rw-r-----");
        files().mkdirs(new org.apache.hadoop.fs.Path(inner.toUri()), new FsPermission("750"));
        assertThat(rights(inner)).isEqualTo("rwxr-x---");
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(file.getFileName().toString(), "." + file.getFileName() + ".crc", "inner");
    }

    @Test
    void noProcessIsStartedForAFile() throws Exception {
        double before = ofChildren();
        for (int i = 0; i < 200; i++) {
            files().create(new org.apache.hadoop.fs.Path(
                            folder.resolve("file-" + i).toUri()))
                    .close();
        }
        assertThat(ofChildren() - before).isZero();
    }

    @Test
    void aFileSystemThatIsAskedForStays() {
        SparkConf conf = new SparkConf(false).set("spark.hadoop.fs.file.impl", "org.example.Other");
        LocalFiles.use(conf);
        assertThat(conf.get("spark.hadoop.fs.file.impl")).isEqualTo("org.example.Other");
    }

    /** Clock ticks of CPU that processes have spent which this one has started and that have ended. */
    private static double ofChildren() throws Exception {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
}

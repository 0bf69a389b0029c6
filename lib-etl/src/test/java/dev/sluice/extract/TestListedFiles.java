package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import dev.sluice.settings.Location;
import dev.sluice.slice.Item;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestListedFiles {
    private final SparkSession spark = LocalSpark.session();

    @TempDir
    private Path folder;

    /** A store like those of objects: a status has an etag, made of the content. */
    public static final class Store extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("tagged:///");
        }

        @Override
        public String getScheme() {
            return "tagged";
        }

        @Override
        public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
            FileStatus[] found = super.listStatus(path);
            for (int i = 0; i < found.length; i++) {
                found[i] = new Tagged(found[i]);
            }
            return found;
        }
    }

    private static final class Tagged extends FileStatus implements EtagSource {
        private static final long serialVersionUID = 1;

        Tagged(FileStatus plain) {
            super(plain.getLen(), plain.isDirectory(), 1, 1, plain.getModificationTime(), plain.getPath());
        }

        @Override
        public String getEtag() {
            try {
                return isDirectory()
                        ? null
                        : "e"
                                + Files.readString(Path.of(getPath().toUri().getPath()))
                                        .hashCode();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private Optional<String> version(String scheme) {
        spark.sparkContext().hadoopConfiguration().set("fs.tagged.impl", Store.class.getName());
        FileSet set = new FileSet(List.of(new Location(scheme + folder.resolve("in"))), List.of(), Duration.ZERO);
        Plans plans = new Plans(folder.resolve("scratch"), Slicing.usual());
        return ListedFiles.list(spark, set, plans.scope()).table().collectAsList().stream()
                .map(Item::of)
                .map(Item::version)
                .findFirst()
                .orElseThrow();
    }

    private void write(String content, Instant modified) throws IOException {
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a");
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @Test
    void theVersionIsSizeAndTime() throws IOException {
        write("one", Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(version("file:")).contains("3-1700000000123");
    }

    @Test
    void anEtagIsBetterThanTheTime() throws IOException {
        write("one", Instant.ofEpochSecond(1_700_000_000));
        Optional<String> first = version("tagged:");
        assertThat(first).contains("3-e" + "one".hashCode());
        write("one", Instant.ofEpochSecond(1_700_000_999));
        assertThat(version("tagged:")).isEqualTo(first);
        write("two", Instant.ofEpochSecond(1_700_000_999));
        assertThat(version("tagged:")).isNotEqualTo(first);
    }
}

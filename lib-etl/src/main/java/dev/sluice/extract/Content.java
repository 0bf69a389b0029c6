package dev.sluice.extract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The uncompressed bytes of a file up to a planned size on disk; {@link Codec} tells how it is compressed. Of a file that
 * is cut, damaged or a bomb the good prefix is given, and {@link #ending} says so; what follows the last member is left
 * out. Not thread-safe.
 */
public final class Content extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final Decoded bytes;
    private final Codec codec;

    private Content(Decoded bytes, Codec codec) {
        this.bytes = bytes;
        this.codec = codec;
    }

    /**
     * Opens a file.
     *
     * @param size bytes on disk to read at most
     */
    public static Content open(Configuration configuration, Path path, long size) throws IOException {
        InputStream file = raw(path.getFileSystem(configuration)).open(path);
        try {
            return of(path.getName(), file, size);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The content of an open stream, which is closed with it.
     *
     * @param name of the file
     */
    public static Content of(String name, InputStream file, long size) throws IOException {
        BufferedInputStream bounded = new BufferedInputStream(new Bounded(file, size), BUFFER);
        bounded.mark(Codec.MAGIC);
        Codec codec = Codec.of(name, bounded.readNBytes(Codec.MAGIC));
        bounded.reset();
        return new Content(codec.open(bounded, Inflation.OF_FILE), codec);
    }

    /** A local file system without the checksum files beside the data, which others do not keep up. */
    static FileSystem raw(FileSystem files) {
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    public Codec codec() {
        return codec;
    }

    /** Tells how the content ended, once it was read to its end. */
    public Ending ending() {
        return bytes.ending();
    }

    @Override
    public int read() throws IOException {
        return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        return bytes.read(target, offset, count);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /** The first bytes of a stream. */
    private static final class Bounded extends InputStream {
        private final InputStream from;
        private long left;

        Bounded(InputStream from, long size) {
            this.from = from;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int got = from.read(target, offset, (int) Math.min(count, left));
            left -= Math.max(0, got);
            return got;
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }
}

package dev.sluice.extract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The uncompressed bytes of a file up to a planned size on disk. The codec is told by the first bytes, not by the
 * name: gzip (RFC 1952) or plain. Of a gzip file that is cut or damaged the good prefix is given, and {@link #end}
 * says so; what follows the last member is left out. Not thread-safe.
 */
public final class Content extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final InputStream bytes;
    private final Codec codec;

    private Content(InputStream bytes, Codec codec) {
        this.bytes = bytes;
        this.codec = codec;
    }

    /** How a file is compressed. */
    public enum Codec {
        PLAIN,
        GZIP
    }

    /** How a content ended. */
    public enum End {
        /** As it should. */
        WHOLE,
        /** In the middle of a gzip member. */
        TRUNCATED,
        /** Where gzip data made no sense, or its checksum was wrong. */
        CORRUPT,
        /** With bytes behind the last gzip member that are none. */
        TRAILING
    }

    /**
     * Opens a file.
     *
     * @param size bytes on disk to read at most
     */
    public static Content open(Configuration configuration, Path path, long size) throws IOException {
        InputStream file = raw(path.getFileSystem(configuration)).open(path);
        try {
            return of(file, size);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** The content of an open stream, which is closed with it. */
    public static Content of(InputStream file, long size) throws IOException {
        BufferedInputStream bounded = new BufferedInputStream(new Bounded(file, size), BUFFER);
        bounded.mark(3);
        boolean gzip = bounded.read() == 0x1f && bounded.read() == 0x8b && bounded.read() == 8;
        bounded.reset();
        return gzip ? new Content(new Gunzip(bounded), Codec.GZIP) : new Content(bounded, Codec.PLAIN);
    }

    /** A local file system without the checksum files beside the data, which others do not keep up. */
    static FileSystem raw(FileSystem files) {
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    public Codec codec() {
        return codec;
    }

    /** Tells how the content ended, once it was read to its end. */
    public End end() {
        return bytes instanceof Gunzip gunzip ? gunzip.end() : End.WHOLE;
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

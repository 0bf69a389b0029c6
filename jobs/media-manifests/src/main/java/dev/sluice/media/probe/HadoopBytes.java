package dev.sluice.media.probe;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * A file in any store that Hadoop reads. Its first and its last bytes are kept, for both the probe and the fingerprint
 * want them. One thread at a time.
 */
public final class HadoopBytes implements ByteSource, Closeable {
    private final FSDataInputStream in;
    private final long length;
    private byte[] beginning = new byte[0];
    private byte[] end = new byte[0];

    private HadoopBytes(FSDataInputStream in, long length) {
        this.in = in;
        this.length = length;
    }

    /**
     * Opens a file.
     *
     * @param uri percent-encoded
     */
    public static HadoopBytes open(Configuration configuration, String uri) throws IOException {
        Path path = new Path(URI.create(uri));
        FileSystem store = path.getFileSystem(configuration);
        // The local files' checksums lie beside them and are read whole.
        FileSystem files = store instanceof LocalFileSystem local ? local.getRawFileSystem() : store;
        FileStatus status = files.getFileStatus(path);
        if (status.isDirectory()) {
            throw new FileNotFoundException("is a folder");
        }
        // Object stores then fetch the parts that are asked for, and not the rest of the file.
        FSDataInputStream in = FutureIO.awaitFuture(files.openFile(path)
                .opt("fs.option.openfile.read.policy", "random")
                .withFileStatus(status)
                .build());
        return new HadoopBytes(in, status.getLen());
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public byte[] read(long at, int count) throws IOException {
        int wanted = (int) Math.min(count, length - at);
        if (at + wanted <= beginning.length) {
            return Arrays.copyOfRange(beginning, (int) at, (int) at + wanted);
        }
        long start = length - end.length;
        if (at >= start && end.length > 0) {
            return Arrays.copyOfRange(end, (int) (at - start), (int) (at - start) + wanted);
        }
        byte[] bytes = new byte[wanted];
        in.readFully(at, bytes);
        if (at == 0) {
            beginning = bytes;
        } else if (at + wanted == length) {
            end = bytes;
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.sluice.logs.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Uncompressed bytes in order, read once. Not thread-safe. */
public interface ByteSource extends Closeable {
    /** Reads at least one byte into {@code into}, or answers -1 at the end. */
    int read(byte[] into, int offset, int count) throws IOException;

    /**
     * What was wrong with the file, known at the end and the same object each time; what was read before is good as far
     * as anyone can tell.
     */
    default Optional<Damage> damage() {
        return Optional.empty();
    }

    /** The same bytes as a stream; closing it closes this. */
    default InputStream stream() {
        ByteSource source = this;
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                return source.read(into, offset, count);
            }

            @Override
            public void close() throws IOException {
                source.close();
            }
        };
    }
}

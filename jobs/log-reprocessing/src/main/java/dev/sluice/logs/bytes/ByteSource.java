package dev.sluice.logs.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Uncompressed bytes in order, read once. Not thread-safe. */
public interface ByteSource extends Closeable {
    /** Reads at least one byte into {@code into}, or answers -1 at the end. */
    int read(byte[] into, int offset, int count) throws IOException;

    /** What was wrong with the file, known at the end; what was read before is good as far as anyone can tell. */
    default Optional<Damage> damage() {
        return Optional.empty();
    }
}

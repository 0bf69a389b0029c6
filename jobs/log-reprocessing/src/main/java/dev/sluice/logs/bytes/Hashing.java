package dev.sluice.logs.bytes;

import dev.sluice.extract.ContentHash;
import java.io.IOException;
import java.util.Optional;

/** Counts, and hashes where that is asked for, the bytes that pass between two offsets, and no others. */
public final class Hashing implements ByteSource {
    private final ByteSource in;
    private final Optional<ContentHash> hash;
    private final long from;
    private final long until;
    private long position;
    private long counted;

    /**
     * @param position offset of the source's first byte
     * @param from first offset to hash
     * @param until offset after the last to hash
     */
    public Hashing(ByteSource in, Optional<ContentHash> hash, long position, long from, long until) {
        this.in = in;
        this.hash = hash;
        this.position = position;
        this.from = from;
        this.until = until;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int got = in.read(into, offset, count);
        if (got > 0) {
            long start = Math.max(position, from);
            long end = Math.min(position + got, until);
            if (start < end) {
                counted += end - start;
                if (hash.isPresent()) {
                    hash.get().update(into, offset + (int) (start - position), (int) (end - start));
                }
            }
            position += got;
        }
        return got;
    }

    /** Bytes between the two offsets that have passed. */
    public long counted() {
        return counted;
    }

    @Override
    public Optional<Damage> damage() {
        return in.damage();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

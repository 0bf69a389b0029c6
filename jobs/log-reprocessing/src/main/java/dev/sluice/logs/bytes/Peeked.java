package dev.sluice.logs.bytes;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** A source of which the beginning is known before it is read. Not thread-safe. */
public final class Peeked implements ByteSource {
    private final ByteSource in;
    private final byte[] beginning;
    private int position;

    /** Reads ahead; {@link #beginning} has fewer bytes than {@code count} only where there are no more. */
    public Peeked(ByteSource in, int count) throws IOException {
        this.in = in;
        byte[] some = new byte[count];
        int filled = 0;
        int got = 0;
        while (filled < count && got >= 0) {
            got = in.read(some, filled, count - filled);
            filled += Math.max(0, got);
        }
        this.beginning = Arrays.copyOf(some, filled);
    }

    /** The first bytes, whether they were read or not. */
    public byte[] beginning() {
        return beginning.clone();
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (position == beginning.length) {
            return in.read(into, offset, count);
        }
        int now = Math.min(count, beginning.length - position);
        System.arraycopy(beginning, position, into, offset, now);
        position += now;
        return now;
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

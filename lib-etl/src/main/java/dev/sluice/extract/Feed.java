package dev.sluice.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A compressed stream or an archive as decoders read it: counts what they took, and tells afterwards whether they asked for more than
 * there was, or whether the stream itself failed. Reads are short at the end alone, so that decoders always see the same.
 * A decoder that closes this closes nothing. Not thread-safe.
 */
public final class Feed extends InputStream {
    /** Bytes that can be given back. */
    public static final int KEPT = 1 << 13;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long consumed;
    private boolean exhausted;
    private boolean failed;

    public Feed(InputStream in) {
        this.in = in;
    }

    /** Bytes taken so far. */
    public long taken() {
        return consumed + position;
    }

    /** True when more was asked for than there is. */
    public boolean exhausted() {
        return exhausted;
    }

    /** True when the stream below has thrown. */
    public boolean failed() {
        return failed;
    }

    /** What comes next, fewer bytes only at the end; they are not taken. */
    public byte[] peek(int count) throws IOException {
        if (limit - position < count) {
            refill();
        }
        return Arrays.copyOfRange(buffer, position, Math.min(limit, position + count));
    }

    /** Whether so many bytes come next; they are not taken. */
    public boolean has(int count) throws IOException {
        return limit - position >= count || (refill() && limit - position >= count);
    }

    /** Gives back what was taken last, {@value #KEPT} bytes at most. */
    public void back(int count) {
        position -= count;
    }

    /** Steps over zeros; false when nothing else follows. */
    public boolean skipZeros() throws IOException {
        while (position < limit || refill()) {
            if (buffer[position] != 0) {
                return true;
            }
            position++;
        }
        return false;
    }

    @Override
    public int read() throws IOException {
        if (position == limit && !refill()) {
            exhausted = true;
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int done = 0;
        while (done < count && (position < limit || refill())) {
            int now = Math.min(count - done, limit - position);
            System.arraycopy(buffer, position, into, offset + done, now);
            position += now;
            done += now;
        }
        boolean nothing = done == 0 && count > 0;
        exhausted |= nothing;
        return nothing ? -1 : done;
    }

    /** Reads on behind what is there; false when there is no more than before. */
    private boolean refill() throws IOException {
        int from = Math.max(0, position - KEPT);
        System.arraycopy(buffer, from, buffer, 0, limit - from);
        consumed += from;
        limit -= from;
        position -= from;
        int before = limit;
        fill();
        return limit > before;
    }

    private void fill() throws IOException {
        // Stays so when the next line throws, whatever a decoder makes of that.
        failed = true;
        limit += in.readNBytes(buffer, limit, buffer.length - limit);
        failed = false;
    }
}

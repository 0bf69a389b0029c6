package dev.sluice.logs.bytes;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Frames bytes into lines without copying them: after {@link #next} the line is {@code buffer()[from(), to())} until
 * the next call. A line ends at LF or at the end of the file; one CR before the LF and a byte order mark at offset 0
 * belong to no line. A longer line than allowed is stepped over and only its beginning is kept. Not thread-safe.
 */
public final class Lines implements Framing {
    /** How much of a line that is too long is kept. */
    public static final int KEPT = 1 << 16;

    private static final int NO_MARK = -1;
    private static final int INITIAL = 1 << 18;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;

    private static final ByteSource NOTHING = new ByteSource() {
        @Override
        public int read(byte[] into, int offset, int count) {
            return -1;
        }

        @Override
        public void close() {}
    };

    private final ByteSource source;
    private final int maxLine;
    private byte[] filling;
    private byte[] buffer;
    private int position;
    private int limit;
    private long base;
    private boolean ended;
    private int from;
    private int to;
    private long offset;
    private long length;
    private boolean terminated;
    private long high;
    private int scanned;
    private int mark = NO_MARK;
    private byte[] saved;
    private long seen;
    private int after;
    private long whole;

    /**
     * @param start offset of the source's first byte
     * @param maxLine bytes that a line may have
     */
    public Lines(ByteSource source, long start, int maxLine) {
        this.source = source;
        this.base = start;
        this.maxLine = maxLine;
        this.filling = new byte[INITIAL];
        this.buffer = filling;
    }

    /** The lines of bytes that are all there. */
    private Lines(byte[] bytes) {
        this.source = NOTHING;
        this.maxLine = bytes.length;
        this.filling = bytes;
        this.buffer = bytes;
        this.limit = bytes.length;
        this.ended = true;
    }

    /** The lines of a file of which all bytes are there; they are not copied. */
    public static Lines of(byte[] bytes) {
        return new Lines(bytes);
    }

    @Override
    public boolean next() throws IOException {
        while (!nextInBuffer()) {
            int pending = limit - position;
            if (pending > maxLine + 1) {
                stepOver();
                return true;
            }
            if (!fill()) {
                if (pending > 0) {
                    line(position, limit, limit, false);
                }
                return pending > 0;
            }
        }
        return true;
    }

    @Override
    public boolean nextInBuffer() {
        if (scanned < position) {
            scanned = position;
            high = 0;
        }
        int newline = newline(scanned, limit);
        if (newline < 0) {
            scanned = limit;
            return false;
        }
        line(position, newline, newline + 1, true);
        return true;
    }

    /** Keeps the bytes from the line's beginning on, so that those of the lines behind it follow them in the buffer. */
    void mark() {
        mark = from;
    }

    void unmark() {
        mark = NO_MARK;
    }

    /** Where the bytes since the mark begin now, or -1 when there is no mark: a line that was too long drops it. */
    int marked() {
        return mark;
    }

    /** A copy of the bytes from the mark to the line that dropped it. */
    byte[] saved() {
        return saved;
    }

    /** Steps over the rest of a line that began before the first byte, or up to {@code until} if that is sooner. */
    public void skipRest(long until) throws IOException {
        while (true) {
            int newline = newline(position, limit);
            if (newline >= 0) {
                position = newline + 1;
                return;
            }
            position = limit;
            if (base + position >= until || !fill()) {
                return;
            }
        }
    }

    /** Looks ahead: up to {@code count} bytes of what comes next, fewer only at the end. */
    public byte[] peek(int count) throws IOException {
        boolean more = true;
        while (limit - position < count && more) {
            more = fill();
        }
        return Arrays.copyOfRange(filling, position, Math.min(limit, position + count));
    }

    private void line(int start, int end, int behind, boolean endsWithNewline) {
        buffer = filling;
        terminated = endsWithNewline;
        offset = base + start;
        position = behind;
        after = behind;
        seen++;
        from = offset == 0 && startsWithMark(start, end) ? start + 3 : start;
        to = endsWithNewline && end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        whole = (long) after - from;
        length = (long) to - from;
        if (length > maxLine) {
            to = from + Math.min(KEPT, to - from);
        }
    }

    private boolean startsWithMark(int start, int end) {
        return end - start >= 3
                && filling[start] == (byte) 0xEF
                && filling[start + 1] == (byte) 0xBB
                && filling[start + 2] == (byte) 0xBF;
    }

    private void stepOver() throws IOException {
        if (mark != NO_MARK) {
            saved = Arrays.copyOfRange(filling, mark, position);
            mark = NO_MARK;
        }
        offset = base + position;
        seen++;
        byte[] kept = Arrays.copyOfRange(filling, position, position + Math.min(KEPT, limit - position));
        long total = 0;
        int newline = -1;
        terminated = true;
        while (newline < 0) {
            newline = newline(position, limit);
            int end = newline < 0 ? limit : newline;
            total += end - position;
            position = newline < 0 ? limit : newline + 1;
            if (newline < 0 && !fill()) {
                terminated = false;
                break;
            }
        }
        buffer = kept;
        from = 0;
        to = kept.length;
        after = to;
        whole = base + position - offset;
        length = Math.max(total, maxLine + 1L);
    }

    /** Reads more behind what is there; moves or grows the buffer first when it is full. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int needed = mark == NO_MARK ? position : mark;
        if (needed > 0 && (needed == limit || limit == filling.length)) {
            System.arraycopy(filling, needed, filling, 0, limit - needed);
            base += needed;
            limit -= needed;
            scanned -= needed;
            position -= needed;
            mark = mark == NO_MARK ? NO_MARK : 0;
        }
        if (limit == filling.length) {
            filling = Arrays.copyOf(filling, (int) Math.min(2L * filling.length, Integer.MAX_VALUE - 8L));
        }
        int got = source.read(filling, limit, filling.length - limit);
        ended = got < 0;
        limit += Math.max(got, 0);
        return !ended;
    }

    private int newline(int start, int end) {
        byte[] bytes = filling;
        long seen = 0;
        int i = start;
        for (; i + 8 <= end; i += 8) {
            long word = (long) LONGS.get(bytes, i);
            seen |= word;
            long zeroed = word ^ NEWLINES;
            long hit = (zeroed - ONES) & ~zeroed & HIGHS;
            if (hit != 0) {
                high |= seen & HIGHS;
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; i < end; i++) {
            seen |= bytes[i] & 0x80;
            if (bytes[i] == '\n') {
                high |= seen & HIGHS;
                return i;
            }
        }
        high |= seen & HIGHS;
        return -1;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long nextOffset() {
        return base + position;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public long first() {
        return seen - 1;
    }

    @Override
    public long last() {
        return seen - 1;
    }

    /** Where the line ends in the buffer with its line end; of one that was stepped over, where its beginning does. */
    int end() {
        return after;
    }

    /** Bytes of the line with its line end, but for a byte order mark. */
    long whole() {
        return whole;
    }

    @Override
    public boolean tooLong() {
        return length > maxLine;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean terminated() {
        return terminated;
    }

    @Override
    public boolean ascii() {
        return high == 0;
    }

    @Override
    public boolean blank() {
        if (length != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}

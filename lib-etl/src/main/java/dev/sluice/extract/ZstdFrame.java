package dev.sluice.extract;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * The bytes of one frame of Zstandard (RFC 8878, 3.1.1) and no others: the decoder reads ahead, and would take what
 * follows. Where a header makes no sense the bytes go on to the decoder, which says so. Not thread-safe.
 */
final class ZstdFrame extends InputStream {
    /** Windows up to here need no turn; {@code zstd} refuses larger ones unless it is told {@code --long}. */
    private static final long USUAL_WINDOW = 1L << 27;

    private static final int LONGEST_LOG = 31;
    private static final int BLOCK_HEADER = 3;
    private static final int REPEATED = 1;

    /** Large windows take turns, so that many tasks in a JVM need the memory of one. */
    private static final Semaphore LARGE = new Semaphore(1, true);

    private final Feed in;
    private final boolean checksum;
    private long left;
    private boolean last;

    private ZstdFrame(Feed in, Header header) {
        this.in = in;
        this.checksum = header.checksum();
        this.left = header.length();
    }

    static boolean begins(byte[] some) {
        return some[0] == 0x28 && some[1] == (byte) 0xb5 && some[2] == 0x2f && some[3] == (byte) 0xfd;
    }

    /** True for a frame that no decoder reads, of Zstandard and LZ4 alike. */
    static boolean skippable(byte[] some) {
        return (some[0] & 0xf0) == 0x50 && some[1] == 0x2a && some[2] == 0x4d && some[3] == 0x18;
    }

    /**
     * Decodes the frame that comes next.
     *
     * @throws Unsupported when the frame wants a larger window
     */
    static InputStream open(Feed feed, long mostWindow) throws IOException {
        if (skippable(feed.peek(Integer.BYTES))) {
            return skipped(feed);
        }
        Header header = Header.of(feed.peek(Header.LONGEST));
        if (header.window() > mostWindow) {
            throw new Unsupported("its window of %,d bytes is too large".formatted(header.window()));
        }
        if (header.dictionary()) {
            throw new Unsupported("it wants a dictionary");
        }
        boolean large = header.memory() > USUAL_WINDOW;
        if (large) {
            takeTurn();
        }
        try {
            InputStream bytes = new ZstdFrame(feed, header);
            return new Turn(
                    new ZstdInputStreamNoFinalizer(bytes, RecyclingBufferPool.INSTANCE).setLongMax(LONGEST_LOG), large);
        } catch (IOException e) {
            if (large) {
                LARGE.release();
            }
            throw e;
        }
    }

    /** Nothing, once a skippable frame was stepped over. */
    static InputStream skipped(Feed feed) throws IOException {
        byte[] header = feed.readNBytes(2 * Integer.BYTES);
        long length = header.length < 2 * Integer.BYTES ? 1 : little(header, Integer.BYTES, Integer.BYTES);
        feed.skipNBytes(length);
        return InputStream.nullInputStream();
    }

    private static void takeTurn() throws InterruptedIOException {
        try {
            LARGE.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another task reads with a large window");
        }
    }

    private static long little(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[from + i] & 0xffL) << (8 * i);
        }
        return value;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (left == 0 && last) {
            return -1;
        }
        if (left == 0) {
            beginBlock();
        }
        int got = in.read(into, offset, (int) Math.min(count, left));
        if (got < 0) {
            throw new EOFException("the frame goes on");
        }
        left -= got;
        return got;
    }

    private void beginBlock() throws IOException {
        left = BLOCK_HEADER;
        byte[] header = in.peek(BLOCK_HEADER);
        if (header.length == BLOCK_HEADER) {
            long bits = little(header, 0, BLOCK_HEADER);
            last = (bits & 1) != 0;
            left += (bits >> 1 & 3) == REPEATED ? 1 : bits >> 3;
            left += last && checksum ? Integer.BYTES : 0;
        }
    }

    /**
     * A frame's header.
     *
     * @param length its bytes
     * @param window bytes that a decoder has to remember
     * @param memory bytes that it needs for that, fewer where the content is short
     */
    private record Header(int length, long window, long memory, boolean dictionary, boolean checksum) {
        static final int LONGEST = 18;

        static Header of(byte[] some) {
            int flags = some.length > 4 ? some[4] & 0xff : 0;
            boolean single = (flags & 0x20) != 0;
            int window = single ? 0 : 1;
            int dictionary = (1 << (flags & 3)) >> 1;
            int size = flags >> 6 == 0 && !single ? 0 : 1 << (flags >> 6);
            int length = 5 + window + dictionary + size;
            if (some.length < length) {
                return new Header(length, 0, 0, false, false);
            }
            long told = little(some, length - size, size) + (size == 2 ? 256 : 0);
            long content = size == 0 || told < 0 ? Long.MAX_VALUE : told;
            long wanted = single ? content : descriptor(some[5] & 0xff);
            boolean named = little(some, 5 + window, dictionary) != 0;
            return new Header(length, wanted, Math.min(wanted, content), named, (flags & 4) != 0);
        }

        private static long descriptor(int bits) {
            long base = 1L << (10 + (bits >> 3));
            return base + base / 8 * (bits & 7);
        }
    }

    /** Gives the turn back when it is closed. */
    private static final class Turn extends FilterInputStream {
        private boolean held;

        Turn(InputStream in, boolean held) {
            super(in);
            this.held = held;
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (held) {
                held = false;
                LARGE.release();
            }
        }
    }
}

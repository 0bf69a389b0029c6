package dev.sluice.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.brotli.dec.BrotliInputStream;

/**
 * A Brotli stream (RFC 7932) by Google's decoder. That one reads ahead, takes what is missing at the end for zeros and fails for
 * what follows; so what it makes of the last bytes of a file is held until it is known to be good. It gives out
 * a window at a time, so that of a file that is cut as much is lost. There is no checksum. Not thread-safe.
 */
final class Unbrotli extends Decoded {
    private static final int CHUNK = 1 << 12;

    /** Twice what the decoder takes at a time. */
    private static final int AHEAD = 1 << 13;

    /** More than this comes out of the last bytes of no log; it is given out as it is. */
    private static final int MOST_HELD = 16 << 20;

    private final InputStream source;
    private final Feed feed;
    private final Inflation inflation;
    private BrotliInputStream decoder;
    private byte[] bytes = new byte[CHUNK];
    private int position;
    private int limit;
    private long out;
    private boolean finished;
    private Ending ending = Ending.WHOLE;

    /** @param source closed with this */
    Unbrotli(InputStream source, Inflation inflation) {
        this.source = source;
        this.feed = new Feed(source);
        this.inflation = inflation;
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public int read() throws IOException {
        return position == limit && !fill() ? -1 : bytes[position++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        int now = Math.min(count, limit - position);
        System.arraycopy(bytes, position, into, offset, now);
        position += now;
        return now;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        while (!finished && limit == 0) {
            try {
                decode();
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException e) {
                // Bytes without sense trip the library in either way.
                if (feed.failed()) {
                    throw e;
                }
                finish(Ending.How.CORRUPT, String.valueOf(e.getMessage()));
                limit = 0;
            }
        }
        return limit > 0;
    }

    private void decode() throws IOException {
        if (decoder == null) {
            decoder = new BrotliInputStream(feed);
        }
        while (limit == 0 || (feed.exhausted() && limit < MOST_HELD)) {
            // What a read gave out that then fails is lost: near the end it asks for little.
            int most = feed.has(AHEAD) ? Math.min(CHUNK, inflation.room(out)) : 1;
            if (limit + most > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            int got = decoder.read(bytes, limit, most);
            if (got < 0) {
                end();
                return;
            }
            limit += got;
            out += got;
            if (inflation.exceeded(feed.taken(), out)) {
                finish(Ending.How.BOMB, inflation.told(feed.taken(), out));
                return;
            }
        }
    }

    private void end() throws IOException {
        if (feed.exhausted() || !feed.skipZeros()) {
            finished = true;
        } else {
            finish(Ending.How.TRAILING, "");
        }
    }

    private void fail(IOException error) throws IOException {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (feed.failed()) {
            throw cause instanceof IOException told ? told : error;
        }
        String reason = String.valueOf(cause.getMessage());
        // What is missing is taken for zeros, so that the error may be another one.
        Ending.How cut = feed.exhausted() ? Ending.How.TRUNCATED : Ending.How.CORRUPT;
        Ending.How how = reason.equals("Unused bytes after end") ? Ending.How.TRAILING : cut;
        finish(how, how == Ending.How.TRAILING ? "" : reason);
        limit = how == Ending.How.TRAILING ? limit : 0;
    }

    private void finish(Ending.How how, String reason) {
        finished = true;
        ending = new Ending(how, feed.taken(), reason);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

package dev.sluice.extract;

import com.github.luben.zstd.ZstdIOException;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;

/** The members of a compressed stream, each decoded by a library, as one content. Not thread-safe. */
final class Members extends Decoded {
    /** What a decoder gave out in a read that then failed is lost, so that a read asks for little. */
    private static final int CHUNK = 1 << 12;

    private final Codec codec;
    private final InputStream source;
    private final Feed feed;
    private final Inflation inflation;
    private final byte[] chunk = new byte[CHUNK];
    private InputStream member = InputStream.nullInputStream();
    private int position;
    private int limit;
    private long members;
    private long out;
    private boolean finished;
    private Ending ending = Ending.WHOLE;

    Members(Codec codec, InputStream source, Inflation inflation) {
        this.codec = codec;
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
        return position == limit && !fill() ? -1 : chunk[position++] & 0xff;
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
        System.arraycopy(chunk, position, into, offset, now);
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
                if (feed.failed()) {
                    throw e;
                }
                finish(new Ending(damage(e), feed.taken(), String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // Bytes without sense trip the libraries in either way.
                if (feed.failed()) {
                    throw e;
                }
                finish(new Ending(Ending.How.CORRUPT, feed.taken(), String.valueOf(e.getMessage())));
            }
        }
        return limit > 0;
    }

    private void decode() throws IOException {
        int got = member.read(chunk, 0, Math.min(CHUNK, inflation.room(out)));
        if (got < 0) {
            nextMember();
            return;
        }
        limit = got;
        out += got;
        if (inflation.exceeded(feed.taken(), out)) {
            finish(new Ending(Ending.How.BOMB, feed.taken(), inflation.told(feed.taken(), out)));
        }
    }

    private void nextMember() throws IOException {
        member.close();
        if (feed.exhausted()) {
            finish(new Ending(Ending.How.TRUNCATED, feed.taken(), ""));
        } else if (members > 0 && !feed.skipZeros()) {
            finish(Ending.WHOLE);
        } else if (members > 0 && !codec.goesOn(feed.peek(Codec.MAGIC))) {
            finish(new Ending(Ending.How.TRAILING, feed.taken(), ""));
        } else {
            members++;
            member = codec.member(feed, inflation);
        }
    }

    private Ending.How damage(IOException told) {
        if (told instanceof Unsupported
                || told instanceof MemoryLimitException
                || told instanceof UnsupportedOptionsException) {
            return Ending.How.UNSUPPORTED;
        }
        // The native decoder asks for what a wrong length promises before it looks at what it has.
        boolean wantsMore = !(told instanceof ZstdIOException);
        return feed.exhausted() && wantsMore ? Ending.How.TRUNCATED : Ending.How.CORRUPT;
    }

    private void finish(Ending how) {
        finished = true;
        ending = how;
    }

    @Override
    public void close() throws IOException {
        try (source) {
            member.close();
        }
    }
}

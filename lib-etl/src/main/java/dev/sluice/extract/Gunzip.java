package dev.sluice.extract;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Gzip members one after another (RFC 1952), as far as they are good. Not thread-safe. */
final class Gunzip extends InputStream {
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int HEADER_CRC = 2;

    private final InputStream from;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int limit;
    private boolean inMember;
    private boolean finished;
    private Content.End end = Content.End.WHOLE;

    Gunzip(InputStream from) {
        this.from = from;
    }

    Content.End end() {
        return end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!finished) {
            if (!inMember && !open()) {
                break;
            }
            int got = inflate(target, offset, count);
            if (got > 0) {
                return got;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int count) throws IOException {
        if (inflater.needsInput() && !inflater.finished()) {
            if (position == limit && !fill()) {
                finish(Content.End.TRUNCATED);
                return 0;
            }
            inflater.setInput(buffer, position, limit - position);
            position = limit;
        }
        long before = inflater.getBytesWritten();
        try {
            inflater.inflate(target, offset, count);
            if (inflater.needsDictionary()) {
                finish(Content.End.CORRUPT);
            }
        } catch (DataFormatException e) {
            finish(Content.End.CORRUPT);
        }
        int got = (int) (inflater.getBytesWritten() - before);
        crc.update(target, offset, got);
        if (!finished && inflater.finished()) {
            trailer();
        }
        return got;
    }

    private void trailer() throws IOException {
        position = limit - inflater.getRemaining();
        try {
            long sum = littleEndian();
            long length = littleEndian();
            if (sum != crc.getValue() || length != (inflater.getBytesWritten() & 0xffffffffL)) {
                finish(Content.End.CORRUPT);
            }
        } catch (EOFException e) {
            finish(Content.End.TRUNCATED);
        }
        inMember = false;
    }

    /** Reads a member's header; false when there is no further member. */
    private boolean open() throws IOException {
        if (position == limit && !fill()) {
            finish(end);
            return false;
        }
        try {
            if (next() != 0x1f || next() != 0x8b || next() != 8) {
                finish(Content.End.TRAILING);
                return false;
            }
            int flags = next();
            skip(6);
            if ((flags & EXTRA) != 0) {
                skip(next() | next() << 8);
            }
            skipTexts(flags);
            skip((flags & HEADER_CRC) != 0 ? 2 : 0);
        } catch (EOFException e) {
            finish(Content.End.TRUNCATED);
            return false;
        }
        inflater.reset();
        crc.reset();
        inMember = true;
        return true;
    }

    private void skipTexts(int flags) throws IOException {
        for (int flag : new int[] {NAME, COMMENT}) {
            int character = flags & flag;
            while (character != 0) {
                character = next();
            }
        }
    }

    private void finish(Content.End how) {
        finished = true;
        end = how;
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) next() << shift;
        }
        return value;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException();
        }
        return buffer[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, from.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        from.close();
    }
}

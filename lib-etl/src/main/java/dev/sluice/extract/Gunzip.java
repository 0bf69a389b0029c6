package dev.sluice.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip as it is found on disks (RFC 1952): any number of members, padding with zeros, and damage. Everything before
 * the damage is given out; the damage itself is told at the end and never thrown. Not thread-safe.
 */
public final class Gunzip extends Decoded {
    private static final int RESERVED_FLAGS = 0xE0;

    private final InputStream in;
    private final Inflation inflation;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[1 << 16];
    private int position;
    private int limit;
    private long consumed;
    private long members;
    private long written;
    private boolean inMember;
    private boolean finished;
    private long out;
    private Ending ending = Ending.WHOLE;
    private Optional<DataFormatException> broken = Optional.empty();

    /** @param in closed with this */
    public Gunzip(InputStream in, Inflation inflation) {
        this.in = in;
        this.inflation = inflation;
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        try {
            while (!finished) {
                if (!inMember && !nextMember()) {
                    finished = true;
                    return -1;
                }
                int got = inflate(into, offset, Math.min(count, inflation.room(out)));
                if (got > 0) {
                    weigh(got);
                    return got;
                }
            }
        } catch (Cut cut) {
            finish(Ending.How.TRUNCATED, at(), "");
        } catch (DataFormatException e) {
            finish(Ending.How.CORRUPT, at(), String.valueOf(e.getMessage()));
        }
        return -1;
    }

    /** By what was read, not by what was used: the inflater may have used more or less when it gives the same byte. */
    private void weigh(int got) {
        long read = consumed + limit;
        out += got;
        if (inflation.exceeded(read, out)) {
            finish(Ending.How.BOMB, at(), inflation.told(read, out));
        }
    }

    /** Some bytes of the member, or 0 at its end. */
    private int inflate(byte[] into, int offset, int count) throws IOException, DataFormatException {
        while (true) {
            int got = produce(into, offset, count);
            if (got > 0) {
                crc.update(into, offset, got);
                written += got;
                return got;
            }
            if (inflater.finished() || inflater.needsDictionary()) {
                position = limit - inflater.getRemaining();
                trailer();
                return 0;
            }
            position = limit;
            if (!fill()) {
                throw new Cut();
            }
            inflater.setInput(input, position, limit - position);
        }
    }

    /** What was inflated before an error is good: it is given out, and the error is told by the next call. */
    private int produce(byte[] into, int offset, int count) throws DataFormatException {
        if (broken.isPresent()) {
            throw broken.get();
        }
        try {
            return inflater.inflate(into, offset, count);
        } catch (DataFormatException e) {
            broken = Optional.of(e);
            int good = (int) (inflater.getBytesWritten() - written);
            if (good <= 0) {
                throw e;
            }
            return good;
        }
    }

    private void trailer() throws IOException, DataFormatException {
        if (inflater.needsDictionary()) {
            throw new DataFormatException("it wants a dictionary");
        }
        if (little(4) != crc.getValue()) {
            throw new DataFormatException("the checksum of its content differs");
        }
        if (little(4) != (written & 0xFFFFFFFFL)) {
            throw new DataFormatException("the length of its content differs");
        }
        inMember = false;
    }

    /** Steps over a member's header; false at the end of the file or where something else begins. */
    private boolean nextMember() throws IOException, DataFormatException {
        long start = at();
        if (members > 0 && !skipZeros()) {
            return false;
        }
        int first = next();
        int second = first == 0x1f ? next() : -1;
        int method = second == 0x8b ? next() : -1;
        if (method != 8) {
            if (members == 0) {
                throw new DataFormatException("its compression is not deflate");
            }
            finish(Ending.How.TRAILING, start, "");
            return false;
        }
        int flags = next();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new DataFormatException("its header has unknown flags");
        }
        skip(6);
        skipOptional(flags);
        members++;
        written = 0;
        crc.reset();
        inflater.reset();
        inflater.setInput(input, position, limit - position);
        inMember = true;
        return true;
    }

    private void skipOptional(int flags) throws IOException {
        if ((flags & 4) != 0) {
            skip((int) little(2));
        }
        for (int bit = 8; bit <= 16; bit <<= 1) {
            if ((flags & bit) != 0) {
                int c = next();
                while (c != 0) {
                    c = next();
                }
            }
        }
        if ((flags & 2) != 0) {
            skip(2);
        }
    }

    /** Like gzip(1), takes zeros after a member for padding; false when nothing else follows. */
    private boolean skipZeros() throws IOException {
        while (position < limit || fill()) {
            if (input[position] != 0) {
                return true;
            }
            position++;
        }
        return false;
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (8 * i);
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
            throw new Cut();
        }
        return input[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        consumed += limit;
        position = 0;
        limit = 0;
        limit = in.readNBytes(input, 0, input.length);
        return limit > 0;
    }

    private long at() {
        return consumed + (inMember ? limit - inflater.getRemaining() : position);
    }

    private void finish(Ending.How how, long at, String reason) {
        finished = true;
        ending = new Ending(how, at, reason);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    /** The file ended where more was due. */
    private static final class Cut extends IOException {
        private static final long serialVersionUID = 1L;
    }
}

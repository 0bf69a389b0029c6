package dev.sluice.logs.archive;

import dev.sluice.extract.Ending;
import dev.sluice.extract.Feed;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Damage;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * The regular members of an archive in their order; folders, links, devices and members with a hidden name are stepped
 * over. Damage is told at its end and never thrown, while
 * an error of the source is; behind damage that hides where the next member begins no more is looked for, but the source
 * is read to its end. Not thread-safe.
 */
public final class Archive implements Closeable {
    /** What the library gave out in a read that then failed is lost, so that a read asks for little. */
    private static final int CHUNK = 1 << 12;

    private static final long NO_SUM = -1;

    private final ArchiveKind kind;
    private final Feed feed;
    private ArchiveInputStream<?> entries;
    private final Inflation inflation;
    private final CRC32 crc = new CRC32();
    private ArchiveEntry current;
    private ArchiveEntry ahead;
    private boolean looked;
    private boolean over;
    private boolean ended = true;
    private long began;
    private long before;
    private long out;
    private Optional<Damage> own = Optional.empty();
    private Optional<Damage> damage = Optional.empty();

    /** The archive is not closed with its source, which stays the caller's. */
    public Archive(ArchiveKind kind, ByteSource source, Inflation inflation) {
        this.kind = kind;
        this.feed = new Feed(source.stream());
        this.entries = kind.open(feed);
        this.inflation = inflation;
    }

    /** Steps to the next member; empty at the archive's end. */
    public Optional<Member> next() throws IOException {
        bytes().stream().transferTo(OutputStream.nullOutputStream());
        look();
        looked = false;
        own = Optional.empty();
        current = ahead;
        if (current == null) {
            return Optional.empty();
        }
        Member member = Member.of(current, entries.canReadEntryData(current));
        ended = member.refusal().isPresent();
        before = feed.taken() - spare();
        out = 0;
        crc.reset();
        return Optional.of(member);
    }

    /** The bytes of the member that {@link #next} told last, as they are in the archive. Closing them does nothing. */
    public ByteSource bytes() {
        return new ByteSource() {
            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                return Archive.this.read(into, offset, count);
            }

            @Override
            public void close() {}
        };
    }

    private int read(byte[] into, int offset, int count) throws IOException {
        if (ended || count == 0) {
            return ended ? -1 : 0;
        }
        int got;
        try {
            got = entries.read(into, offset, Math.min(Math.min(count, CHUNK), inflation.room(out)));
        } catch (IOException | RuntimeException e) {
            rethrow(e);
            ended = true;
            inMember(e);
            return -1;
        }
        if (got < 0) {
            ended = true;
            look();
            checkSum();
            return -1;
        }
        crc.update(into, offset, got);
        out += got;
        long in = feed.taken() - before;
        if (inflation.exceeded(in, out)) {
            ended = true;
            stop(new Ending(Ending.How.BOMB, feed.taken(), current.getName() + ", " + inflation.told(in, out)));
        }
        return got;
    }

    /** Finds the member behind this one: only then a zip may tell this one's checksum. */
    private void look() throws IOException {
        if (looked) {
            return;
        }
        looked = true;
        ahead = null;
        while (!over && ahead == null) {
            try {
                if (Member.encrypted(current)) {
                    stepOver((ZipArchiveEntry) current);
                    current = null;
                }
                ArchiveEntry entry = entries.getNextEntry();
                if (entry == null) {
                    end();
                } else if (Member.isLog(entry)) {
                    ahead = entry;
                } else if (kind == ArchiveKind.TAR) {
                    skip();
                }
            } catch (IOException | RuntimeException e) {
                rethrow(e);
                stopBetween(ending(e));
            }
        }
    }

    /** Bytes that the reader of zips has taken and not used. */
    private int spare() {
        long spare = kind == ArchiveKind.ZIP ? feed.taken() - began - entries.getBytesRead() : 0;
        return (int) Math.max(0, Math.min(spare, Feed.KEPT));
    }

    /** A tar without its mark was cut between two members; what follows an archive is no part of it. */
    private void end() throws IOException {
        if (entries instanceof TarStream tar && !tar.marked()) {
            stopBetween(new Ending(Ending.How.TRUNCATED, feed.taken(), "the mark of its end is missing"));
            return;
        }
        feed.back(spare());
        if (feed.skipZeros()) {
            stop(new Ending(Ending.How.TRAILING, feed.taken(), ""));
        }
        over = true;
    }

    /** A member that is corrupt hides the next one, but for a zip that told how long it is. */
    private void inMember(Exception told) throws IOException {
        Ending ending = ending(told);
        boolean goesOn = ending.how() == Ending.How.CORRUPT
                && current instanceof ZipArchiveEntry zip
                && !zip.getGeneralPurposeBit().usesDataDescriptor();
        if (goesOn) {
            own = Optional.of(Damage.of(kind.name(), ending));
        } else {
            stop(ending);
        }
    }

    private void checkSum() {
        boolean differs =
                current instanceof ZipArchiveEntry zip && zip.getCrc() != NO_SUM && zip.getCrc() != crc.getValue();
        if (differs && damage.isEmpty()) {
            Ending ending = new Ending(Ending.How.CORRUPT, feed.taken(), "the checksum of a member differs");
            own = Optional.of(Damage.of(kind.name(), ending));
        }
    }

    /**
     * The library steps over no encrypted member that has its sums behind it, though most writers tell its length before
     * it. So the bytes are stepped over here, and the library begins anew behind them.
     */
    private void stepOver(ZipArchiveEntry encrypted) throws IOException {
        OptionalLong next = LocalHeader.skip(feed, encrypted, before);
        if (next.isPresent()) {
            began = next.getAsLong();
            entries = kind.open(feed);
        }
    }

    private void skip() throws IOException {
        long skipped = 1;
        while (skipped > 0) {
            skipped = entries.skip(Long.MAX_VALUE);
        }
    }

    private Ending ending(Exception told) {
        String message = String.valueOf(told.getMessage());
        // The reader of zips asks for more than it needs: that there is no more says nothing yet.
        boolean wantsMore = kind == ArchiveKind.TAR || told instanceof EOFException || message.startsWith("Truncated");
        Ending.How how = feed.exhausted() && wantsMore ? Ending.How.TRUNCATED : Ending.How.CORRUPT;
        return new Ending(
                told instanceof UnsupportedZipFeatureException ? Ending.How.UNSUPPORTED : how, feed.taken(), message);
    }

    /** Damage between two members leaves the lines of the one before whole. */
    private void stopBetween(Ending ending) throws IOException {
        stop(ending);
        damage = damage.map(told -> new Damage(told.code(), told.message(), false));
    }

    private void stop(Ending ending) throws IOException {
        over = true;
        damage = Optional.of(Damage.of(kind.name(), ending));
        feed.transferTo(OutputStream.nullOutputStream());
    }

    private void rethrow(Exception told) throws IOException {
        if (feed.failed() && told instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (feed.failed() && told instanceof IOException checked) {
            throw checked;
        }
    }

    /** What was wrong with the member, once it was read to its end; the same object each time. */
    public Optional<Damage> memberDamage() {
        return own;
    }

    /** What ended the archive before its end, or came behind it; the same object each time. */
    public Optional<Damage> damage() {
        return damage;
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}

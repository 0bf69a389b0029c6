package dev.sluice.logs;

import dev.sluice.extract.ContentHash;
import dev.sluice.extract.Counts;
import dev.sluice.extract.SplitCount;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Codec;
import dev.sluice.logs.bytes.Damage;
import dev.sluice.logs.bytes.Hashing;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the lines that begin in one split and counts what becomes of each. Not thread-safe. */
final class SplitReader implements Closeable {
    /** Takes the lines that are no rows. */
    interface Rejects {
        void add(Reject reject) throws IOException;
    }

    private final LogSplit split;
    private final LineParser parser;
    private final RowMaker rows;
    private final Optional<ContentHash> hash;
    private final Hashing source;
    private final Lines lines;
    private final Map<String, Long> reasons = new TreeMap<>();
    private boolean damageTold;
    private long seen;
    private long made;
    private long rejected;
    private long headers;
    private long blank;

    SplitReader(LogSplit split, ReadPlan plan, LineParser parser, RowMaker rows, Configuration hadoop)
            throws IOException {
        this.split = split;
        this.parser = parser;
        this.rows = rows;
        this.hash = plan.hash() ? Optional.of(new ContentHash()) : Optional.empty();
        // One byte earlier tells whether a line begins right at the start.
        long first = Math.max(0, split.start() - 1);
        ByteSource bytes = split.codec().open(Disk.open(split.file(), first, hadoop));
        this.source = new Hashing(bytes, hash, first, split.start(), split.end());
        this.lines = new Lines(source, first, plan.maxLine());
        rows.begin(split, split.start() == 0 ? lines.peek(RowMaker.FIRST) : firstBytes(hadoop));
        if (split.start() > 0) {
            lines.skipRest(split.end());
        }
    }

    private byte[] firstBytes(Configuration hadoop) throws IOException {
        return Disk.beginning(split.file(), RowMaker.FIRST, hadoop);
    }

    /**
     * Fills the next batch with the lines that are in the buffer; it may have no row. False when nothing is left, and
     * then the batch is empty.
     */
    boolean next(Rejects rejects) throws IOException {
        Columns columns = rows.columns();
        columns.reset();
        if (beyondEnd()) {
            return false;
        }
        if (!lines.next()) {
            return damageAtEnd(rejects);
        }
        line(rejects);
        while (!columns.full() && !beyondEnd() && lines.nextInBuffer()) {
            line(rejects);
        }
        return true;
    }

    private boolean beyondEnd() {
        return split.codec() == Codec.PLAIN && lines.nextOffset() >= split.end();
    }

    private void line(Rejects rejects) throws IOException {
        seen++;
        if (!lines.terminated() && cut().isPresent()) {
            damageTold = true;
            rejects.add(reject(cut().get().code(), cut().get().message()));
            return;
        }
        if (lines.tooLong()) {
            rejects.add(reject("LINE_TOO_LONG", "the line has " + lines.length() + " bytes"));
            return;
        }
        if (lines.blank()) {
            blank++;
            return;
        }
        Columns columns = rows.columns();
        columns.clear(lines.from());
        parser.parse(lines.buffer(), lines.from(), lines.to(), columns);
        if (columns.isHeader()) {
            headers++;
            return;
        }
        if (columns.rejected()) {
            rejects.add(reject(columns.rejectCode(), columns.rejectMessage()));
            return;
        }
        rows.finish(lines, seen);
        made++;
    }

    private Optional<Damage> cut() {
        return source.damage().filter(Damage::cutsLine);
    }

    private boolean damageAtEnd(Rejects rejects) throws IOException {
        if (damageTold || source.damage().isEmpty()) {
            return false;
        }
        Damage damage = source.damage().get();
        damageTold = true;
        seen++;
        rejects.add(reject(damage.code(), damage.message(), new byte[0]));
        return true;
    }

    private Reject reject(String code, String message) {
        int to = Math.min(lines.to(), lines.from() + Lines.KEPT);
        return reject(code, message, Arrays.copyOfRange(lines.buffer(), lines.from(), to));
    }

    private Reject reject(String code, String message, byte[] raw) {
        rejected++;
        reasons.merge(code, 1L, Long::sum);
        OptionalLong number = split.whole() ? OptionalLong.of(seen) : OptionalLong.empty();
        long offset = raw.length == 0 ? lines.nextOffset() : lines.offset();
        return new Reject(code, message, UTF8String.fromBytes(raw), split.file().path(), offset, number);
    }

    SplitCount count(boolean complete, String side) {
        Counts counts = new Counts(seen, made, rejected, headers, blank, source.counted());
        return new SplitCount(
                split.key(),
                split.file().item(),
                split.start(),
                complete,
                counts,
                hash.map(ContentHash::chunks).orElse(List.of()),
                reasons,
                side);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

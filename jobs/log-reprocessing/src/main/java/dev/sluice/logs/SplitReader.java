package dev.sluice.logs;

import dev.sluice.extract.ContentHash;
import dev.sluice.extract.Counts;
import dev.sluice.extract.SplitCount;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Codec;
import dev.sluice.logs.bytes.Damage;
import dev.sluice.logs.bytes.Events;
import dev.sluice.logs.bytes.Framing;
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

    private static final int MAX_LINES = 100_000;

    private final LogSplit split;
    private final LineParser parser;
    private final RowMaker rows;
    private final Optional<ContentHash> hash;
    private final Hashing source;
    private final Framing lines;
    private final Map<String, Long> reasons = new TreeMap<>();
    private boolean damageTold;
    private long seen;
    private long number;
    private long made;
    private long rejected;
    private long headers;
    private long blank;
    private long continued;

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
        Lines single = new Lines(source, first, plan.maxLine());
        int look = plan.format().lookAhead();
        byte[] beginning = beginning(single, Math.max(look, RowMaker.FIRST), hadoop);
        if (look > 0) {
            parser.lookAt(Arrays.copyOf(beginning, Math.min(look, beginning.length)));
        }
        parser.begin(split.written());
        rows.begin(split, Arrays.copyOf(beginning, Math.min(RowMaker.FIRST, beginning.length)));
        if (split.start() > 0) {
            single.skipRest(split.end());
        }
        this.lines = plan.format().multiLine() ? events(single, plan) : single;
    }

    private Framing events(Lines single, ReadPlan plan) throws IOException {
        Events events = new Events(single, parser::continues, plan.maxLine(), MAX_LINES);
        if (split.start() > 0) {
            events.skipRest(split.end());
        }
        return events;
    }

    /** Uncompressed; only plain files have splits that begin elsewhere. */
    private byte[] beginning(Lines single, int count, Configuration hadoop) throws IOException {
        return split.start() == 0 ? single.peek(count) : Disk.beginning(split.file(), count, hadoop);
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
        number = seen + 1;
        seen += lines.count();
        continued += lines.count() - 1;
        if (!lines.terminated() && cut().isPresent()) {
            damageTold = true;
            rejects.add(reject(cut().get().code(), cut().get().message()));
            return;
        }
        if (lines.tooLong()) {
            String what =
                    lines.count() == 1 ? "the line has " : "the event has %,d lines and ".formatted(lines.count());
            rejects.add(reject("LINE_TOO_LONG", what + lines.length() + " bytes"));
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
        rows.finish(lines, number);
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
        number = seen;
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
        OptionalLong line = split.whole() ? OptionalLong.of(number) : OptionalLong.empty();
        long offset = raw.length == 0 ? lines.nextOffset() : lines.offset();
        return new Reject(code, message, UTF8String.fromBytes(raw), split.file().path(), offset, line);
    }

    SplitCount count(boolean complete, String side) {
        Counts counts = new Counts(seen, made, rejected, headers, blank, continued, source.counted());
        return new SplitCount(
                split.key(),
                split.file().item(),
                split.start(),
                complete,
                counts,
                hash.map(ContentHash::chunks).orElse(List.of()),
                reasons,
                side,
                parser.detected(),
                parser.remark());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

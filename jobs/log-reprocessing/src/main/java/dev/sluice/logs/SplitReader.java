package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.extract.ContentHash;
import dev.sluice.extract.Counts;
import dev.sluice.extract.Inflation;
import dev.sluice.extract.SplitCount;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Damage;
import dev.sluice.logs.bytes.Events;
import dev.sluice.logs.bytes.Framing;
import dev.sluice.logs.bytes.Hashing;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private final ReadPlan plan;
    private final LineParser parser;
    private final RowMaker rows;
    private final Configuration hadoop;
    private final Optional<ContentHash> hash;
    private final long first;
    private final Hashing source;
    private final Parts parts;
    private final Set<Damage> told = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Integer> formats = new TreeMap<>();
    private Optional<String> member = Optional.empty();
    private Optional<Damage> refusal = Optional.empty();
    private Framing lines;
    private boolean open;
    private long before;
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
        this.plan = plan;
        this.parser = parser;
        this.rows = rows;
        this.hadoop = hadoop;
        this.hash = plan.hash() ? Optional.of(new ContentHash()) : Optional.empty();
        // One byte earlier tells whether a line begins right at the start.
        this.first = Math.max(0, split.start() - 1);
        ByteSource bytes = Unpacked.of(split.codec(), Disk.open(split.file(), first, hadoop), Inflation.OF_FILE);
        this.source = new Hashing(bytes, hash, first, split.start(), split.end());
        this.parts = new Parts(split, source);
    }

    /**
     * False when this is a file of another format. An archive may have members of any; its rows tell theirs. Asked before
     * the first {@link #next}.
     */
    boolean mayHave(String format) throws IOException {
        return !begin() || member.isPresent() || parser.detected().equals(format);
    }

    /** Begins the next part; false when there is none. */
    private boolean begin() throws IOException {
        Optional<Part> next = parts.next();
        if (next.isEmpty()) {
            return false;
        }
        Part part = next.get();
        Lines single = new Lines(part.bytes(), first, plan.maxLine());
        member = part.member();
        refusal = part.refusal();
        before = seen;
        int look = plan.format().lookAhead();
        byte[] beginning = beginning(single, Math.max(look, RowMaker.FIRST));
        if (look > 0) {
            parser.lookAt(Arrays.copyOf(beginning, Math.min(look, beginning.length)));
            formats.merge(parser.detected().isEmpty() ? "unknown" : parser.detected(), 1, Integer::sum);
        }
        parser.begin(part.written());
        rows.begin(split, member, Arrays.copyOf(beginning, Math.min(RowMaker.FIRST, beginning.length)));
        if (split.start() > 0) {
            single.skipRest(split.end());
        }
        lines = plan.format().multiLine() ? events(single) : single;
        open = true;
        return true;
    }

    private Framing events(Lines single) throws IOException {
        Events events = new Events(single, parser::continues, plan.maxLine(), MAX_LINES);
        if (split.start() > 0) {
            events.skipRest(split.end());
        }
        return events;
    }

    /** Uncompressed; only plain files have splits that begin elsewhere. */
    private byte[] beginning(Lines single, int count) throws IOException {
        return split.start() == 0 ? single.peek(count) : Disk.beginning(split.file(), count, hadoop);
    }

    /**
     * Fills the next batch with the lines that are in the buffer; it may have no row. False when nothing is left, and
     * then the batch is empty.
     */
    boolean next(Rejects rejects) throws IOException {
        Columns columns = rows.columns();
        columns.reset();
        if (!open && !begin()) {
            return false;
        }
        tell(refusal, rejects);
        if (beyondEnd() || !lines.next()) {
            tell(parts.damage(), rejects);
            open = false;
            return true;
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
        number = seen - before + 1;
        seen += lines.count();
        continued += lines.count() - 1;
        Optional<Damage> cut = lines.terminated() ? Optional.empty() : cut();
        if (cut.isPresent()) {
            told.add(cut.get());
            rejects.add(reject(cut.get().code(), cut.get().message()));
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
        return parts.damage().filter(Damage::cutsLine).filter(damage -> !told.contains(damage));
    }

    /** Rejects what is not there; a damage is told once, however many parts it ends. */
    private void tell(Optional<Damage> damage, Rejects rejects) throws IOException {
        if (damage.isPresent() && told.add(damage.get())) {
            seen++;
            number = seen - before;
            rejects.add(reject(damage.get().code(), damage.get().message(), new byte[0]));
        }
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
        return new Reject(code, message, UTF8String.fromBytes(raw), split.file().path(), offset, line, member);
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
                formats.size() == 1 && !formats.containsKey("unknown") ? parser.detected() : several(),
                formats.isEmpty() || member.isEmpty() ? parser.remark() : members());
    }

    /** What the members of an archive have been read as, where that was not one format. */
    private String several() {
        return formats.size() > 1 ? "several" : "";
    }

    private String members() {
        return formats.entrySet().stream()
                .map(format -> format.getKey() + " " + format.getValue())
                .collect(Collectors.joining(", ", "members: ", ""));
    }

    @Override
    public void close() throws IOException {
        try (source) {
            parts.close();
        }
    }
}

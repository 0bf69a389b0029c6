package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.extract.ContentHash;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** Reads the lines that begin in one split and counts what becomes of each. Not thread-safe. */
final class SplitReader implements Closeable {
    private final LogSplit split;
    private final ReadPlan plan;
    private final LineParser parser;
    private final RowMaker rows;
    private final Account account;
    private final Configuration hadoop;
    private final Optional<ContentHash> hash;
    private final long first;
    private final Hashing source;
    private final Parts parts;
    private final Set<Damage> told = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Integer> formats = new TreeMap<>();
    private Optional<String> member = Optional.empty();
    private Optional<Damage> refusal = Optional.empty();
    private Framing lines;
    private boolean open;

    SplitReader(LogSplit split, ReadPlan plan, LineParser parser, RowMaker rows, Configuration hadoop)
            throws IOException {
        this.split = split;
        this.plan = plan;
        this.parser = parser;
        this.rows = rows;
        this.account = new Account(plan, parser, rows);
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
        parser.at(Whence.place(split.file().path(), member));
        int look = plan.format().lookAhead();
        byte[] beginning = beginning(single, Math.max(look, RowMaker.FIRST));
        if (look > 0) {
            parser.lookAt(Arrays.copyOf(beginning, Math.min(look, beginning.length)));
            formats.merge(parser.detected().isEmpty() ? "unknown" : parser.detected(), 1, Integer::sum);
        }
        byte[] firstBytes = Arrays.copyOf(beginning, Math.min(RowMaker.FIRST, beginning.length));
        Whence whence = new Whence(
                split.file().path(), member, split.file().key(), RowMaker.firstLine(firstBytes), part.written());
        account.begin(whence, split.whole() ? 1 : 0);
        if (member.isEmpty()) {
            RollOvers.tell(split, parser, hadoop);
        }
        if (split.start() > 0) {
            single.skipRest(split.end());
        }
        lines = account.events(single);
        if (split.start() > 0 && lines instanceof Events events) {
            events.skipRest(split.end());
        }
        open = true;
        return true;
    }

    /** Uncompressed; only plain files have splits that begin elsewhere. */
    private byte[] beginning(Lines single, int count) throws IOException {
        return split.start() == 0 ? single.peek(count) : Disk.beginning(split.file(), count, hadoop);
    }

    /**
     * Fills the next batch with the lines that are in the buffer; it may have no row. False when nothing is left, and
     * then the batch is empty.
     */
    boolean next(Account.Rejects rejects) throws IOException {
        Columns columns = rows.columns();
        columns.reset();
        if (!open && !begin()) {
            return false;
        }
        tell(refusal, rejects);
        if (beyondEnd() || !lines.next()) {
            tell(parts.damage(), rejects);
            account.flush(rejects);
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

    private void line(Account.Rejects rejects) throws IOException {
        Optional<Damage> cut = lines.terminated() ? Optional.empty() : cut();
        cut.ifPresent(told::add);
        account.take(lines, cut, rejects);
    }

    private Optional<Damage> cut() {
        return parts.damage().filter(Damage::cutsLine).filter(damage -> !told.contains(damage));
    }

    /** Rejects what is not there; a damage is told once, however many parts it ends. */
    private void tell(Optional<Damage> damage, Account.Rejects rejects) throws IOException {
        if (damage.isPresent() && told.add(damage.get())) {
            account.take(damage.get(), lines.nextOffset(), rejects);
        }
    }

    SplitCount count(boolean complete, String side) {
        return new SplitCount(
                split.key(),
                split.file().item(),
                split.start(),
                complete,
                account.counts(source.counted()),
                hash.map(ContentHash::chunks).orElse(List.of()),
                account.reasons(),
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

package dev.sluice.logs;

import dev.sluice.extract.Counts;
import dev.sluice.logs.bytes.Damage;
import dev.sluice.logs.bytes.Events;
import dev.sluice.logs.bytes.Framing;
import dev.sluice.logs.bytes.Joined;
import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes rows and rejects of events, and counts what becomes of each line. Not thread-safe. */
final class Account {
    /** Takes the lines that are no rows. */
    interface Rejects {
        void add(Reject reject) throws IOException;
    }

    private static final int MAX_LINES = 100_000;

    /** More blanks than this behind a line are no part of an event that it may belong to. */
    private static final int MAX_BLANK = 4096;

    private final ReadPlan plan;
    private final LineParser parser;
    private final RowMaker rows;
    private final Map<String, Long> reasons = new TreeMap<>();
    private Whence whence;
    private Reject held;
    private long base;
    private long next;
    private long seen;
    private long made;
    private long rejected;
    private long headers;
    private long blank;
    private long continued;

    Account(ReadPlan plan, LineParser parser, RowMaker rows) {
        this.plan = plan;
        this.parser = parser;
        this.rows = rows;
    }

    /**
     * Begins lines that follow one another; those before are at their end.
     *
     * @param number of the first of them, 0 when it is not known
     */
    void begin(Whence from, long number) {
        whence = from;
        base = number;
        next = number;
        parser.begin(from.written());
        rows.begin(from);
    }

    /** Events of the format, of single lines. */
    Framing events(Lines single) {
        Optional<Joints> joints = plan.format().joined() ? parser.joints() : Optional.empty();
        if (joints.isPresent()) {
            return new Joined(single, joints.get(), plan.maxLine(), MAX_LINES);
        }
        return plan.format().multiLine() ? new Events(single, parser::continues, plan.maxLine(), MAX_LINES) : single;
    }

    /**
     * Takes the event that the lines are at.
     *
     * @param cut the damage by which it ends too early
     */
    void take(Framing lines, Optional<Damage> cut, Rejects rejects) throws IOException {
        long number = step(lines);
        if (lines.blank() && cut.isEmpty()) {
            blank++;
            goOn(lines, rejects);
            return;
        }
        flush(rejects);
        if (cut.isPresent()) {
            reject(cut.get().code(), cut.get().message(), lines, number, Optional.empty());
            return;
        }
        if (lines.tooLong()) {
            String what =
                    lines.count() == 1 ? "the line has " : "the event has %,d lines and ".formatted(lines.count());
            reject("LINE_TOO_LONG", what + lines.length() + " bytes", lines, number, Optional.empty());
            return;
        }
        Columns columns = rows.columns();
        columns.clear(lines.from());
        parser.parse(lines.buffer(), lines.from(), lines.to(), columns);
        if (columns.isHeader()) {
            headers++;
        } else if (columns.rejected()) {
            boolean whole = lines.to() - lines.from() <= Lines.KEPT;
            boolean together = lines.last() - lines.first() + 1 == lines.count();
            Optional<Redo> redo = whole && together ? Optional.of(Redo.of(lines, whence)) : Optional.empty();
            reject(columns.rejectCode(), columns.rejectMessage(), lines, number, redo);
        } else {
            rows.finish(lines, number);
            made++;
        }
    }

    /** Counts a damage that is no line, as one line behind what was read. */
    void take(Damage damage, long offset, Rejects rejects) throws IOException {
        flush(rejects);
        OptionalLong number = known(next);
        step();
        Reject.Origin origin = new Reject.Origin(whence.file(), offset, number, number, whence.member());
        hold(new Reject(damage.code(), damage.message(), UTF8String.EMPTY_UTF8, origin, Optional.empty()));
    }

    /** Counts as a line what was a reject before and stays one. */
    void take(Reject reject, Rejects rejects) throws IOException {
        flush(rejects);
        step();
        hold(reject);
    }

    /** Gives out a reject that waited for the blank lines behind it. Asked when lines are at their end. */
    void flush(Rejects rejects) throws IOException {
        if (held != null) {
            rejects.add(held);
            held = null;
        }
    }

    /** Counts the lines of an event; the number of its first one, 0 when it is not known. */
    private long step(Framing lines) {
        next = base > 0 ? Math.max(next, base + lines.last() + 1) : 0;
        seen += lines.count();
        continued += lines.count() - 1L;
        return base > 0 ? base + lines.first() : 0;
    }

    /** Counts what is no line of the framing as one. */
    private void step() {
        next += next > 0 ? 1 : 0;
        seen++;
    }

    private static OptionalLong known(long number) {
        return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private void reject(String code, String message, Framing lines, long number, Optional<Redo> redo) {
        int to = Math.min(lines.to(), lines.from() + Lines.KEPT);
        UTF8String raw = UTF8String.fromBytes(Arrays.copyOfRange(lines.buffer(), lines.from(), to));
        OptionalLong last = known(number > 0 ? number + lines.last() - lines.first() : 0);
        hold(new Reject(
                code,
                message,
                raw,
                new Reject.Origin(whence.file(), lines.offset(), known(number), last, whence.member()),
                redo));
    }

    private void hold(Reject reject) {
        held = reject;
        rejected++;
        reasons.merge(reject.code(), 1L, Long::sum);
    }

    /** An event that begins with a reject, by another format, would have the blank lines behind it. */
    private void goOn(Framing lines, Rejects rejects) throws IOException {
        if (held == null) {
            return;
        }
        int length = lines.to() - lines.from();
        int before = held.redo().map(redo -> redo.lineEnd().length()).orElse(MAX_BLANK);
        if (before + length >= MAX_BLANK) {
            flush(rejects);
            return;
        }
        String blanks = new String(lines.buffer(), lines.from(), length, StandardCharsets.US_ASCII);
        held = held.with(blanks + Redo.of(lines, whence).lineEnd());
    }

    Counts counts(long bytes) {
        return new Counts(seen, made, rejected, headers, blank, continued, bytes);
    }

    /** Rejects by code. */
    Map<String, Long> reasons() {
        return reasons;
    }
}

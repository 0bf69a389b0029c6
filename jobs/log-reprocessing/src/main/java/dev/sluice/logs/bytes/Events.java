package dev.sluice.logs.bytes;

import java.io.IOException;
import java.util.Arrays;

/**
 * Events of one line or more: a line belongs to the event of the line before it where a rule says so. At the start of a
 * file such a line is an event of its own. An event that is longer than allowed is stepped over to its end and only its
 * beginning is kept. Not thread-safe.
 */
public final class Events implements Framing {
    /** Tells by a line alone whether it goes on with the event of the line before it. */
    public interface Rule {
        boolean continues(byte[] line, int from, int to);
    }

    private final Lines lines;
    private final Rule rule;
    private final int maxEvent;
    private final int maxLines;
    private boolean ahead;
    private boolean open;
    private boolean over;
    private byte[] copy;
    private int from;
    private int size;
    private long offset;
    private long length;
    private int count;
    private long first;
    private boolean ascii;
    private boolean blank;
    private boolean terminated;

    /**
     * @param maxEvent bytes that an event may have
     * @param maxLines lines that it may have
     */
    public Events(Lines lines, Rule rule, int maxEvent, int maxLines) {
        this.lines = lines;
        this.rule = rule;
        this.maxEvent = maxEvent;
        this.maxLines = maxLines;
    }

    /** Steps over lines that go on with an event that began before the first of them, up to {@code until}. */
    public void skipRest(long until) throws IOException {
        while (lines.nextOffset() < until && lines.next()) {
            if (!rule.continues(lines.buffer(), lines.from(), lines.to())) {
                ahead = true;
                return;
            }
        }
    }

    @Override
    public boolean next() throws IOException {
        if (!open) {
            if (!ahead && !lines.next()) {
                return false;
            }
            begin();
        }
        while (lines.next()) {
            if (!goesOn()) {
                return true;
            }
        }
        end(false);
        return true;
    }

    @Override
    public boolean nextInBuffer() {
        if (!open) {
            if (!ahead && !lines.nextInBuffer()) {
                return false;
            }
            begin();
        }
        while (lines.nextInBuffer()) {
            if (!goesOn()) {
                return true;
            }
        }
        return false;
    }

    /** Begins an event with the line that the lines are at. */
    private void begin() {
        open = true;
        ahead = false;
        over = false;
        copy = null;
        offset = lines.offset();
        count = 0;
        first = lines.first();
        ascii = true;
        blank = lines.blank();
        if (lines.tooLong()) {
            copy = Arrays.copyOfRange(lines.buffer(), lines.from(), lines.to());
        } else {
            lines.mark();
        }
        add();
    }

    /** Adds the line that the lines are at to the event, or ends it before that line. */
    private boolean goesOn() {
        if (copy == null && lines.marked() < 0) {
            copy = lines.saved();
        }
        if (!rule.continues(lines.buffer(), lines.from(), lines.to())) {
            end(true);
            return false;
        }
        add();
        return true;
    }

    private void add() {
        count++;
        ascii &= lines.ascii();
        terminated = lines.terminated();
        length = lines.offset() - offset + lines.length();
        if (!over && (length > maxEvent || lines.tooLong() || count > maxLines)) {
            over = true;
            keepBeginning();
        }
        if (!over) {
            size = lines.to() - lines.marked();
        }
    }

    /** Lets go of all but the beginning. */
    private void keepBeginning() {
        if (copy == null) {
            int start = lines.marked();
            copy = Arrays.copyOfRange(lines.buffer(), start, Math.min(lines.to(), start + Lines.KEPT));
            lines.unmark();
        }
        size = Math.min(copy.length, Lines.KEPT);
    }

    private void end(boolean nextIsThere) {
        open = false;
        ahead = nextIsThere;
        from = copy == null ? lines.marked() : 0;
        lines.unmark();
    }

    @Override
    public byte[] buffer() {
        return copy == null ? lines.buffer() : copy;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return from + size;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long nextOffset() {
        // An event that has begun is still to come, however far its lines have been read.
        if (open) {
            return offset;
        }
        return ahead ? lines.offset() : lines.nextOffset();
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public long last() {
        return first + count - 1;
    }

    @Override
    public boolean tooLong() {
        return over;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean terminated() {
        return terminated;
    }

    @Override
    public boolean ascii() {
        return ascii;
    }

    @Override
    public boolean blank() {
        return blank && count == 1;
    }
}

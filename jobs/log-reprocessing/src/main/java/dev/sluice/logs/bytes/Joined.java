package dev.sluice.logs.bytes;

import java.io.IOException;
import java.util.Arrays;

/**
 * Events whose lines {@link Joints} tell: they may stand apart, with lines of others between them. An event is given out
 * at its last line, or at the end of the file where that is not there; its lines follow one another, each with its line end
 * but the last. Of an event that is longer than allowed only the beginning is kept. Not thread-safe.
 */
public final class Joined implements Framing {
    private final Lines lines;
    private final Joints joints;
    private final int maxEvent;
    private final int maxLines;
    private final Event[] open = new Event[Joints.MOST];
    /** Null where the event is the line that the lines are at. */
    private Event event;

    /**
     * @param maxEvent bytes that an event may have
     * @param maxLines lines that it may have
     */
    public Joined(Lines lines, Joints joints, int maxEvent, int maxLines) {
        this.lines = lines;
        this.joints = joints;
        this.maxEvent = maxEvent;
        this.maxLines = maxLines;
    }

    @Override
    public boolean next() throws IOException {
        while (lines.next()) {
            if (ends()) {
                return true;
            }
        }
        return nextUnended();
    }

    @Override
    public boolean nextInBuffer() {
        while (lines.nextInBuffer()) {
            if (ends()) {
                return true;
            }
        }
        return false;
    }

    /** Adds the line that the lines are at to its event; true where it is the last of it. */
    private boolean ends() {
        long length = lines.whole();
        int place = joints.next(lines.buffer(), lines.from(), lines.end(), length);
        event = null;
        if (place == Joints.ALONE || (open[place] == null && !joints.goesOn())) {
            return true;
        }
        if (open[place] == null) {
            open[place] = new Event();
        }
        open[place].add(length);
        if (joints.goesOn()) {
            return false;
        }
        event = open[place];
        event.ended = true;
        open[place] = null;
        return true;
    }

    /** Gives out, at the end of the file, the open event that began first. */
    private boolean nextUnended() {
        int first = -1;
        for (int i = 0; i < open.length; i++) {
            if (open[i] != null && (first < 0 || open[i].offset < open[first].offset)) {
                first = i;
            }
        }
        if (first < 0) {
            return false;
        }
        event = open[first];
        open[first] = null;
        return true;
    }

    /** False for an event that had more lines to come when the file ended. */
    public boolean ended() {
        return event == null || event.ended;
    }

    @Override
    public byte[] buffer() {
        return event == null ? lines.buffer() : event.bytes;
    }

    @Override
    public int from() {
        return event == null ? lines.from() : 0;
    }

    @Override
    public int to() {
        return event == null ? lines.to() : event.to;
    }

    @Override
    public long offset() {
        return event == null ? lines.offset() : event.offset;
    }

    @Override
    public long nextOffset() {
        return lines.nextOffset();
    }

    @Override
    public long endOffset() {
        return event == null ? lines.endOffset() : event.endOffset;
    }

    @Override
    public int count() {
        return event == null ? 1 : event.count;
    }

    @Override
    public long first() {
        return event == null ? lines.first() : event.first;
    }

    @Override
    public long last() {
        return event == null ? lines.last() : event.last;
    }

    @Override
    public boolean tooLong() {
        return event == null ? lines.tooLong() : event.over;
    }

    @Override
    public long length() {
        return event == null ? lines.length() : event.length;
    }

    @Override
    public boolean terminated() {
        return event == null ? lines.terminated() : event.terminated;
    }

    @Override
    public boolean ascii() {
        return event == null ? lines.ascii() : event.ascii;
    }

    @Override
    public boolean blank() {
        return event == null && lines.blank();
    }

    /** An event that has begun; its bytes are copied, for other events may stand between them. */
    private final class Event {
        private static final int INITIAL = 1 << 10;

        private final long offset = lines.offset();
        private final long first = lines.first();
        private byte[] bytes = new byte[INITIAL];
        private int size;
        private int to;
        private int count;
        private long last;
        private long endOffset;
        private long length;
        private boolean over;
        private boolean ended;
        private boolean ascii = true;
        private boolean terminated;

        /** Adds the line that the lines are at, of {@code whole} bytes with its line end. */
        private void add(long whole) {
            count++;
            last = lines.last();
            endOffset = lines.endOffset();
            terminated = lines.terminated();
            ascii &= lines.ascii();
            length += whole;
            if (!over) {
                int from = lines.from();
                to = size + lines.to() - from;
                keep(from, lines.end());
                over = length > maxEvent || count > maxLines || lines.tooLong();
            }
            if (over) {
                size = Math.min(size, Lines.KEPT);
                to = Math.min(to, Lines.KEPT);
            }
        }

        private void keep(int from, int end) {
            int more = end - from;
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
            System.arraycopy(lines.buffer(), from, bytes, size, more);
            size += more;
        }
    }
}

package dev.sluice.media.probe;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file as the child sees it: its beginning is here, and windows of what was asked for last. Not thread-safe.
 */
final class RemoteBytes {
    /** Bytes of a window, and of the beginning. */
    static final int WINDOW = 64 << 10;

    /** Bytes of a window behind a jump, doubled by each that follows upon it: libavformat jumps for a few bytes, too. */
    private static final int JUMP = 16 << 10;

    /** Bytes that a peek fetches. */
    private static final int GLANCE = 1 << 10;

    private final Wire wire;
    private final long length;
    private final Window beginning;
    private Window latest;
    private Window peeked;
    private int ahead = JUMP;
    private boolean failed;

    RemoteBytes(Wire wire, long length, ByteBuffer beginning) {
        this.wire = wire;
        this.length = length;
        this.beginning = new Window(0, beginning);
        this.latest = this.beginning;
        this.peeked = this.beginning;
    }

    private record Window(long start, ByteBuffer bytes) {
        boolean holds(long at) {
            return at >= start && at < start + bytes.limit();
        }

        /** From a place to the window's end, or as many as wanted. */
        ByteBuffer part(long at, int wanted) {
            int from = (int) (at - start);
            return bytes.slice(from, Math.min(wanted, bytes.limit() - from));
        }
    }

    long length() {
        return length;
    }

    /** The first bytes of the file, up to a window of them. */
    ByteBuffer beginning() {
        return beginning.bytes.slice();
    }

    /**
     * Bytes from a place: at least one, at most as many as wanted, none at the end of the file.
     *
     * @throws IOException when they cannot be had
     */
    ByteBuffer read(long at, int wanted) throws IOException {
        if (at < 0 || at >= length) {
            return ByteBuffer.allocate(0);
        }
        if (beginning.holds(at)) {
            return beginning.part(at, wanted);
        }
        if (!latest.holds(at)) {
            boolean onward = at == latest.start + latest.bytes.limit();
            ahead = onward ? Math.min(2 * ahead, WINDOW) : JUMP;
            latest = fetch(at, ahead);
        }
        return latest.part(at, wanted);
    }

    /** All bytes that are wanted, which are few, without taking a whole window; fewer only at the end of the file. */
    ByteBuffer peek(long at, int wanted) throws IOException {
        if (at < 0 || at >= length) {
            return ByteBuffer.allocate(0);
        }
        long last = Math.min(at + wanted, length) - 1;
        for (Window window : new Window[] {beginning, latest, peeked}) {
            if (window.holds(at) && window.holds(last)) {
                return window.part(at, wanted);
            }
        }
        peeked = fetch(at, Math.max(wanted, GLANCE));
        return peeked.part(at, wanted);
    }

    private Window fetch(long at, int most) throws IOException {
        if (!failed) {
            ByteBuffer ask = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(at);
            ask.putInt((int) Math.min(most, length - at));
            wire.send(Wire.Kind.READ, ask.array());
            Wire.Frame frame = wire.receive();
            failed = frame.kind() != Wire.Kind.BYTES || !frame.body().hasRemaining();
            if (!failed) {
                return new Window(at, frame.body());
            }
        }
        throw new IOException("no bytes at " + at);
    }
}

package dev.sluice.logs.bytes;

import java.io.IOException;

/**
 * Cuts bytes into events without copying them: after {@link #next} the event is {@code buffer()[from(), to())} until the
 * next call. Not thread-safe.
 */
public interface Framing {
    /** Steps to the next event; false at the end. */
    boolean next() throws IOException;

    /**
     * Steps to the next event if all of it has been read already, and otherwise does nothing: {@link #next} reads on.
     * What {@link #buffer} had before stays in place.
     */
    boolean nextInBuffer();

    byte[] buffer();

    int from();

    int to();

    /** Offset of the event's first byte, a byte order mark included. */
    long offset();

    /** Offset at which the next event would begin. */
    long nextOffset();

    /** Offset behind the event's last line and its line end. */
    default long endOffset() {
        return nextOffset();
    }

    /** Lines that the event has. */
    int count();

    /** Lines before its first one, of those that were framed. */
    long first();

    /** Lines before its last one; other events may have some between the two. */
    long last();

    /** True when it is longer than allowed: then the buffer has its beginning only. */
    boolean tooLong();

    /** The event's length, also where it is too long to be kept. */
    long length();

    /** False for a last line that has no LF. */
    boolean terminated();

    /** True when each byte is ASCII; false when that is not sure. */
    boolean ascii();

    /** True when there is nothing but blanks. */
    boolean blank();
}

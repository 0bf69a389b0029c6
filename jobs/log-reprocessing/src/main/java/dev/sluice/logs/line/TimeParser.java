package dev.sluice.logs.line;

/** Reads a moment from bytes. Parsers remember the last day and hour, so they are for one thread. */
public interface TimeParser {
    /** No moment. */
    long BAD = Long.MIN_VALUE;

    /** Microseconds since 1970-01-01T00:00Z, or BAD. */
    long micros(byte[] line, int from, int to);
}

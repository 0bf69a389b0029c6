package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.TimeParser;

/** Reads a time whose text shows where it ends. */
interface DateReader extends TimeParser {
    /** Where the time that begins at {@code from} ends, or -1 where none begins. Digits may still be no date. */
    int end(byte[] line, int from, int to);
}

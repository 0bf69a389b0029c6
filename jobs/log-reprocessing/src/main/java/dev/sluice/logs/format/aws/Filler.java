package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.Columns;

/** Turns the bytes of one field, never "-" and never of a column that nobody wants, into its columns. */
interface Filler {
    void fill(byte[] line, int from, int to, Columns out);
}

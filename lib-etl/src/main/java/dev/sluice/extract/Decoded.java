package dev.sluice.extract;

import java.io.InputStream;

/**
 * The uncompressed bytes of a stream. What is good before a damage is given out; the damage is told at the end and never
 * thrown, while an error of the stream below is. The bytes do not depend on how many are asked for at a time. Not
 * thread-safe.
 */
public abstract class Decoded extends InputStream {
    /** Tells how the content ended, once it was read to its end. */
    public abstract Ending ending();
}

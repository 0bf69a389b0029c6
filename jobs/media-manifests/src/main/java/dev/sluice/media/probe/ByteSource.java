package dev.sluice.media.probe;

import java.io.IOException;

/** The bytes of one file, wherever it lies. One thread at a time. */
public interface ByteSource {
    /** Bytes of the file. */
    long length();

    /**
     * Reads at a place.
     *
     * @param at offset in the file
     * @return as many bytes as were asked for; fewer only at the end of the file
     */
    byte[] read(long at, int count) throws IOException;
}

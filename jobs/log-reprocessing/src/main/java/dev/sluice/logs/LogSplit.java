package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.logs.line.LastWritten;
import java.io.Serializable;

/**
 * The part of a file that one reader reads: the lines that begin in it.
 *
 * @param file the file
 * @param codec how the file is compressed
 * @param written when the file was written to its end
 * @param start uncompressed offset
 * @param end uncompressed offset after it; the largest long where only reading tells, as for each archive
 * @param whole true when this is all of the file, so that lines can be numbered
 */
record LogSplit(LogFile file, Codec codec, LastWritten written, long start, long end, boolean whole)
        implements Serializable {
    /** The same in each attempt. */
    String key() {
        return file.path() + "#" + start;
    }
}

package dev.sluice.logs.bytes;

/**
 * Tells of each line of a file, in its order, which event it belongs to, where that takes what stood before. Begun anew
 * for each file. Not thread-safe.
 */
public interface Joints {
    /** A line that is an event by itself, whatever else is open. */
    int ALONE = -1;

    /** Events that may be open beside one another. */
    int MOST = 2;

    /**
     * Takes the next line.
     *
     * @param line has the line from {@code from} to {@code end}, its line end included; of a line that is too long only its
     *     beginning
     * @param length bytes that it has in its file, its line end included
     * @return which of the events the line belongs to, less than {@link #MOST}, or {@link #ALONE}
     */
    int next(byte[] line, int from, int end, long length);

    /** True when the event of the line that was taken last goes on in a later one. */
    boolean goesOn();
}

package dev.sluice.extract;

/**
 * How much may come out of a compressed stream. What goes beyond is a bomb: reading stops there, and what came out
 * before stays. A ratio says nothing about a little content, so that some bytes are free. Logs are compressed 5 to 50
 * times, and lines that repeat but for their time about 200 times.
 *
 * @param free bytes before the ratio counts
 * @param ratio bytes that may come out for each that went in
 * @param most bytes that may come out in all
 * @param window bytes of the past that a decoder may have to remember
 */
public record Inflation(long free, long ratio, long most, long window) {
    /** For a file. */
    public static final Inflation OF_FILE = new Inflation(256L << 20, 1000, 1L << 40, 1L << 31);

    /** For a member of an archive: as for a file, but for the window, since the archive's codec has one already. */
    public static final Inflation OF_MEMBER = new Inflation(256L << 20, 1000, 1L << 40, 1L << 27);

    /** The counts are compared where this many more bytes have come out, so that all readers stop at the same byte. */
    static final int STEP = 1 << 16;

    /** Bytes to the next place where the counts are compared. */
    public int room(long out) {
        return STEP - (int) (out % STEP);
    }

    /** True when too much came out; never between the steps. */
    public boolean exceeded(long in, long out) {
        return out % STEP == 0 && (out > most || (out > free && out / ratio >= Math.max(1, in)));
    }

    /** The counts in words. */
    public String told(long in, long out) {
        return "%,d bytes came out of %,d".formatted(out, in);
    }
}

package dev.sluice.extract;

/**
 * How a content ended.
 *
 * @param how whether it is whole, and if not, why
 * @param at bytes of the file before the place where reading stopped, 0 where the content is whole
 * @param reason what does not fit, for a person; may be empty
 */
public record Ending(How how, long at, String reason) {
    static final Ending WHOLE = new Ending(How.WHOLE, 0, "");

    /** The ways to end. */
    public enum How {
        /** As it should. */
        WHOLE,
        /** The file ends where more was due. */
        TRUNCATED,
        /** The data makes no sense, or its checksum is wrong. */
        CORRUPT,
        /** Bytes behind the last member are none. */
        TRAILING,
        /** The data is good but wants what this decoder has not: a dictionary, more memory. */
        UNSUPPORTED,
        /** More came out than {@link Inflation} allows. */
        BOMB
    }
}

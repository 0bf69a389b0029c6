package dev.sluice.media.decide;

/** What becomes of something in a file that an encode does not carry over by itself. */
public enum Policy {
    /** It is carried over; where that cannot be, a person decides. */
    KEEP,
    /** It is left out, and the target says so. */
    DROP,
    /** A person decides. */
    HUMAN
}

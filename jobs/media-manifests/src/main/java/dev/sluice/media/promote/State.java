package dev.sluice.media.promote;

/** How far a promotion is. */
public enum State {
    /** Begun, and perhaps not ended. */
    PROMOTING,
    /** The replacement is in place, the original in the quarantine. */
    PROMOTED,
    /** Its way back has begun, and has perhaps not ended. */
    RETURNING,
    /** The original is in place again; it may be promoted once more. */
    RETURNED,
    /** The original is gone for good. */
    PURGED
}

package dev.sluice.slice;

/** What is compared between the source, what is staged and what readers see. */
public enum Reconcile {
    /** What Sluice counts anyway. */
    NONE,
    /** Rows, counted anew. */
    COUNT,
    /** Rows and all their values. */
    CHECKSUM
}

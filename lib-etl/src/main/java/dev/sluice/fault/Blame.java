package dev.sluice.fault;

/** Who has to act on a fault. */
public enum Blame {
    /** The person who wrote the command line or the job file. */
    CONFIG,
    /** Whoever made the input. */
    DATA,
    /** A store, a disk, a network or another runner. */
    EXTERNAL,
    /** Us. */
    INTERNAL
}

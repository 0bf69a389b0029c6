package dev.sluice.media.probe;

/** How much of a file was looked at. */
public enum Tier {
    /** The container's header alone: no pixel format, profile or level, sometimes no duration. */
    HEADER,
    /** The header and the first packets of each stream, decoded as far as their parameters need it. */
    FULL
}

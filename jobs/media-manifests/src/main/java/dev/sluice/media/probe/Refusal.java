package dev.sluice.media.probe;

/** Why a file has no probe. */
public enum Refusal {
    /** The store does not give its bytes. */
    UNREADABLE,
    /** No container of video or audio: by its content, whatever its name says. */
    NOT_MEDIA,
    /** A playlist, or another kind of file that makes its reader open other files; it was not opened. */
    REFUSED,
    /** Ends before what its beginning announces, and has no header that can be read. */
    TRUNCATED,
    /** Begins as a container does whose header makes no sense. */
    DAMAGED,
    /** Broke the process that looked at it, twice. */
    PROBE_CRASH,
    /** Took longer than its budget. */
    PROBE_TIMEOUT,
    /** Wanted more bytes, streams or pixels than its budget. */
    PROBE_LIMIT
}

package dev.sluice.media.encode;

/** Why a job has no output, in one word. */
public enum Failure {
    /** The input is not there. */
    INPUT_MISSING,
    /** The input is another file than the one that was planned, by its size or time. */
    INPUT_CHANGED,
    /** Its video is longer than the limit of the step. */
    TOO_LONG,
    /** It has more streams than the limit of the step. */
    TOO_MANY_STREAMS,
    /** ffmpeg ended with a status of failure, in every attempt. */
    ENCODE_FAILED,
    /** An attempt took longer than the job's limit; it is not tried again. */
    TIMEOUT,
    /** ffmpeg ended well and wrote nothing. */
    NOTHING_WRITTEN,
    /** Attempts at it ended the process that ran them, or were killed with it, too often. */
    CRASHED
}

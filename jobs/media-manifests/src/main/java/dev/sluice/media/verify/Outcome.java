package dev.sluice.media.verify;

/** What is to be done with an output. Of several, the first in this order counts. */
public enum Outcome {
    /** It is not what the job promised, and another attempt would give the same. */
    REJECT,
    /** It is damaged; another attempt may give a whole one. */
    RETRY,
    /** It is good and does not pay: the original is to stay. */
    KEEP_ORIGINAL,
    /** No figure can tell whether it is good. */
    NEEDS_HUMAN,
    /** It may take the original's place. */
    ACCEPT
}

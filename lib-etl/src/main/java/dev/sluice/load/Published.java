package dev.sluice.load;

import dev.sluice.slice.Head;

/** The answer of a publish. */
public sealed interface Published {
    /** The head moved to our receipt. */
    record Done() implements Published {}

    /** Someone else moved the head; nothing was written. Plan again. */
    record Stale(Head found) implements Published {}

    /** The head has not moved, but files that we meant to take out were rewritten by others; stage again. */
    record Conflict(String why) implements Published {}

    /** It is not known whether the head moved. Read it again; clean nothing. */
    record Unknown(String why) implements Published {}
}

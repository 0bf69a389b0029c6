package dev.sluice.logs;

/** When the column {@code _raw} holds the line as it was written. */
public enum Raw {
    /** Where {@code _error} is set. */
    ON_ERROR,
    ALWAYS,
    NEVER;

    boolean keeps(boolean problem) {
        return this == ALWAYS || (this == ON_ERROR && problem);
    }
}

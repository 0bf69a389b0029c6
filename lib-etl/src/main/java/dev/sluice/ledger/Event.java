package dev.sluice.ledger;

import java.time.Instant;

/**
 * Something worth telling about a run.
 *
 * @param at by the clock of the driver
 * @param level how much it matters
 * @param text one line
 */
public record Event(Instant at, Level level, String text) {
    /** How much an event matters. */
    public enum Level {
        INFO,
        WARN,
        ERROR
    }
}

package dev.sluice.media.probe;

import java.io.Serializable;
import java.time.Duration;

/**
 * What one file may cost.
 *
 * @param bytes that are read of it at most
 * @param time from the question to the answer, a second try after a crash apart; a read that hangs in its store is waited
 *     for as long as the store's own timeouts let it
 */
public record Limits(long bytes, Duration time) implements Serializable {
    /** Enough for all that FFmpeg's own programs look at. */
    public static final Limits USUAL = new Limits(64L << 20, Duration.ofSeconds(30));
}

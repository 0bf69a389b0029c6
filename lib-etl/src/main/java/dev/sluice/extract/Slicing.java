package dev.sluice.extract;

import dev.sluice.settings.Doc;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Size;
import java.time.Duration;
import java.util.Optional;

/**
 * The {@code slice} block of a job file: how the driving source is cut.
 *
 * @param of the driving source; may be left out when there is only one source
 * @param by what an item is
 * @param column the date or timestamp column that days are taken from, for {@code by = day}
 * @param maxSize a slice's limit in estimated uncompressed bytes
 * @param maxCount a slice's limit in items
 * @param late how long after its first receipt a day that changed is done again by itself
 */
public record Slicing(
        @Doc("the source that drives the job; may be left out when there is only one")
        Optional<String> of,

        @Doc("what an item is") @Preset("item") By by,

        @Doc("the date or timestamp column that days are taken from, for by = day")
        Optional<String> column,

        @Doc("a slice holds no more than this, in estimated uncompressed bytes") @Preset("4 GB")
        Size maxSize,

        @Doc("a slice holds no more items than this") @Preset("10000")
        int maxCount,

        @Doc("a day that changes later than this after its first receipt waits for reprocess") @Preset("7 days")
        Duration late) {
    /** What an item is. */
    public enum By {
        /** What the source is made of by nature: files, for the files and logs kinds. */
        ITEM,
        /** A day in a table. */
        DAY,
        /** The whole input. */
        WHOLE
    }

    /** What a job without a {@code slice} block gets. */
    public static Slicing usual() {
        return new Slicing(Optional.empty(), By.ITEM, Optional.empty(), new Size(4L << 30), 10_000, Duration.ofDays(7));
    }
}

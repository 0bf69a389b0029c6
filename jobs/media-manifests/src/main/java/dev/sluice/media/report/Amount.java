package dev.sluice.media.report;

import dev.sluice.settings.Doc;

/** How much media. */
public record Amount(
        long files,
        long bytes,
        @Doc("length, as far as it is known") double hours,
        @Doc("files whose length is not known") long withoutLength) {
    /** Nothing. */
    public static final Amount NONE = new Amount(0, 0, 0, 0);

    /** Both together. */
    public Amount plus(Amount other) {
        return new Amount(
                files + other.files, bytes + other.bytes, hours + other.hours, withoutLength + other.withoutLength);
    }
}

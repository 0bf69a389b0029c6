package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;

/**
 * A value that is not known exactly. Sums are taken as if all errors went the same way: what makes an estimate wrong is
 * mostly shared by all files (the machine, the kind of material), so the range of a sum is never too narrow.
 */
public record Quantiles(
        @Doc("one time out of ten it is less") double p10,
        @Doc("as often less as more") double p50,
        @Doc("one time out of ten it is more") double p90) {
    /** Nothing, for sure. */
    public static final Quantiles ZERO = new Quantiles(0, 0, 0);

    public Quantiles {
        if (!(0 <= p10 && p10 <= p50 && p50 <= p90)) {
            throw new IllegalArgumentException("Not in order: " + p10 + ", " + p50 + ", " + p90);
        }
    }

    /** The sum of two values. */
    public Quantiles plus(Quantiles other) {
        return new Quantiles(p10 + other.p10, p50 + other.p50, p90 + other.p90);
    }

    /** The value as often as {@code factor} says. */
    public Quantiles times(double factor) {
        return new Quantiles(p10 * factor, p50 * factor, p90 * factor);
    }

    /** The value, where it cannot be more than {@code max}. */
    Quantiles atMost(double max) {
        return new Quantiles(Math.min(p10, max), Math.min(p50, max), Math.min(p90, max));
    }
}

package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;

/** A number of bytes that is not known exactly. */
public record ByteQuantiles(
        @Doc("one time out of ten it is less") long p10,
        @Doc("as often less as more") long p50,
        @Doc("one time out of ten it is more") long p90) {
    static ByteQuantiles of(Quantiles bytes) {
        return new ByteQuantiles(Math.round(bytes.p10()), Math.round(bytes.p50()), Math.round(bytes.p90()));
    }

    /** The same as numbers that may be broken. */
    public Quantiles exact() {
        return new Quantiles(p10, p50, p90);
    }
}

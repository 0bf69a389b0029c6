package dev.sluice.media.report;

import dev.sluice.media.estimate.Quantiles;
import dev.sluice.settings.Doc;

/** A total that is not known exactly; unlike {@link Quantiles} it may be negative. */
public record Range(
        @Doc("one time out of ten it is less") double p10,
        @Doc("as often less as more") double p50,
        @Doc("one time out of ten it is more") double p90) {
    static Range of(Quantiles value) {
        return new Range(value.p10(), value.p50(), value.p90());
    }

    /** What is left of a whole that is known: much is left where little is taken. */
    Range leftOf(long whole) {
        return new Range(whole - p90, whole - p50, whole - p10);
    }

    Range dividedBy(double unit) {
        return new Range(p10 / unit, p50 / unit, p90 / unit);
    }
}

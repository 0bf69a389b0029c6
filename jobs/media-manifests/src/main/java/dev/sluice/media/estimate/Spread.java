package dev.sluice.media.estimate;

import java.io.Serializable;

/**
 * How unsure a figure is. Nine times out of ten it is at most {@code factor} times too low, and nine times out of ten at
 * most {@code factor} times too high. Independent doubts add up as the squares of their logarithms do.
 *
 * @param factor at least 1; 1 is no doubt at all
 */
record Spread(double factor) implements Serializable {
    static final Spread NONE = new Spread(1);

    Spread {
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("A spread is at least 1: " + factor);
        }
    }

    /** This doubt and another one that has nothing to do with it. */
    Spread and(Spread other) {
        double mine = Math.log(factor);
        double theirs = Math.log(other.factor);
        return new Spread(Math.exp(Math.sqrt(mine * mine + theirs * theirs)));
    }

    /** The same doubt several times over, as when a guess is several steps away from what was measured. */
    Spread times(int steps) {
        return new Spread(Math.pow(factor, steps));
    }

    Quantiles over(double p50) {
        return new Quantiles(p50 / factor, p50, p50 * factor);
    }
}

package dev.sluice.run;

import java.io.Serializable;

/**
 * What rows are, told in short: the same for the same rows in whatever order.
 *
 * @param rows their number
 * @param sum of their hashes, modulo 2^64; 0 where only the number is asked for
 */
record Fingerprint(long rows, long sum) implements Serializable {
    private static final long serialVersionUID = 1L;

    static final Fingerprint NONE = new Fingerprint(0, 0);

    Fingerprint plus(Fingerprint other) {
        return new Fingerprint(rows + other.rows, sum + other.sum);
    }

    @Override
    public String toString() {
        return sum == 0 ? "%,d rows".formatted(rows) : "%,d rows, checksum %016x".formatted(rows, sum);
    }
}

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
        String counted = ReportText.counted(rows, "row");
        return sum == 0 ? counted : "%s, checksum %016x".formatted(counted, sum);
    }
}

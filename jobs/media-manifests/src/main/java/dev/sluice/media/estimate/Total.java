package dev.sluice.media.estimate;

/**
 * The sum of estimates whose doubts are partly shared and partly each file's own. Each value is taken as log-normal: the
 * median m is the P50, and s² + c² = (ln(P90 / P50) / z)², where z = 1.2816 is the 90 % point of the normal distribution, s
 * is the file's own part and c the part that it shares with all others. With one normal error Z for all files and one of
 * its own for each,
 *
 * <pre>
 * M(Z) = sum of m exp(c Z + s² / 2)                  the mean of the sum, given the shared error
 * V    = sum of m² exp(s²) (exp(s²) - 1)             its variance by what is the files' own
 * t²   = ln(1 + V / M(0)²)
 * P50  = M(0) exp(-t² / 2)
 * P90  = P50 exp(sqrt(ln²(M(z) / M(0)) + z² t²))     P10 accordingly, with M(-z)
 * </pre>
 *
 * Own errors cancel in a sum: the second and last line are the log-normal distribution of the same mean and variance (L. F.
 * Fenton, The Sum of Log-Normal Probability Distributions in Scatter Transmission Systems, IRE Transactions on
 * Communications Systems 8, 1960). Shared errors do not: of values that rise and fall together the quantiles add up (J.
 * Dhaene et al., The Concept of Comonotonicity in Actuarial Science and Finance: Theory, Insurance: Mathematics and
 * Economics 31, 2002). So where nothing is a file's own, the P90 is the sum of the P90s; one value alone comes out as it
 * went in. The P50 is more than the sum of the P50s where files have doubts of their own, since those that take longer
 * outweigh those that take less.
 *
 * <p>Not thread-safe. The order of the values matters to the last digits alone.
 */
public final class Total {
    /** 90 % point of the normal distribution. */
    private static final double Z = 1.2815515655446004;

    private double low;
    private double middle;
    private double high;
    private double variance;

    /**
     * One more value.
     *
     * @param own the part of P90 to P50 that is the value's own, 1 for none; the rest is shared
     */
    public void add(double p50, double p90, double own) {
        if (!(0 <= p50 && p50 <= p90 && own >= 1)) {
            throw new IllegalArgumentException("Not in order: " + p50 + ", " + p90 + ", " + own);
        }
        if (p50 == 0) {
            high += p90;
            return;
        }
        double all = Math.log(p90 / p50) / Z;
        double mine = Math.min(all, Math.log(own) / Z);
        double shared = Math.sqrt(all * all - mine * mine);
        double mean = p50 * Math.exp(mine * mine / 2);
        middle += mean;
        high += mean * Math.exp(shared * Z);
        low += mean * Math.exp(-shared * Z);
        variance += mean * mean * Math.expm1(mine * mine);
    }

    /** The sum so far. */
    public Quantiles quantiles() {
        if (middle == 0) {
            return new Quantiles(0, 0, high);
        }
        double own = Math.log1p(variance / (middle * middle));
        double p50 = middle * Math.exp(-own / 2);
        return new Quantiles(p50 * Math.exp(-away(middle / low, own)), p50, p50 * Math.exp(away(high / middle, own)));
    }

    private static double away(double shared, double own) {
        double log = Math.log(shared);
        return Math.sqrt(log * log + Z * Z * own);
    }
}

package dev.sluice.logs.format.auto;

/**
 * Which format a file has, as far as its first lines tell.
 *
 * @param format place of the best candidate, or -1 when none fits
 * @param best what it is called
 * @param sure share of the lines that the best one reads, 0 to 1; a line with a bad field counts half
 * @param next the runner-up's name, empty when no other one reads any line
 * @param nextSure its share
 */
public record Detection(int format, String best, double sure, String next, double nextSure) {
    /** Up to this share a file has no known format: each line read with a bad field is too little. */
    static final double LEAST = 0.5;

    /** Whether one fits well enough to be taken. */
    public boolean known() {
        return format >= 0;
    }

    /** Such as "combined 100 %, then common 50 %". */
    @Override
    public String toString() {
        String told = known()
                ? best + percent(sure)
                : best.isEmpty() ? "unknown" : "unknown, nearest " + best + percent(sure);
        return next.isEmpty() ? told : told + ", then " + next + percent(nextSure);
    }

    private static String percent(double share) {
        return " " + (int) Math.floor(share * 100) + " %";
    }
}

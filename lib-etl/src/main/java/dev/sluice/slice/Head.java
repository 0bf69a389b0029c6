package dev.sluice.slice;

/**
 * The last receipt of a load as its target knows it. A publish compares it and moves it in one atomic step.
 *
 * @param number 0 before the first receipt, then one more with each
 * @param receipt the id of that receipt, empty before the first
 */
public record Head(long number, String receipt) {
    /** The head of a target that this load has never published to. */
    public static final Head ORIGIN = new Head(0, "");

    /** The head after this one. */
    public Head next(String nextReceipt) {
        return new Head(number + 1, nextReceipt);
    }

    @Override
    public String toString() {
        return number == 0 ? "origin" : number + ":" + receipt;
    }

    /** Reads what {@link #toString()} wrote. */
    public static Head parse(String text) {
        if (text.equals("origin")) {
            return ORIGIN;
        }
        int colon = text.indexOf(':');
        return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }
}

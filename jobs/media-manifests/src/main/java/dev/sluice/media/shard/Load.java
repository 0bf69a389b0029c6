package dev.sluice.media.shard;

/**
 * How much there is in all of some jobs.
 *
 * @param cost CPU microseconds
 * @param bytes of input
 */
public record Load(long items, long cost, long bytes) {
    /** Nothing. */
    public static final Load NONE = new Load(0, 0, 0);

    Load plus(long jobCost, long jobBytes) {
        return new Load(items + 1, Math.addExact(cost, jobCost), Math.addExact(bytes, jobBytes));
    }
}

package dev.sluice.media.shard;

import java.io.Serializable;

/**
 * How much a shard may hold.
 *
 * @param cost CPU microseconds
 * @param bytes of input
 */
public record Caps(long cost, long bytes, int items) implements Serializable {
    public Caps {
        if (cost < 1 || bytes < 1 || items < 1) {
            throw new IllegalArgumentException("Caps are at least 1: " + cost + ", " + bytes + ", " + items);
        }
    }

    /** True for a job that is more than a shard may hold: it is alone in one, to be encoded in chunks. */
    public boolean exceededBy(long jobCost, long jobBytes) {
        return jobCost > cost || jobBytes > bytes;
    }

    /** The fewest shards that could hold so much. */
    int shardsFor(Load load) {
        long fewest =
                Math.max(parts(load.cost(), cost), Math.max(parts(load.bytes(), bytes), parts(load.items(), items)));
        return Math.toIntExact(Math.min(fewest, load.items()));
    }

    private static long parts(long whole, long part) {
        return whole / part + (whole % part == 0 ? 0 : 1);
    }
}

package dev.sluice.media.shard;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Packs jobs into shards by the rule "longest processing time first": jobs come by falling cost, and each goes into the
 * shard that has the least cost so far and has room for it. Where no cap gets in the way, the fullest shard is at most 4/3 of what
 * the best packing into as many shards would give (R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969). Equal
 * shards are taken by their number, so the same jobs in the same order give the same shards.
 *
 * <p>Jobs stream through; what is kept is one entry for each shard that is not full. A job takes O(log shards) on average
 * over all of them, also where shards have room for its cost and not for its bytes. Not thread-safe.
 */
public final class Packer {
    private final Caps caps;
    private final PriorityQueue<Bin> open =
            new PriorityQueue<>(Comparator.comparingLong((Bin bin) -> bin.cost).thenComparingInt(bin -> bin.number));
    /** Shards that lacked bytes for a job, the one that may take the largest first. */
    private final PriorityQueue<Bin> parked = new PriorityQueue<>(
            Comparator.comparingLong((Bin bin) -> -bin.limit).thenComparingInt(bin -> bin.number));

    private int next;
    private long lastCost;
    private long parkings;

    /** A shard that is being filled. */
    private static final class Bin {
        private final int number;
        private long cost;
        private long bytes;
        private int items;
        /** A parked shard waits for a job of at most so many bytes. */
        private long limit = Long.MAX_VALUE;

        Bin(int number) {
            this.number = number;
        }
    }

    /** @param first number of the first shard: the one after the last that was ever published */
    public Packer(Caps caps, int first) {
        this.caps = caps;
        this.next = first;
    }

    /**
     * Begins with another class of jobs; shards of the one before get no more.
     *
     * @param load of all its jobs but those that exceed the caps
     */
    public void begin(Load load) {
        open.clear();
        parked.clear();
        lastCost = Long.MAX_VALUE;
        for (int i = caps.shardsFor(load); i > 0; i--) {
            open.add(new Bin(take()));
        }
    }

    /**
     * The shard of a job. Jobs of a class come by falling cost.
     *
     * @param cost CPU microseconds
     * @param bytes of input
     */
    public int place(long cost, long bytes) {
        if (cost > lastCost || cost < 0 || bytes < 0) {
            throw new IllegalArgumentException("Not by falling cost: " + cost + " after " + lastCost + ", " + bytes);
        }
        lastCost = cost;
        if (caps.exceededBy(cost, bytes)) {
            return take();
        }
        // A job that costs nothing would leave its shard the emptiest one for ever.
        long weight = Math.max(1, cost);
        Bin bin = roomFor(weight, bytes);
        bin.cost += weight;
        bin.bytes += bytes;
        bin.items++;
        if (bin.items < caps.items()) {
            open.add(bin);
        }
        return bin.number;
    }

    /** Number of the shard that would be opened next. */
    public int next() {
        return next;
    }

    /** How often a shard was put aside; tells the work that caps on bytes make. */
    long parkings() {
        return parkings;
    }

    private Bin roomFor(long cost, long bytes) {
        while (!parked.isEmpty() && parked.peek().limit >= bytes) {
            open.add(parked.poll());
        }
        while (!open.isEmpty() && open.peek().cost + cost <= caps.cost()) {
            Bin least = open.poll();
            if (least.bytes + bytes <= caps.bytes()) {
                return least;
            }
            // The limit at least halves each time, so that no shard goes to and fro more than 63 times.
            least.limit = Math.min(caps.bytes() - least.bytes, least.limit / 2);
            parked.add(least);
            parkings++;
        }
        return new Bin(take());
    }

    private int take() {
        int taken = next;
        next = Math.addExact(next, 1);
        return taken;
    }
}

package dev.sluice.media.shard;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * How good a packing is. Times are hours of one core per worker; workers take shards by their number, each the next one
 * when it is done with its last.
 *
 * @param chunked shards whose job is to be encoded in chunks
 * @param hours of all jobs
 * @param makespan hours until the last worker is done
 * @param lowerBound hours that no packing can beat: an equal part for each worker, or the costliest job
 * @param fill how full shards are on average, those with a job for chunks left out: the part of the cap that is nearest;
 *     0 when there are none
 */
public record ShardReport(
        int shards,
        long items,
        int chunked,
        int workers,
        double hours,
        double makespan,
        double lowerBound,
        double fill) {
    private static final double HOUR = 3600e6;

    /** Reports on all shards of a plan. */
    public static ShardReport of(List<ShardLoad> shards, int workers, Caps caps) {
        if (workers < 1) {
            throw new IllegalArgumentException("At least one worker is wanted: " + workers);
        }
        long total = shards.stream().mapToLong(ShardLoad::cost).sum();
        long largest = shards.stream().mapToLong(ShardLoad::largest).max().orElse(0);
        return new ShardReport(
                shards.size(),
                shards.stream().mapToLong(ShardLoad::items).sum(),
                (int) shards.stream().filter(ShardLoad::chunked).count(),
                workers,
                total / HOUR,
                makespan(shards, workers) / HOUR,
                Math.max((double) total / workers, (double) largest) / HOUR,
                shards.stream()
                        .filter(shard -> !shard.chunked())
                        .mapToDouble(shard -> fill(shard, caps))
                        .average()
                        .orElse(0));
    }

    /** The makespan as a multiple of the lower bound; 1 when there is nothing to do. */
    public double ratio() {
        return lowerBound == 0 ? 1 : makespan / lowerBound;
    }

    /** For people, in one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%,d jobs in %,d shards (%,d for chunks), %.1f CPU hours, shards %.0f %% full; %,d workers: %.2f h,"
                        + " at least %.2f h (x %.3f)",
                items,
                shards,
                chunked,
                hours,
                fill * 100,
                workers,
                makespan,
                lowerBound,
                ratio());
    }

    private static long makespan(List<ShardLoad> shards, int workers) {
        PriorityQueue<Long> busy = new PriorityQueue<>();
        List<ShardLoad> queue = shards.stream()
                .sorted(Comparator.comparingInt(ShardLoad::shard))
                .toList();
        long end = 0;
        for (ShardLoad shard : queue) {
            long start = busy.size() < workers ? 0 : busy.poll();
            busy.add(start + shard.cost());
            end = Math.max(end, start + shard.cost());
        }
        return end;
    }

    private static double fill(ShardLoad shard, Caps caps) {
        double cost = (double) shard.cost() / caps.cost();
        double bytes = (double) shard.bytes() / caps.bytes();
        double items = (double) shard.items() / caps.items();
        return Math.max(cost, Math.max(bytes, items));
    }
}

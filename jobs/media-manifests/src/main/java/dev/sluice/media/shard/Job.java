package dev.sluice.media.shard;

import java.util.Comparator;

/**
 * A job as far as packing needs it.
 *
 * @param key unique
 * @param cost CPU microseconds, P50
 * @param bytes of input
 */
public record Job(String key, ShardClass shardClass, long cost, long bytes) {
    /** The order that {@link Packer} wants: by class, then falling cost, then key. */
    public static final Comparator<Job> ORDER = Comparator.comparing(Job::shardClass)
            .thenComparing(Comparator.comparingLong(Job::cost).reversed())
            .thenComparing(Job::key);
}

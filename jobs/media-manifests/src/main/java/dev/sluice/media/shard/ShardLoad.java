package dev.sluice.media.shard;

import dev.sluice.settings.Doc;

/** What is in a shard. */
public record ShardLoad(
        int shard,
        ShardClass shardClass,
        @Doc("its only job is to be encoded in chunks") boolean chunked,
        long items,
        @Doc("CPU microseconds, P50") long cost,
        @Doc("bytes of input") long bytes,
        @Doc("CPU microseconds of its costliest job") long largest) {}

package dev.sluice.media.shard;

/**
 * Where a job is done.
 *
 * @param chunked it exceeds the caps of a shard and is alone in one, to be encoded in chunks
 */
public record Placement(Job job, int shard, boolean chunked) {}

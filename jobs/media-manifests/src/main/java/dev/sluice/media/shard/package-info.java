/**
 * Who does what: jobs packed into shards of about equal cost, so that workers which take shard after shard finish at about
 * the same time ({@link dev.sluice.media.shard.Packer}), and how good that is ({@link dev.sluice.media.shard.ShardReport}).
 */
package dev.sluice.media.shard;

/**
 * Bulk media re-encode: from folders of media to an inventory, decisions, costs, balanced shards and manifests. Packages,
 * each importing only what stands above it: {@code table} (records as rows), {@code ffmpeg} (its
 * programs), {@code probe} (what is in a file), {@code
 * decide} (what is to be done with it), {@code estimate} (what that costs), {@code shard} (who does what), {@code
 * manifest} (the jobs, a line each), {@code verify} (whether an output is what its job promised),
 * {@code chunk} (long films cut into pieces and joined), {@code encode} (jobs done), {@code promote} (outputs
 * in their originals' places), {@code render} (the lines in the words of one executor), {@code report} (all of it for
 * people), and this one (the kinds and commands).
 */
package dev.sluice.media;

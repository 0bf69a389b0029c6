package dev.sluice.media.encode;

/**
 * What a piece took.
 *
 * @param header a hash of what the encoder says before the first frame: pieces of one film have the same
 */
record PieceMade(double cpuSeconds, double wallSeconds, String header) {}

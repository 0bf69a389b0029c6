/**
 * A long film cut into pieces that are encoded apart and joined without a gap or a drift: where it is cut, what ffmpeg is told
 * for a piece, and what it is told to join them.
 */
package dev.sluice.media.chunk;

/** How fast the media probe is, beside ffprobe; run by hand. */
package dev.sluice.bench.media;

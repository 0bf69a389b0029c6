/** From a file to lines: codec by magic bytes, hashing in passing, framing. Knows neither formats nor Spark's rows. */
package dev.sluice.logs.bytes;

package dev.sluice.settings;

/**
 * A number of bytes that was written with its unit, such as "64 MB" (powers of ten) or "64 MiB" (powers of two), as
 * HOCON reads sizes.
 *
 * @param bytes not negative
 */
public record Size(long bytes) {}

package dev.sluice.media.decide;

/**
 * What a condition found where it looked.
 *
 * @param name as the condition writes it, such as probe.video.codec
 * @param text the value as Spark writes it; null, there for a struct, and the number of a list's structs
 */
public record Value(String name, String text) {}

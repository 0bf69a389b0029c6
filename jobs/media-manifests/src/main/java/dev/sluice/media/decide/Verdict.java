package dev.sluice.media.decide;

/** One of the conditions that a rule joins by AND, and whether it holds; null counts as false. */
public record Verdict(String condition, boolean holds) {}

package dev.sluice.media.decide;

/**
 * A reason for which a file cannot be encoded by a profile without a person.
 *
 * @param code such as INTERLACED
 * @param reason a sentence
 */
public record Objection(String code, String reason) {}

package dev.sluice.media.report;

import dev.sluice.settings.Doc;

/** Files of which one rule says the same for the same reason. */
public record DecidedFiles(
        @Doc("empty when no rule held") String rule,
        @Doc("encode, skip or human") String action,
        @Doc("ENCODE, or the reason in a word") String code,
        @Doc("how much") Amount amount,
        @Doc("path of the largest of them") String example,
        @Doc("the reason in a sentence, of that file") String why) {}

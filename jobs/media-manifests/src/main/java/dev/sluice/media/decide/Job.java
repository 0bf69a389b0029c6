package dev.sluice.media.decide;

import dev.sluice.settings.Doc;

/** One encode that is to be done: a row of the table of jobs that deciding makes of the assets. */
public record Job(
        @Doc("the same for the same content and target") String jobKey,
        @Doc("name of the rule that asked for it") String rule,
        @Doc("all that an encoder is told") Target target) {}

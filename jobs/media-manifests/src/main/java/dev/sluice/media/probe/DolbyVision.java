package dev.sluice.media.probe;

import dev.sluice.settings.Doc;

/** Dolby Vision's configuration record. */
public record DolbyVision(
        @Doc("4, 5, 7, 8, 9 or 10") int profile,
        int level,
        @Doc("dynamic metadata is there") boolean metadata,
        @Doc("a base layer is there") boolean baseLayer,
        @Doc("an enhancement layer is there") boolean enhancementLayer,

        @Doc("what a player without Dolby Vision sees: 0 nothing, 1 HDR10, 2 SDR, 4 HLG, 6 Ultra HD Blu-ray")
        int compatibility) {}

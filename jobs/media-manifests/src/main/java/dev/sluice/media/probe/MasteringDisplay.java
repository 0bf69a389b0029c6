package dev.sluice.media.probe;

import dev.sluice.settings.Doc;

/** The display that HDR10 was mastered on, by SMPTE ST 2086: chromaticities, and luminances in cd/m2. */
public record MasteringDisplay(
        double redX,
        double redY,
        double greenX,
        double greenY,
        double blueX,
        double blueY,
        double whiteX,
        double whiteY,
        @Doc("cd/m2") double minLuminance,
        @Doc("cd/m2") double maxLuminance) {}

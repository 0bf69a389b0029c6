package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;
import java.util.List;

/**
 * How the doubt of an estimate is made up. A file's own part has nothing to do with that of another file: a length that is
 * not known, and how far files of one kind are apart. The rest is an error of the figures: it makes the estimates of all
 * files wrong in the same direction.
 */
public record Doubt(
        @Doc("P90 to P50 of the CPU seconds by what is the file's own; 1 is none")
        double ownCpu,

        @Doc("the same of the output's size") double ownOutput,
        @Doc("what was assumed because it is not known") List<Assumption> assumed) {
    public Doubt {
        assumed = List.copyOf(assumed);
    }
}

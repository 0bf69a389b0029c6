package dev.sluice.slice;

import java.util.Set;

/**
 * What is about to be staged and published for one load.
 *
 * @param load the load
 * @param slice the slice
 * @param attempt unique name of this attempt; no two attempts ever share a place
 * @param superseded ids of items of which the target may hold rows of an earlier version; those rows go
 */
public record Publication(LoadId load, Slice slice, String attempt, Set<String> superseded) {
    public Publication {
        superseded = Set.copyOf(superseded);
    }
}

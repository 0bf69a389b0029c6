package dev.sluice.slice;

import java.util.Set;

/**
 * What is about to be staged and published for one load.
 *
 * @param load the load
 * @param slice the slice
 * @param attempt unique name of this attempt; no two attempts ever share a place
 * @param superseded ids of items of which the target may hold rows of an earlier version; those rows go
 * @param reconcile what a target that can tell in the publish itself compares with what is staged, and refuses
 */
public record Publication(LoadId load, Slice slice, String attempt, Set<String> superseded, Reconcile reconcile) {
    /** One of which nothing is compared. */
    public Publication(LoadId load, Slice slice, String attempt, Set<String> superseded) {
        this(load, slice, attempt, superseded, Reconcile.NONE);
    }

    public Publication {
        superseded = Set.copyOf(superseded);
    }
}

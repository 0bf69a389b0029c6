package dev.sluice.ledger;

import dev.sluice.slice.Slice;
import java.util.List;

/**
 * A slice as a plan in the ledger lists it, without its items.
 *
 * @param id of the slice
 * @param number 1-based place in its plan
 * @param bytes estimated, uncompressed
 * @param items how many
 * @param loads names of the loads that lack them
 * @param state what became of it
 * @param message why it failed, empty otherwise
 */
public record PlannedSlice(
        String id, int number, long bytes, long items, List<String> loads, State state, String message) {
    public PlannedSlice {
        loads = List.copyOf(loads);
    }

    /** What became of a slice. */
    public enum State {
        PLANNED,
        PUBLISHED,
        FAILED,
        /** Somebody else moved the head first; its items were planned again if they were still undone. */
        STALE
    }

    public static PlannedSlice of(Slice slice) {
        return new PlannedSlice(
                slice.id(), slice.number(), slice.bytes(), slice.items().size(), slice.loads(), State.PLANNED, "");
    }
}

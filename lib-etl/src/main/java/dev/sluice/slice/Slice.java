package dev.sluice.slice;

import java.util.List;

/**
 * Undone items that are read, staged and published together, fixed before any of them is read.
 *
 * @param id names the slice in directories, receipts and reports; unique within a ledger
 * @param number 1-based place in its plan
 * @param items in their stable order
 * @param loads names of the loads that lack these items; only they are staged
 */
public record Slice(String id, int number, List<Item> items, List<String> loads) {
    public Slice {
        items = List.copyOf(items);
        loads = List.copyOf(loads);
    }

    /** Estimated uncompressed bytes. */
    public long bytes() {
        return items.stream().mapToLong(Item::bytes).sum();
    }
}

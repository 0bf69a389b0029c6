package dev.sluice.slice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The proof that one load holds one slice, kept with the data and copied into the ledger.
 *
 * @param load whose chain it belongs to
 * @param number the head's number once this is published
 * @param id unique name of this receipt
 * @param predecessor id of the receipt before it, empty for the first
 * @param kind why it was written
 * @param slice id of the slice, empty unless {@link Kind#PUBLISH}
 * @param attempt names the staging place that it published
 * @param items what the load now holds; for {@link Kind#RETIRE} what is to be done again
 * @param rows rows that the load now holds for these items
 * @param provenance who wrote it, and from what
 * @param added places (directories, files) that became visible, where the target needs to know them
 * @param removed places that went out of sight
 */
public record Receipt(
        LoadId load,
        long number,
        String id,
        String predecessor,
        Kind kind,
        String slice,
        String attempt,
        List<Entry> items,
        long rows,
        Provenance provenance,
        List<String> added,
        List<String> removed) {
    public Receipt {
        items = List.copyOf(items);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** Why a receipt was written. */
    public enum Kind {
        /** A slice was published. */
        PUBLISH,
        /** Nothing but the head moved, so that older attempts can only answer stale. */
        FENCE,
        /** The named items are undone on purpose; their rows stay until they are published again. */
        RETIRE
    }

    /**
     * One item at one version.
     *
     * @param id the item's id
     * @param version the version that was read
     * @param detail the source's JSON, as in {@link Item#detail()}, completed by what reading told
     */
    public record Entry(String id, String version, String detail) {}

    /**
     * Where a receipt comes from; never part of an item's identity.
     *
     * @param run the run's id
     * @param codeVersion Sluice's version
     * @param configurationHash of the job's resolved configuration
     * @param inputs pinned versions of sources that are read whole, as "name=version"
     * @param writtenAt by the clock of the driver
     */
    public record Provenance(
            String run, String codeVersion, String configurationHash, List<String> inputs, Instant writtenAt) {
        public Provenance {
            inputs = List.copyOf(inputs);
        }
    }

    public Head head() {
        return new Head(number, id);
    }

    /** The receipt for where its items are kept apart, or are not needed. */
    public Receipt withoutItems() {
        return new Receipt(
                load, number, id, predecessor, kind, slice, attempt, List.of(), rows, provenance, added, removed);
    }

    public Optional<Head> before() {
        return number <= 1 ? Optional.empty() : Optional.of(new Head(number - 1, predecessor));
    }
}

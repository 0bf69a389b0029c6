package dev.sluice.media.promote;

import java.util.List;

/**
 * What would be done, and what not.
 *
 * @param ready in the order in which it would be done
 * @param more that would be ready too, had no limit been set
 * @param otherNames originals that have other names (hard links), whose content stays where these are
 */
public record Selection(List<Promotion> ready, long more, List<Skipped> skipped, long otherNames) {
    public Selection {
        ready = List.copyOf(ready);
        skipped = List.copyOf(skipped);
    }

    /** Bytes of all originals. */
    public long before() {
        return ready.stream().mapToLong(one -> one.before().bytes()).sum();
    }

    /** Bytes of all replacements. */
    public long after() {
        return ready.stream().mapToLong(one -> one.after().bytes()).sum();
    }
}

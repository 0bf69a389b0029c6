package dev.sluice.transform;

import java.util.Set;

/** What becomes of a column that others are made from. */
public enum Original {
    /** It stays beside them. */
    KEEP,
    /** It is left out, and a new column may have its name. */
    DROP;

    Set<String> leavesOut(String column) {
        return this == DROP ? Set.of(column) : Set.of();
    }
}

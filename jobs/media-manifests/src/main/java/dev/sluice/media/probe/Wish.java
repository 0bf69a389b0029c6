package dev.sluice.media.probe;

import java.io.Serializable;
import java.util.Set;

/**
 * How much of a file is looked at.
 *
 * @param tier the least
 * @param needs fields for which a file is looked at in the full tier, where the header does not tell them
 */
public record Wish(Tier tier, Set<Need> needs) implements Serializable {
    /** Streams and their fields, from as many bytes as that takes. */
    public static final Wish FULL = new Wish(Tier.FULL, Set.of());

    /** What the header tells; of a container that has none, what the full tier tells. */
    public static final Wish HEADER = new Wish(Tier.HEADER, Set.of());

    public Wish {
        needs = Set.copyOf(needs);
    }

    /** The header alone, where it tells these. */
    public static Wish of(Set<Need> needs) {
        return new Wish(Tier.HEADER, needs);
    }

    boolean metBy(Probe probe) {
        return tier == Tier.HEADER && needs.stream().allMatch(need -> need.metBy(probe));
    }
}

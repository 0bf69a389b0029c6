package dev.sluice.media.decide;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a profile's settings make of a file, in the order in which it was found: what becomes of each thing, and all reasons
 * for which it cannot be encoded without a person.
 */
final class Objections {
    private static final String ASKED = "a person decides";

    private final List<Objection> all = new ArrayList<>();
    /** Once each, although the rungs of a ladder say the same. */
    private final Set<PolicyOutcome> outcomes = new LinkedHashSet<>();

    void add(String code, String reason) {
        all.add(new Objection(code, reason));
    }

    /** Says what a setting made of something in the file. */
    void note(String setting, String found, String done) {
        outcomes.add(new PolicyOutcome(setting, found, done));
    }

    /** The same where a person decides. */
    void ask(String setting, String code, String found, String reason) {
        add(code, reason);
        note(setting, found, ASKED);
    }

    /** What a policy says of something that is there: true when it is to be kept. */
    boolean keeps(String setting, Policy policy, String code, String what, boolean fits) {
        String found = what.replaceFirst("^it (has|is) ", "");
        switch (policy) {
            case DROP -> note(setting, found, "left out");
            case KEEP -> {
                if (fits) {
                    note(setting, found, "kept");
                } else {
                    ask(setting, code, found, what + " does not fit into the container");
                }
            }
            case HUMAN -> ask(setting, code, found, what);
        }
        return policy == Policy.KEEP && fits;
    }

    List<PolicyOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    List<Objection> all() {
        return List.copyOf(all);
    }
}

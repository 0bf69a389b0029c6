package dev.sluice.media.decide;

import java.util.ArrayList;
import java.util.List;

/** Why a file cannot be encoded by a profile without a person: all reasons, in the order in which they were found. */
final class Objections {
    private final List<Objection> all = new ArrayList<>();

    /** One reason. */
    record Objection(String code, String reason) {}

    void add(String code, String reason) {
        all.add(new Objection(code, reason));
    }

    /** What a policy says of something that is there: true when it is to be kept. */
    boolean keeps(Policy policy, String code, String what, boolean fits) {
        return switch (policy) {
            case DROP -> false;
            case KEEP -> {
                if (!fits) {
                    add(code, what + " does not fit into the container");
                }
                yield fits;
            }
            case HUMAN -> {
                add(code, what);
                yield false;
            }
        };
    }

    List<Objection> all() {
        return List.copyOf(all);
    }
}

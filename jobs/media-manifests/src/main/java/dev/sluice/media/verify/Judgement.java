package dev.sluice.media.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the gate says of an output.
 *
 * @param checks in the order in which they were made; those that a failure before them made pointless are missing
 * @param cpuSeconds what it took
 */
public record Judgement(List<Check> checks, double cpuSeconds) {
    /** Throws {@link IllegalArgumentException} when nothing was checked: that accepts nothing. */
    public Judgement {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("nothing was checked");
        }
    }

    /** What follows from all checks: the gravest of their defects. */
    public Outcome outcome() {
        List<Outcome> all = defects().stream().map(Defect::outcome).toList();
        return Arrays.stream(Outcome.values()).filter(all::contains).findFirst().orElse(Outcome.ACCEPT);
    }

    /** What is wrong, each once. */
    public List<Defect> defects() {
        return checks.stream()
                .map(Check::defect)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}

package dev.sluice.media.decide;

import java.util.List;

/**
 * How one rule came out for one file.
 *
 * @param verdicts of each part that AND joins
 * @param values what its condition looked at
 * @param failure why it cannot be told; empty otherwise
 */
public record Trial(String rule, Outcome outcome, List<Verdict> verdicts, List<Value> values, String failure) {
    /** What came out. */
    public enum Outcome {
        HOLDS,
        NO,
        FAILED
    }

    public Trial {
        verdicts = List.copyOf(verdicts);
        values = List.copyOf(values);
    }

    /** True when all parts but one hold. */
    public boolean nearMiss() {
        return outcome == Outcome.NO
                && verdicts.size() > 1
                && verdicts.stream().filter(verdict -> !verdict.holds()).count() == 1;
    }
}

package dev.sluice.media.decide;

import dev.sluice.settings.Doc;
import java.util.List;

/** What the rules say of one file, and why. */
public record Decision(
        @Doc("encode, skip or human") Action action,

        @Doc("name of the rule that held; none when no rule did")
        String rule,

        @Doc("ENCODE, or the reason in a word: ALREADY_EFFICIENT, NEEDS_HUMAN, NO_RULE, ...")
        String code,

        @Doc("the reason in a sentence, with the values") String reason,

        @Doc("one, or one a rung of a ladder; none unless encode")
        List<Target> targets) {
    public Decision {
        targets = List.copyOf(targets);
    }

    /** What is done with a file. */
    public enum Action {
        ENCODE,
        SKIP,
        /** Nothing until a person has looked. */
        HUMAN
    }
}

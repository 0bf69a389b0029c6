package dev.sluice.media.decide;

import java.util.List;

/**
 * A decision with all that it came from.
 *
 * @param trials each rule in its order, up to and with the one that decides
 * @param decision what is done
 * @param outcomes what the profile's settings made of what is in the file; none unless the rule encodes
 * @param objections why a person decides although the rule encodes; none otherwise
 */
public record Explanation(
        List<Trial> trials, Decision decision, List<PolicyOutcome> outcomes, List<Objection> objections) {
    public Explanation {
        trials = List.copyOf(trials);
        outcomes = List.copyOf(outcomes);
        objections = List.copyOf(objections);
    }
}

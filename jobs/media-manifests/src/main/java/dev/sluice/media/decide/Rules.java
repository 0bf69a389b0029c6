package dev.sluice.media.decide;

import dev.sluice.media.decide.Decision.Action;
import dev.sluice.media.table.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Function1;

/** Ordered rules and their profiles, ready to decide. Not thread-safe. */
public final class Rules {
    private static final String NO_RULE = "NO_RULE";
    private static final String RULE_FAILED = "RULE_FAILED";

    private final List<Rule> rules;
    private final Map<String, Profile> profiles;
    private final List<Condition> conditions = new ArrayList<>();

    /** Made once: it has a part for each of the probe's hundred fields. */
    private final Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(Asset.COLUMNS);

    /** Throws {@link dev.sluice.settings.InvalidSetting} when a condition is none. */
    public Rules(List<Rule> rules, Map<String, Profile> profiles) {
        this.rules = List.copyOf(rules);
        this.profiles = Map.copyOf(profiles);
        rules.forEach(rule -> conditions.add(Condition.parse("when", rule.when(), Asset.COLUMNS)));
    }

    /** What the first rule that holds says. Where a rule cannot be told for a file, a person decides. */
    public Decision decide(Asset asset) {
        InternalRow row = internal(asset);
        for (int i = 0; i < rules.size(); i++) {
            try {
                if (conditions.get(i).holds(row)) {
                    return said(rules.get(i), asset);
                }
            } catch (RuntimeException e) {
                return new Decision(
                        Action.HUMAN,
                        rules.get(i).name(),
                        RULE_FAILED,
                        "its condition cannot be told: " + firstLine(e),
                        List.of());
            }
        }
        return new Decision(Action.HUMAN, "", NO_RULE, "no rule holds", List.of());
    }

    /** The same decision, with how each rule and each setting of the profile came out. */
    public Explanation explain(Asset asset) {
        List<Trial> trials = trials(asset);
        Decision decision = decide(asset);
        Optional<Resolution> resolution = rules.stream()
                .filter(rule ->
                        rule.name().equals(decision.rule()) && !decision.code().equals(RULE_FAILED))
                .findFirst()
                .flatMap(Rule::encode)
                .map(name -> Resolution.of(name, profiles.get(name), asset.probe()));
        return new Explanation(
                trials,
                decision,
                resolution.map(Resolution::outcomes).orElse(List.of()),
                resolution.map(Resolution::objections).orElse(List.of()));
    }

    private List<Trial> trials(Asset asset) {
        InternalRow row = internal(asset);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Trial trial = trial(rules.get(i), conditions.get(i), row);
            trials.add(trial);
            if (trial.outcome() != Trial.Outcome.NO) {
                break;
            }
        }
        return trials;
    }

    private static Trial trial(Rule rule, Condition condition, InternalRow row) {
        try {
            Trial.Outcome outcome = condition.holds(row) ? Trial.Outcome.HOLDS : Trial.Outcome.NO;
            return new Trial(rule.name(), outcome, condition.verdicts(row), condition.values(row), "");
        } catch (RuntimeException e) {
            return new Trial(rule.name(), Trial.Outcome.FAILED, List.of(), condition.values(row), firstLine(e));
        }
    }

    private Decision said(Rule rule, Asset asset) {
        if (rule.skip().isPresent()) {
            return new Decision(Action.SKIP, rule.name(), rule.skip().get(), rule.when(), List.of());
        }
        if (rule.human().isPresent()) {
            return new Decision(Action.HUMAN, rule.name(), rule.human().get(), rule.when(), List.of());
        }
        String name = rule.encode().orElseThrow();
        Resolution resolution = Resolution.of(name, profiles.get(name), asset.probe());
        if (resolution.objections().isEmpty()) {
            return new Decision(Action.ENCODE, rule.name(), "ENCODE", rule.when(), resolution.targets());
        }
        String reasons = resolution.objections().stream().map(Objection::reason).collect(Collectors.joining("; "));
        return new Decision(
                Action.HUMAN, rule.name(), resolution.objections().get(0).code(), reasons, List.of());
    }

    private InternalRow internal(Asset asset) {
        return (InternalRow) converter.apply(Records.row(asset));
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

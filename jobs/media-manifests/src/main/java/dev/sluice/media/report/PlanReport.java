package dev.sluice.media.report;

import dev.sluice.settings.Doc;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What a plan says: what is there, what is done with it and why, what that costs, who does it. The components are the
 * words of its text, its page and its JSON alike. Bytes are bytes, hours are hours of media or of one core.
 */
public record PlanReport(
        String job,
        @Doc("the job file") String conf,
        @Doc("the latest is the last") List<Generation> generations,
        @Doc("the table of assets as it is now") Optional<Amount> inventory,
        @Doc("what the rules were asked about") Amount decided,
        @Doc("what each rule says") List<OfRule> rules,
        @Doc("what is not encoded, by code") List<OfCode> notEncoded,
        Totals totals,
        @Doc("by the codec of the input's video") List<OfCodec> codecs,
        Shards shards,
        @Doc("the costliest first") List<Costly> biggest,
        @Doc("jobs that are worth encoding in chunks") long chunkedJobs,
        @Doc("the costliest of them") List<Costly> chunked,
        @Doc("cost against size") List<CostCell> costBySize,
        @Doc("where speeds come from") SpeedSource speeds,
        @Doc("what the estimates had to assume") List<Assumed> assumed,
        @Doc("commands to go on with") List<Next> next) {
    public PlanReport {
        generations = List.copyOf(generations);
        rules = List.copyOf(rules);
        notEncoded = List.copyOf(notEncoded);
        codecs = List.copyOf(codecs);
        biggest = List.copyOf(biggest);
        chunked = List.copyOf(chunked);
        costBySize = List.copyOf(costBySize);
        assumed = List.copyOf(assumed);
        next = List.copyOf(next);
    }

    /** Sums up a plan. Jobs of one asset follow each other. */
    public static PlanReport of(PlanFacts facts, List<DecidedFiles> decided, Iterator<PlannedJob> jobs) {
        JobSums sums = new JobSums();
        jobs.forEachRemaining(sums::add);
        return new Summary(facts, decided, sums).report();
    }

    /** Files of which a person has to decide. */
    public Amount forPeople() {
        return rules.stream()
                .filter(rule -> rule.action().equals(Summary.HUMAN))
                .map(OfRule::amount)
                .reduce(Amount.NONE, Amount::plus);
    }

    /** One publish of manifests. */
    public record Generation(String directory, Instant at, long jobs, int shards, double cpuHours) {}

    /** What one rule says. */
    public record OfRule(
            @Doc("empty when no rule held") String rule,
            @Doc("encode, skip or human") String action,
            String code,
            Amount amount) {}

    /** Files that are not encoded for one reason. */
    public record OfCode(
            String code,
            @Doc("skip or human") String action,
            Amount amount,
            @Doc("path of the largest") String example,
            @Doc("the reason of that file") String why,
            @Doc("what can be done") String advice) {}

    /** What all jobs cost, see {@link dev.sluice.media.estimate.Total}. */
    public record Totals(
            long jobs,
            @Doc("each input once") long inputBytes,
            Range cpuHours,
            Range outputBytes,

            @Doc("once the inputs are gone; negative when the outputs are larger")
            Range savedBytes,

            Optional<Money> money) {}

    /** What it costs by the job file's prices. */
    public record Money(Range amount, String currency) {}

    /** Jobs whose inputs have one codec. */
    public record OfCodec(String codec, long jobs, long inputBytes, Range outputBytes, Range cpuHours) {}

    /** A job that stands out. */
    public record Costly(String path, String jobKey, int shard, long bytes, double cpuHours) {}

    /** Jobs of about equal size and cost: the middle of a cell of a logarithmic grid. */
    public record CostCell(double bytes, double cpuHours, long jobs) {}

    /** What an estimate had to assume of so many jobs. */
    public record Assumed(String word, long jobs, String meaning) {}

    /** A command, and what it is for. */
    public record Next(String purpose, String command) {}
}

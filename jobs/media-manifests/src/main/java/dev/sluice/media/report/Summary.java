package dev.sluice.media.report;

import dev.sluice.media.estimate.Prices;
import dev.sluice.media.estimate.Quantiles;
import dev.sluice.media.report.PlanReport.Assumed;
import dev.sluice.media.report.PlanReport.Money;
import dev.sluice.media.report.PlanReport.Next;
import dev.sluice.media.report.PlanReport.OfCode;
import dev.sluice.media.report.PlanReport.OfRule;
import dev.sluice.media.report.PlanReport.Totals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a report together. */
record Summary(PlanFacts facts, List<DecidedFiles> decided, JobSums jobs) {
    static final String ENCODE = "encode";
    static final String SKIP = "skip";
    static final String HUMAN = "human";
    private static final List<String> ACTIONS = List.of(ENCODE, SKIP, HUMAN);
    private static final double HOUR = 3600;

    PlanReport report() {
        return new PlanReport(
                facts.job(),
                facts.conf(),
                facts.generations().stream().map(jobs.shards()::generation).toList(),
                facts.inventory(),
                decided.stream().map(DecidedFiles::amount).reduce(Amount.NONE, Amount::plus),
                rules(),
                notEncoded(),
                totals(),
                jobs.codecs(),
                jobs.shards().shards(facts.workers(), facts.caps()),
                jobs.biggest(),
                jobs.chunkedJobs(),
                jobs.chunked(),
                jobs.grid().cells(),
                facts.speeds(),
                assumed(),
                next());
    }

    private static int place(String action) {
        return ACTIONS.indexOf(action);
    }

    private List<OfRule> rules() {
        return decided.stream()
                .map(one -> new OfRule(one.rule(), one.action(), one.code(), one.amount()))
                .sorted(Comparator.comparingInt((OfRule rule) -> place(rule.action()))
                        .thenComparing(rule -> rule.amount().bytes(), Comparator.reverseOrder())
                        .thenComparing(OfRule::rule)
                        .thenComparing(OfRule::code))
                .toList();
    }

    /** What a person has to look at first, each by its size. */
    private List<OfCode> notEncoded() {
        Map<String, DecidedFiles> byCode = new LinkedHashMap<>();
        decided.stream()
                .filter(one -> !one.action().equals(ENCODE))
                .sorted(Comparator.comparing((DecidedFiles one) -> one.amount().bytes(), Comparator.reverseOrder())
                        .thenComparing(DecidedFiles::rule))
                .forEach(one -> byCode.merge(one.action() + " " + one.code(), one, Summary::together));
        return byCode.values().stream()
                .sorted(Comparator.comparingInt((DecidedFiles one) -> -place(one.action()))
                        .thenComparing(one -> one.amount().bytes(), Comparator.reverseOrder())
                        .thenComparing(DecidedFiles::code))
                .map(one -> new OfCode(
                        one.code(),
                        one.action(),
                        one.amount(),
                        one.example(),
                        one.why(),
                        Advice.of(one.code(), one.action().equals(HUMAN))))
                .toList();
    }

    /** The example of the larger one stands for both. */
    private static DecidedFiles together(DecidedFiles larger, DecidedFiles other) {
        return new DecidedFiles(
                larger.rule(),
                larger.action(),
                larger.code(),
                larger.amount().plus(other.amount()),
                larger.example(),
                larger.why());
    }

    private Totals totals() {
        Quantiles seconds = jobs.cpuSeconds().quantiles();
        Quantiles bytes = jobs.outputBytes().quantiles();
        return new Totals(
                jobs.jobs(),
                jobs.inputBytes(),
                Range.of(seconds).dividedBy(HOUR),
                Range.of(bytes),
                Range.of(bytes).leftOf(jobs.inputBytes()),
                facts.prices().map(prices -> money(prices, seconds, bytes)));
    }

    /** Time and bytes are taken to be wrong in the same direction, so the range is never too narrow. */
    private static Money money(Prices prices, Quantiles seconds, Quantiles bytes) {
        return new Money(Range.of(prices.of(seconds, bytes)), prices.currency());
    }

    private List<Assumed> assumed() {
        return jobs.assumed().entrySet().stream()
                .map(entry -> new Assumed(entry.getKey(), entry.getValue(), Advice.ofAssumption(entry.getKey())))
                .sorted(Comparator.comparingLong(Assumed::jobs).reversed().thenComparing(Assumed::word))
                .toList();
    }

    private List<Next> next() {
        List<Next> next = new ArrayList<>();
        boolean people = decided.stream().anyMatch(one -> one.action().equals(HUMAN));
        if (people && facts.decisions().matches("\\w+")) {
            next.add(new Next(
                    "what a person decides",
                    "bin/sluice sql " + facts.conf() + " \"SELECT path, decision.reason FROM " + facts.decisions()
                            + " WHERE decision.action = '" + HUMAN + "'\""));
        }
        if (jobs.jobs() > 0 && !jobs.encoders().isEmpty() && !facts.speeds().calibrated()) {
            next.add(new Next("speeds of this machine", "bin/sluice media calibrate " + facts.conf()));
        }
        if (jobs.jobs() > 0) {
            next.add(new Next(
                    "hand it out", "bin/sluice media render " + facts.conf() + " --as parallel --to out/parallel"));
        }
        return next;
    }
}

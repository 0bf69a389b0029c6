package dev.sluice.media.report;

import dev.sluice.media.report.PlanReport.Assumed;
import dev.sluice.media.report.PlanReport.Costly;
import dev.sluice.media.report.PlanReport.Generation;
import dev.sluice.media.report.PlanReport.OfCode;
import dev.sluice.media.report.PlanReport.OfRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as a person reads it on a console. */
public final class PlanText {
    /** Jobs that are named. */
    private static final int NAMED = 5;

    private static final double HUNDRED = 100;

    private final PlanReport report;
    private final List<String> lines = new ArrayList<>();

    private PlanText(PlanReport report) {
        this.report = report;
    }

    /** The lines. */
    public static List<String> of(PlanReport report) {
        PlanText text = new PlanText(report);
        text.lines.add(Visible.whole(report.job()) + "  " + outcome(report));
        text.section("plan", text.plan());
        text.section("rules", text.rules());
        text.section("not done", text.notEncoded());
        if (report.totals().jobs() > 0) {
            text.section("cost", text.cost());
            text.section("by codec", text.codecs());
            text.section("shards", text.shards());
            text.section("biggest", costly(report.biggest()));
            text.section("chunks", text.chunks());
            text.section("speeds", List.of(speeds(report.speeds())));
            text.section("assumed", text.assumed());
        }
        text.section(
                "next",
                new Aligned(report.next().stream()
                                .map(next -> List.of(next.purpose(), next.command()))
                                .toList())
                        .lines());
        return List.copyOf(text.lines);
    }

    /** The one sentence of a report. */
    static String outcome(PlanReport report) {
        long encode = report.rules().stream()
                .filter(rule -> rule.action().equals(Summary.ENCODE))
                .mapToLong(rule -> rule.amount().files())
                .sum();
        String jobs = report.totals().jobs() == encode
                ? ""
                : ": " + Amounts.many(report.totals().jobs(), "job");
        return Amounts.count(encode) + " of " + Amounts.many(report.decided().files(), "file") + " to encode" + jobs;
    }

    private void section(String name, List<String> body) {
        if (body.isEmpty()) {
            return;
        }
        lines.add("");
        for (int i = 0; i < body.size(); i++) {
            lines.add(String.format(Locale.ROOT, "%-10s %s", i == 0 ? name : "", body.get(i))
                    .stripTrailing());
        }
    }

    private List<String> plan() {
        List<String> plan = new ArrayList<>();
        plan.add("decided on " + amount(report.decided()));
        report.inventory().ifPresent(there -> {
            long more = there.files() - report.decided().files();
            plan.add("inventory  " + amount(there)
                    + (more > 0 ? "   " + Amounts.count(more) + " more: copies, or newer than the plan" : ""));
        });
        List<Generation> all = report.generations();
        for (int i = Math.max(0, all.size() - NAMED); i < all.size(); i++) {
            Generation one = all.get(i);
            plan.add("generation %d of %d, %s: %s in %s, %s of CPU"
                    .formatted(
                            i + 1,
                            all.size(),
                            Amounts.moment(one.at()),
                            Amounts.many(one.jobs(), "job"),
                            Amounts.many(one.shards(), "shard"),
                            Amounts.hours(one.cpuHours())));
        }
        if (all.isEmpty()) {
            plan.add("no manifests yet");
        }
        return plan;
    }

    static String amount(Amount amount) {
        return Amounts.many(amount.files(), "file") + ", " + Amounts.bytes(amount.bytes()) + ", "
                + Amounts.hours(amount.hours()) + " of media"
                + (amount.withoutLength() == 0
                        ? ""
                        : " (" + Amounts.count(amount.withoutLength()) + " of unknown length)");
    }

    private List<String> rules() {
        return new Aligned(report.rules().stream().map(PlanText::rule).toList()).lines();
    }

    private static List<String> rule(OfRule rule) {
        return List.of(
                rule.action(),
                rule.rule().isEmpty() ? "–" : Visible.line(rule.rule()),
                Amounts.many(rule.amount().files(), "file"),
                Amounts.bytes(rule.amount().bytes()),
                Amounts.hours(rule.amount().hours()),
                rule.action().equals(Summary.ENCODE) ? "" : Visible.line(rule.code()));
    }

    private List<String> notEncoded() {
        List<String> all = new ArrayList<>();
        for (OfCode code : report.notEncoded()) {
            all.add("%s  %s, %s"
                    .formatted(
                            Visible.line(code.code()),
                            Amounts.many(code.amount().files(), "file"),
                            Amounts.bytes(code.amount().bytes())));
            all.add("  such as  " + Visible.line(code.example()));
            all.add("  because  " + Visible.line(code.why()));
            all.add("  do       " + code.advice());
        }
        return all;
    }

    private List<String> cost() {
        PlanReport.Totals totals = report.totals();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "CPU", Amounts.hours(totals.cpuHours().p50()), Amounts.range(totals.cpuHours(), Amounts::hours)));
        rows.add(List.of(
                "output",
                Amounts.bytes(totals.outputBytes().p50()),
                Amounts.range(totals.outputBytes(), Amounts::bytes)));
        rows.add(List.of(
                "saved",
                Amounts.bytes(totals.savedBytes().p50()),
                Amounts.range(totals.savedBytes(), Amounts::bytes) + "   of " + Amounts.bytes(totals.inputBytes())
                        + ", once the originals are gone"));
        totals.money()
                .ifPresent(money -> rows.add(List.of(
                        "money",
                        Amounts.money(money.amount().p50(), money.currency()),
                        Amounts.range(money.amount(), amount -> Amounts.money(amount, money.currency())))));
        List<String> cost = new ArrayList<>(new Aligned(rows).lines());
        cost.add("eight times out of ten it lies within the range");
        return cost;
    }

    private List<String> codecs() {
        return new Aligned(report.codecs().stream()
                        .map(codec -> List.of(
                                Visible.line(codec.codec()),
                                Amounts.many(codec.jobs(), "job"),
                                Amounts.bytes(codec.inputBytes()),
                                "→",
                                Amounts.bytes(codec.outputBytes().p50()),
                                Amounts.range(codec.outputBytes(), Amounts::bytes)))
                        .toList())
                .lines();
    }

    private List<String> shards() {
        Shards shards = report.shards();
        List<String> all = new ArrayList<>();
        all.add(Amounts.many(shards.count(), "shard")
                + shards.fill()
                        .map(fill -> ", %.0f %% full".formatted(fill * HUNDRED))
                        .orElse("")
                + "   "
                + shards.classes().stream()
                        .map(one -> one.name() + " " + Amounts.count(one.shards()) + " ("
                                + Amounts.bytes(one.memoryBytes()) + " of memory)")
                        .collect(Collectors.joining(" · ")));
        all.addAll(new Aligned(shards.workers().stream()
                        .map(one -> List.of(
                                Amounts.many(one.workers(), "worker"),
                                Amounts.hours(one.hours()),
                                "at least " + Amounts.hours(one.atLeastHours()),
                                "× %.2f".formatted(one.ratio())))
                        .toList())
                .lines());
        return all;
    }

    private static List<String> costly(List<Costly> jobs) {
        return new Aligned(jobs.stream()
                        .limit(NAMED)
                        .map(job -> List.of(
                                Amounts.hours(job.cpuHours()),
                                Amounts.bytes(job.bytes()),
                                "shard " + job.shard(),
                                Visible.line(job.path())))
                        .toList())
                .lines();
    }

    private List<String> chunks() {
        if (report.chunkedJobs() == 0) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        all.add(Amounts.many(report.chunkedJobs(), "job")
                + " above what a shard may hold, each alone in one: encode in chunks, or raise max-cost");
        all.addAll(costly(report.chunked()));
        return all;
    }

    static String speeds(SpeedSource speeds) {
        return Visible.line(speeds.name()) + ": measured " + Visible.line(speeds.measured()) + " on "
                + Visible.line(speeds.machine()) + ", ffmpeg " + Visible.line(speeds.ffmpeg())
                + (speeds.sampledRows() == 0 ? "" : ", " + Amounts.many(speeds.sampledRows(), "row") + " of samples")
                + (speeds.calibrated() ? " (" + Visible.line(String.join(", ", speeds.encoders())) + ")" : "");
    }

    private List<String> assumed() {
        return new Aligned(report.assumed().stream()
                        .map((Assumed one) -> List.of(one.word(), Amounts.many(one.jobs(), "job"), one.meaning()))
                        .toList())
                .lines();
    }
}

package dev.sluice.media.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.report.PlanReport.Costly;
import dev.sluice.media.report.PlanReport.OfCode;
import dev.sluice.media.report.PlanReport.OfCodec;
import dev.sluice.media.report.PlanReport.OfRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A report as one page of HTML that needs nothing else: no script, no font, no image, and by its own Content-Security-Policy
 * it can load none. Every value goes through {@link Visible} and is escaped by the template library.
 *
 * <p>The charts are SVG elements of the page and not drawn by a library: those that were looked at (XChart, JFreeChart with
 * JFreeSVG) write fixed colours and turn text into shapes, which neither follows a dark screen nor is read out.
 */
public final class PlanPage {
    private static final String TEMPLATE = "plan.mustache";
    private static final Template PAGE = template();
    private static final double WHOLE = 100;

    private PlanPage() {}

    /** The page; the same report gives the same page. */
    public static String of(PlanReport report) {
        return PAGE.execute(new View(
                report.job(),
                PlanText.outcome(report),
                report.generations().stream()
                        .reduce((first, last) -> last)
                        .map(last -> "generation " + report.generations().size() + ", " + Amounts.moment(last.at())),
                numbers(report),
                Part.of(reasons(report, Summary.HUMAN)),
                reasons(report, Summary.SKIP),
                PlanText.amount(report.decided()),
                report.inventory().map(PlanText::amount),
                rules(report),
                report.totals().jobs() == 0 ? Optional.empty() : Optional.of(jobs(report)),
                Part.of(report.next())));
    }

    /** All that the template names. */
    private record View(
            String job,
            String outcome,
            Optional<String> published,
            List<Figure> numbers,
            Optional<Part<Reason>> people,
            List<Reason> skips,
            String decided,
            Optional<String> inventory,
            List<RuleRow> rules,
            Optional<Jobs> jobs,
            Optional<Part<PlanReport.Next>> next) {}

    /** A part of the page that is there when it has anything in it. */
    private record Part<T>(List<T> all, String count) {
        static <T> Optional<Part<T>> of(List<T> all, String count) {
            return all.isEmpty() ? Optional.empty() : Optional.of(new Part<>(all, count));
        }

        static <T> Optional<Part<T>> of(List<T> all) {
            return of(all, Amounts.count(all.size()));
        }
    }

    /** One of the three numbers. */
    private record Figure(String value, String label, String range) {}

    private record Reason(String code, String amount, String example, String why, String advice) {}

    private record RuleRow(
            String action, String rule, String code, String files, String bytes, String hours, String width) {}

    /** What there is to tell of jobs. */
    private record Jobs(
            List<CodecRow> codecs,
            CostChart cost,
            Shards shards,
            String shardCount,
            ShardChart balance,
            List<ClassRow> classes,
            List<WorkerRow> workers,
            List<CostlyRow> biggest,
            Optional<Part<CostlyRow>> chunked,
            String speeds,
            Optional<Part<AssumedRow>> assumed) {}

    private record CodecRow(
            String codec,
            String jobs,
            String before,
            String after,
            String range,
            String beforeWidth,
            String afterWidth,
            String low,
            String spread) {}

    private record ClassRow(String name, String shards, String jobs, String hours, String memory) {}

    private record WorkerRow(String workers, String hours, String atLeast, String ratio) {}

    private record CostlyRow(String hours, String bytes, int shard, String path) {}

    private record AssumedRow(String word, String jobs, String meaning) {}

    private static List<Figure> numbers(PlanReport report) {
        PlanReport.Totals totals = report.totals();
        List<Figure> numbers = new ArrayList<>();
        numbers.add(new Figure(
                Amounts.hours(totals.cpuHours().p50()), "of CPU", Amounts.range(totals.cpuHours(), Amounts::hours)));
        numbers.add(new Figure(
                Amounts.bytes(totals.savedBytes().p50()),
                "saved of " + Amounts.bytes(totals.inputBytes()),
                Amounts.range(totals.savedBytes(), Amounts::bytes)));
        numbers.add(totals.money()
                .map(money -> new Figure(
                        Amounts.money(money.amount().p50(), money.currency()),
                        "for computing and keeping",
                        Amounts.range(money.amount(), amount -> Amounts.money(amount, money.currency()))))
                .orElseGet(() ->
                        new Figure(Amounts.count(report.forPeople().files()), "files for a person to decide", "")));
        return numbers;
    }

    private static List<Reason> reasons(PlanReport report, String action) {
        return report.notEncoded().stream()
                .filter(one -> one.action().equals(action))
                .map((OfCode one) -> new Reason(
                        one.code(),
                        Amounts.many(one.amount().files(), "file") + ", "
                                + Amounts.bytes(one.amount().bytes()),
                        one.example(),
                        one.why(),
                        one.advice()))
                .toList();
    }

    private static List<RuleRow> rules(PlanReport report) {
        double most = report.rules().stream()
                .mapToDouble(rule -> (double) rule.amount().bytes())
                .max()
                .orElse(0);
        return report.rules().stream()
                .map((OfRule rule) -> new RuleRow(
                        rule.action(),
                        rule.rule().isEmpty() ? "–" : rule.rule(),
                        rule.action().equals(Summary.ENCODE) ? "" : rule.code(),
                        Amounts.count(rule.amount().files()),
                        Amounts.bytes(rule.amount().bytes()),
                        Amounts.hours(rule.amount().hours()),
                        percent((double) rule.amount().bytes(), most)))
                .toList();
    }

    private static Jobs jobs(PlanReport report) {
        Shards shards = report.shards();
        String full = shards.fill()
                .map(fill -> String.format(Locale.ROOT, ", %.0f %% full", fill * WHOLE))
                .orElse("");
        return new Jobs(
                codecs(report.codecs()),
                CostChart.of(report.costBySize()),
                shards,
                Amounts.many(shards.count(), "shard") + full,
                ShardChart.of(shards.bars()),
                shards.classes().stream()
                        .map(one -> new ClassRow(
                                one.name(),
                                Amounts.count(one.shards()),
                                Amounts.count(one.jobs()),
                                Amounts.hours(one.hours()),
                                Amounts.bytes(one.memoryBytes())))
                        .toList(),
                shards.workers().stream()
                        .map(one -> new WorkerRow(
                                Amounts.count(one.workers()),
                                Amounts.hours(one.hours()),
                                Amounts.hours(one.atLeastHours()),
                                String.format(Locale.ROOT, "× %.2f", one.ratio())))
                        .toList(),
                costly(report.biggest()),
                Part.of(costly(report.chunked()), Amounts.many(report.chunkedJobs(), "job")),
                PlanText.speeds(report.speeds()),
                Part.of(report.assumed().stream()
                        .map(one -> new AssumedRow(one.word(), Amounts.count(one.jobs()), one.meaning()))
                        .toList()));
    }

    private static List<CodecRow> codecs(List<OfCodec> codecs) {
        double most = codecs.stream()
                .mapToDouble(codec -> Math.max(
                        (double) codec.inputBytes(), codec.outputBytes().p90()))
                .max()
                .orElse(0);
        return codecs.stream()
                .map(codec -> new CodecRow(
                        codec.codec(),
                        Amounts.count(codec.jobs()),
                        Amounts.bytes(codec.inputBytes()),
                        Amounts.bytes(codec.outputBytes().p50()),
                        Amounts.range(codec.outputBytes(), Amounts::bytes),
                        percent((double) codec.inputBytes(), most),
                        percent(codec.outputBytes().p50(), most),
                        percent(codec.outputBytes().p10(), most),
                        percent(codec.outputBytes().p90() - codec.outputBytes().p10(), most)))
                .toList();
    }

    private static List<CostlyRow> costly(List<Costly> jobs) {
        return jobs.stream()
                .map(job -> new CostlyRow(
                        Amounts.hours(job.cpuHours()), Amounts.bytes(job.bytes()), job.shard(), job.path()))
                .toList();
    }

    private static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.2f%%", whole == 0 ? 0 : WHOLE * part / whole);
    }

    /** A section of an Optional is there when it holds something. */
    private static final class Sections extends DefaultCollector {
        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }

    private static Template template() {
        try (InputStream bytes = PlanPage.class.getResourceAsStream(TEMPLATE);
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .strictSections(true)
                    .withCollector(new Sections())
                    .withFormatter(value -> Visible.whole(String.valueOf(value)))
                    .compile(text);
        } catch (IOException e) {
            throw new Fault(Code.INTERNAL, "Cannot read " + TEMPLATE, e);
        }
    }
}

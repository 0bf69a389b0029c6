package dev.sluice.run;

import dev.sluice.extract.Counts;
import dev.sluice.extract.Items;
import dev.sluice.fault.Blame;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a job: plans, then reads, stages, checks and publishes slice by slice. A publish that finds the head moved by
 * someone else makes a new plan; a slice that fails is left out and the others go on. Safe to run twice at once: the
 * heads decide. One thread a runner.
 */
public final class Runner {
    /** Plans in one run, before it gives up with TRY_LATER: someone else publishes faster than we plan. */
    private static final int MAX_PLANS = 8;

    /** Items of which the report says each what it was read as. */
    private static final int MOST_READ_AS = 1000;

    private final SparkSession spark;
    private final Job job;
    private final Request request;
    private final Path folder;
    private final RunListener listener;
    private final long started = System.nanoTime();

    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Map<String, Long> slices = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Long> formats = new TreeMap<>();
    private final List<Report.ReadAs> readAs = new ArrayList<>();
    private final List<Report.SliceLine> lines = new ArrayList<>();
    private final List<Report.Discarded> discarded = new ArrayList<>();
    private final Map<String, Report.Reconciled> reconciled = new LinkedHashMap<>();
    private final Shapes shapes = new Shapes();
    private Report.Planned planned = Report.Planned.NOTHING;
    private List<Items.Remark> remarks = List.of();
    private Counts read = Counts.NONE;
    private Optional<Fault> worst = Optional.empty();

    /**
     * @param folder this run's own, for plans and working files
     */
    public Runner(SparkSession spark, Job job, Request request, Path folder, RunListener listener) {
        this.spark = spark;
        this.job = job;
        this.request = request;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Does what is undone.
     *
     * @throws Fault when nothing could be planned or the run as a whole cannot go on; a slice's fault is in the report
     */
    public Report run() {
        SharedFolder.require(spark, folder);
        for (int plans = 1; plans <= MAX_PLANS; plans++) {
            List<OpenLoad> loads = open(plans == 1);
            Plan plan = planner().plan(loads, request.run() + "-" + plans);
            Report.Planned found = planned(plan);
            planned = plans == 1 ? found : planned;
            remarks = plan.remarks();
            listener.planned(found);
            if (worked(plan, loads)) {
                shapes.targets(spark, job, rows);
                return report();
            }
        }
        throw new Fault(
                Code.TRY_LATER,
                "Cannot keep up: others published to the same loads " + MAX_PLANS
                        + " times while this run planned (is the job started twice, by different ledgers?)");
    }

    /** What a run would do now; opens the targets, changes nothing. */
    public Report plan() {
        SharedFolder.require(spark, folder);
        List<OpenLoad> loads = open(false);
        Plan plan = planner().plan(loads, request.run() + "-1");
        plan.slices()
                .forEach(slice -> lines.add(new Report.SliceLine(
                        slice.number(), slice.count(), slice.bytes(), "planned", "", Duration.ZERO)));
        planned = planned(plan);
        remarks = plan.remarks();
        return report();
    }

    /** What was done until the run as a whole could not go on. */
    public Report failed(Fault fault) {
        worst = Optional.of(fault);
        return report();
    }

    private static Report.Planned planned(Plan plan) {
        return new Report.Planned(plan.count(), plan.bytes(), plan.slices().size(), plan.done());
    }

    private boolean worked(Plan plan, List<OpenLoad> loads) {
        try {
            return work(plan, loads);
        } finally {
            // A plan that went stale or failed may have published to some loads.
            loads.forEach(load -> rows.merge(load.load().name(), load.rows(), Long::sum));
            loads.forEach(load -> slices.merge(load.load().name(), load.slices(), Long::sum));
        }
    }

    private Planner planner() {
        return new Planner(spark, job, request, folder);
    }

    private List<OpenLoad> open(boolean sweep) {
        List<OpenLoad> loads = new ArrayList<>();
        for (Load load : job.loads()) {
            OpenLoad open = new OpenLoad(load, load.sink().open(spark, load.id()));
            Receipt fence = ReceiptWriter.mark(open, Receipt.Kind.FENCE, List.of(), job, request);
            if (sweep && open.target().sweep(fence) > 0) {
                open = new OpenLoad(load, load.sink().open(spark, load.id()));
            }
            loads.add(open);
        }
        return loads;
    }

    /** True when the plan was worked through; false when it went stale. */
    private boolean work(Plan plan, List<OpenLoad> loads) {
        for (Plan.Outline outline : plan.slices()) {
            listener.mayGoOn();
            SlicePublish publish = new SlicePublish(spark, job, request, folder, listener, shapes.sources());
            Attempts attempts = new Attempts(job.retry(), listener);
            long begun = System.nanoTime();
            try {
                SlicePublish.Outcome outcome = attempts.run(loads, () -> publish.run(plan, outline, loads));
                if (outcome.stale()) {
                    return false;
                }
                count(outcome);
                if (outcome.differences().isEmpty()) {
                    line(outline, begun, "published", attempts.told());
                } else {
                    differs(outline, begun, outcome.differences());
                }
            } catch (Fault fault) {
                if (fault.code().blame() == Blame.INTERNAL || endsRun(fault.code())) {
                    throw fault;
                }
                remember(fault);
                line(outline, begun, "not published", fault.getMessage());
            }
        }
        return true;
    }

    /** It is published: all that is left is to say it loudly. */
    private void differs(Plan.Outline outline, long begun, List<String> differences) {
        String text = String.join("; ", differences);
        remember(new Fault(
                Code.CHECK_FAILED,
                "Slice %d is published and differs from what was read: %s (the target changes values, or someone else"
                                .formatted(outline.number(), text)
                        + " changed them; once it is mended, sluice reprocess does the items again)"));
        line(outline, begun, "differs", text);
    }

    private void remember(Fault fault) {
        worst = Optional.of(
                worst.filter(before -> before.code().exitStatus() > fault.code().exitStatus())
                        .orElse(fault));
    }

    private static boolean endsRun(Code code) {
        return switch (code) {
            case LEASE_LOST,
                    DEADLINE,
                    STOPPED,
                    UNKNOWN_OUTCOME,
                    SETTINGS,
                    CHAIN_BROKEN,
                    TARGET_ROLLED_BACK,
                    CANNOT_WRITE -> true;
            default -> false;
        };
    }

    private void line(Plan.Outline outline, long begun, String state, String problem) {
        lines.add(new Report.SliceLine(
                outline.number(),
                outline.count(),
                outline.bytes(),
                state,
                problem,
                Duration.ofNanos(System.nanoTime() - begun)));
    }

    private void count(SlicePublish.Outcome outcome) {
        read = read.plus(outcome.read());
        outcome.discarded().forEach(this::discard);
        outcome.reconciled()
                .forEach(one -> reconciled.merge(
                        one.what() + " " + one.with(),
                        one,
                        (first, more) ->
                                new Report.Reconciled(one.what(), one.with(), one.by(), first.rows() + more.rows())));
        outcome.reasons().forEach((code, n) -> reasons.merge(code, n, Long::sum));
        for (Report.ReadAs item : outcome.formats()) {
            formats.merge(item.format().isEmpty() ? "unknown" : item.format(), 1L, Long::sum);
            if (readAs.size() < MOST_READ_AS) {
                readAs.add(item);
            }
        }
    }

    private void discard(Report.Discarded more) {
        long before = 0;
        for (Report.Discarded known : List.copyOf(discarded)) {
            if (known.load().equals(more.load()) && known.column().equals(more.column())) {
                before = known.values();
                discarded.remove(known);
            }
        }
        discarded.add(new Report.Discarded(more.load(), more.column(), before + more.values(), more.rows()));
    }

    private Report report() {
        List<Report.Loaded> loaded = job.loads().stream()
                .map(load -> new Report.Loaded(
                        load.name(),
                        load.sink().describe(),
                        load.sink().relation(),
                        rows.getOrDefault(load.name(), 0L),
                        slices.getOrDefault(load.name(), 0L),
                        load.takesRejects(),
                        load.from().equals(job.driving() + ".rejects")))
                .toList();
        Report.Outcome outcome = worst.isPresent()
                ? Report.Outcome.FAILED
                : planned.slices() == 0 ? Report.Outcome.NOTHING_TO_DO : Report.Outcome.PUBLISHED;
        return new Report(
                job.name(),
                request.run(),
                outcome,
                worst.map(fault -> fault.code().exitStatus()).orElse(0),
                worst.map(Fault::getMessage).orElse(""),
                planned,
                read,
                loaded,
                reasons,
                lines,
                remarks,
                formats,
                readAs,
                discarded,
                List.copyOf(reconciled.values()),
                shapes.seen(),
                Duration.ofNanos(System.nanoTime() - started));
    }
}

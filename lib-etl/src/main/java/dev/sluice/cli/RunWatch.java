package dev.sluice.cli;

import dev.sluice.extract.Tally;
import dev.sluice.fault.Fault;
import dev.sluice.ledger.Event;
import dev.sluice.ledger.HeldLease;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.PlannedSlice;
import dev.sluice.ledger.Run;
import dev.sluice.run.Job;
import dev.sluice.run.Load;
import dev.sluice.run.Report;
import dev.sluice.run.ReportText;
import dev.sluice.run.RunListener;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import dev.sluice.transform.Transform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Passes a run's steps on to the lease, the ledger and the progress line, and a wish to end on to the run. */
final class RunWatch implements RunListener, AutoCloseable {
    private final Run run;
    private final Job job;
    private final Console console;
    private final Ledger ledger;
    private final Optional<HeldLease> lease;
    private final EarlyEnd end;
    private final Set<String> rejectLoads;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong rejects = new AtomicLong();
    private Optional<ProgressLine> line = Optional.empty();

    RunWatch(Run run, Job job, Console console, Ledger ledger, Optional<HeldLease> lease, EarlyEnd end) {
        this.run = run;
        this.job = job;
        this.console = console;
        this.ledger = ledger;
        this.lease = lease;
        this.end = end;
        this.rejectLoads =
                job.loads().stream().filter(Load::takesRejects).map(Load::name).collect(Collectors.toSet());
    }

    /** The run with what it has published so far. */
    Run progress() {
        return run.published(rows.get(), rejects.get());
    }

    @Override
    public void planned(Report.Planned plan) {
        if (plan.slices() > 0) {
            console.say(ReportText.planned(plan));
            quiet();
            line = console.live() ? Optional.of(new ProgressLine(plan.bytes(), this::doing)) : Optional.empty();
        }
    }

    private Optional<String> doing() {
        return job.transforms().stream()
                .map(Transform::doing)
                .flatMap(Optional::stream)
                .reduce((first, second) -> first + ", " + second);
    }

    @Override
    public void sliceStarted(Slice slice, int of, Tally tally) {
        tell(() -> ledger.plan(run.id(), List.of(PlannedSlice.of(slice))));
        lease.ifPresent(held -> held.progress("slice " + slice.number() + "/" + of));
        line.ifPresent(bar -> bar.slice(slice.number(), of, slice.bytes(), tally));
    }

    @Override
    public void sliceEnded(Slice slice, PlannedSlice.State state, String problem) {
        tell(() -> ledger.mark(run.id(), slice.id(), state, problem));
        line.ifPresent(bar -> bar.sliceDone(slice.bytes()));
    }

    @Override
    public void retrying(int failed, int attempts, Duration pause, String problem) {
        String text =
                "try %d of %d failed, again in %s: %s".formatted(failed, attempts, ReportText.duration(pause), problem);
        if (line.isPresent()) {
            line.get().retrying(failed + 1, attempts);
        } else {
            console.say("retry      " + text);
        }
        tell(() -> ledger.note(run.id(), Event.Level.WARN, text));
    }

    @Override
    public void published(Receipt receipt) {
        (rejectLoads.contains(receipt.load().load()) ? rejects : rows).addAndGet(receipt.rows());
        tell(() -> ledger.copy(List.of(receipt)));
    }

    /** The ledger is history: what it could not take is said, and the run goes on. */
    private void tell(Runnable what) {
        try {
            what.run();
        } catch (Fault fault) {
            console.warn("the ledger lacks a line of run " + run.id() + ": " + fault.getMessage());
        }
    }

    @Override
    public void mayGoOn() {
        end.check();
        lease.ifPresent(HeldLease::require);
    }

    /** The bar goes before the report comes. */
    void quiet() {
        line.ifPresent(ProgressLine::close);
        line = Optional.empty();
    }

    @Override
    public void close() {
        quiet();
    }
}

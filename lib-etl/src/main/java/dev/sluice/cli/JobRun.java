package dev.sluice.cli;

import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.ledger.HeldLease;
import dev.sluice.ledger.Lease;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Owner;
import dev.sluice.ledger.Run;
import dev.sluice.run.Job;
import dev.sluice.run.Report;
import dev.sluice.run.ReportText;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** One run of a job with everything around it: lease, ledger, Spark, progress, deadline, report. */
final class JobRun {
    private final Job job;
    private final Console console;
    private final Optional<LocalDate> from;
    private final Optional<LocalDate> to;
    private final IfHeld ifHeld;
    private final Optional<Duration> deadline;

    /** What to do when another run holds the job. */
    enum IfHeld {
        /** Say who, exit 0. */
        SKIP,
        /** Say who, exit 75. */
        FAIL,
        /** Run all the same; the publish stays right, at worst work is done in vain. */
        IGNORE
    }

    JobRun(
            Job job,
            Console console,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            IfHeld ifHeld,
            Optional<Duration> deadline) {
        this.job = job;
        this.console = console;
        this.from = from;
        this.to = to;
        this.ifHeld = ifHeld;
        this.deadline = deadline;
    }

    int exitWhenHeld() {
        return ifHeld == IfHeld.FAIL ? Code.TRY_LATER.exitStatus() : 0;
    }

    Optional<Report> execute() {
        return execute(spark -> {});
    }

    /**
     * Runs the job.
     *
     * @param afterwards looks at the result while Spark is still there, unless something failed
     * @return empty when another run holds the lease
     */
    Optional<Report> execute(Consumer<SparkSession> afterwards) {
        Ledger ledger = Ledger.at(job.ledgerFile());
        Run started = ledger.begin(job.name(), Version.current(), job.configurationHash());
        if (ifHeld == IfHeld.IGNORE) {
            return Optional.of(run(ledger, started, Optional.empty(), afterwards));
        }
        Lease answer = Lease.tryTake(ledger, job.name(), Owner.here(started.id()), Lease.TTL);
        if (answer instanceof Lease.Busy busy) {
            ledger.finish(started.finished(Run.Outcome.BUSY, exitWhenHeld(), busy(busy)));
            console.say(busy(busy));
            console.data(busy);
            return Optional.empty();
        }
        try (HeldLease held = (HeldLease) answer) {
            ledger.abandonOthers(started);
            return Optional.of(run(ledger, started, Optional.of(held), afterwards));
        }
    }

    private String busy(Lease.Busy busy) {
        return "%s  not started: run %s of %s holds the lease since %s, last sign of life %d s ago%s"
                .formatted(
                        job.name(),
                        busy.owner().run(),
                        busy.owner().who(),
                        busy.since(),
                        busy.quiet().toSeconds(),
                        busy.progress().isEmpty() ? "" : ", " + busy.progress());
    }

    private Report run(Ledger ledger, Run started, Optional<HeldLease> lease, Consumer<SparkSession> afterwards) {
        String id = started.id();
        Path folder = job.runFolder(id);
        Deadline clock = new Deadline(deadline);
        try {
            SparkSession spark = Session.start(job.name(), job);
            console.say("%s  run %s  Spark %s %s  ledger %s"
                    .formatted(
                            job.name(),
                            id,
                            spark.version(),
                            spark.sparkContext().master(),
                            ShellPath.path(job.ledgerFile())));
            try (Watch watch = new Watch(ledger, id, lease, clock)) {
                Report report = new Runner(spark, job, request(id), folder, watch).run();
                watch.quiet();
                finish(ledger, started, report, folder);
                if (report.exitStatus() == 0) {
                    afterwards.accept(spark);
                }
                return report;
            } finally {
                spark.stop();
            }
        } catch (RuntimeException e) {
            int status = e instanceof Fault fault ? fault.code().exitStatus() : Code.INTERNAL.exitStatus();
            ledger.finish(started.finished(Run.Outcome.FAILED, status, String.valueOf(e.getMessage())));
            throw e;
        } finally {
            clock.close();
            RunFolder.tidy(folder);
        }
    }

    private Request request(String id) {
        return new Request(id, Instant.now(), from, to, Version.current());
    }

    private void finish(Ledger ledger, Run started, Report report, Path folder) {
        Path json = folder.resolve("report.json");
        Path text = folder.resolve("report.txt");
        List<String> lines = ReportText.outcome(report, ShellPath.path(text));
        try {
            Files.createDirectories(folder);
            Files.writeString(json, Console.toJson(report));
            Files.write(text, lines);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write report: " + json, e);
        }
        long rejects = report.loads().stream()
                .filter(Report.Loaded::rejects)
                .mapToLong(Report.Loaded::rows)
                .sum();
        long rows = report.loads().stream().mapToLong(Report.Loaded::rows).sum() - rejects;
        Run.Outcome outcome = switch (report.outcome()) {
            case PUBLISHED -> Run.Outcome.OK;
            case NOTHING_TO_DO -> Run.Outcome.NOTHING;
            case FAILED -> Run.Outcome.FAILED;
        };
        ledger.finish(started.published(rows, rejects)
                .reported(json.toString())
                .finished(outcome, report.exitStatus(), report.problem()));
        if (report.outcome() == Report.Outcome.NOTHING_TO_DO) {
            console.say(ReportText.plan(report));
        }
        console.say(lines);
        console.data(report);
    }

    /** Prints what a run would do. */
    void plan() {
        String id = "plan-" + UUID.randomUUID().toString().substring(0, 8);
        SparkSession spark = Session.start(job.name(), job);
        try {
            Report report = new Runner(spark, job, request(id), job.runFolder(id), new RunListener() {}).plan();
            console.say(ReportText.plan(report));
            for (Report.SliceLine slice : report.slices()) {
                console.say("  slice %d   %,d items, about %s"
                        .formatted(slice.number(), slice.items(), ReportText.bytes(slice.bytes())));
            }
            job.loads()
                    .forEach(load -> console.say("  writes    %-24s from %-20s %s"
                            .formatted(
                                    load.sink().describe(),
                                    load.from(),
                                    load.sink().guarantee().words())));
            console.data(report);
        } finally {
            spark.stop();
            RunFolder.remove(job.runFolder(id));
        }
    }

    /** Passes a run's steps on to the lease, the ledger and the progress line. */
    private final class Watch implements RunListener, AutoCloseable {
        private final Ledger ledger;
        private final String run;
        private final Optional<HeldLease> lease;
        private final Deadline clock;
        private Optional<ProgressLine> line = Optional.empty();

        Watch(Ledger ledger, String run, Optional<HeldLease> lease, Deadline clock) {
            this.ledger = ledger;
            this.run = run;
            this.lease = lease;
            this.clock = clock;
        }

        @Override
        public void planned(Report.Planned plan) {
            if (plan.slices() > 0) {
                console.say("plan       %,d items, about %s → %,d %s   (%,d items done earlier)"
                        .formatted(
                                plan.items(),
                                ReportText.bytes(plan.bytes()),
                                plan.slices(),
                                plan.slices() == 1 ? "slice" : "slices",
                                plan.done()));
                quiet();
                line = console.live() ? Optional.of(new ProgressLine(plan.bytes())) : Optional.empty();
            }
        }

        @Override
        public void sliceStarted(Slice slice, int of, Tally tally) {
            lease.ifPresent(held -> held.progress("slice " + slice.number() + "/" + of));
            line.ifPresent(bar -> bar.slice(slice.number(), of, slice.bytes(), tally));
        }

        @Override
        public void sliceEnded(Slice slice, String state, String problem) {
            line.ifPresent(bar -> bar.sliceDone(slice.bytes()));
        }

        @Override
        public void published(Receipt receipt) {
            ledger.copy(List.of(receipt));
        }

        @Override
        public void mayGoOn() {
            clock.check();
            lease.ifPresent(held -> {
                if (!held.alive()) {
                    throw new Fault(
                            Code.LEASE_LOST,
                            "Cannot go on with run " + run
                                    + ": its lease is lost (another run has it; this one stops)");
                }
            });
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
}

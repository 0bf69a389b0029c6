package dev.sluice.cli;

import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
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
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** One run of a job with everything around it: lease, ledger, Spark, progress, deadline, report. */
final class JobRun {
    private static final Duration LEASE = Duration.ofSeconds(60);

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
        Ledger ledger = Ledger.open(job.ledgerFile());
        String id = ledger.newRunId();
        Owner owner = Owner.here(id);
        if (ifHeld == IfHeld.IGNORE) {
            return Optional.of(run(ledger, id, owner, Optional.empty(), afterwards));
        }
        Lease.Answer answer = Lease.tryTake(ledger, job.name(), owner, LEASE);
        if (answer instanceof Lease.Busy busy) {
            console.say(busy(busy));
            console.data(busy);
            return Optional.empty();
        }
        try (Lease.Held held = (Lease.Held) answer) {
            return Optional.of(run(ledger, id, owner, Optional.of(held), afterwards));
        }
    }

    private String busy(Lease.Busy busy) {
        return "%s  not started: %s holds the lease since %s, last sign of life %d s ago%s"
                .formatted(
                        job.name(),
                        busy.owner(),
                        busy.since(),
                        Duration.between(busy.lastSign(), Instant.now()).toSeconds(),
                        busy.progress().isEmpty() ? "" : ", " + busy.progress());
    }

    private Report run(
            Ledger ledger, String id, Owner owner, Optional<Lease.Held> lease, Consumer<SparkSession> afterwards) {
        Run started = Run.started(id, job.name(), owner.who(), Version.current(), job.configurationHash());
        ledger.begin(started);
        Path folder = job.runFolder(id);
        Deadline clock = new Deadline(deadline);
        try {
            SparkSession spark = Session.start(job.name(), job.spark());
            console.say("%s  run %s  Spark %s %s  ledger %s"
                    .formatted(
                            job.name(),
                            id,
                            spark.version(),
                            spark.sparkContext().master(),
                            ShellPath.path(job.ledgerFile())));
            try (Watch watch = new Watch(ledger, id, lease, clock)) {
                Report report = new Runner(spark, job, request(id), folder, watch).run();
                watch.close();
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
        long rejects = report.loads().stream().filter(Report.Loaded::rejects).mapToLong(Report.Loaded::rows).sum();
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
        Ledger ledger = Ledger.open(job.ledgerFile());
        String id = ledger.newRunId();
        SparkSession spark = Session.start(job.name(), job.spark());
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
        private final Optional<Lease.Held> lease;
        private final Deadline clock;
        private Optional<ProgressLine> line = Optional.empty();

        Watch(Ledger ledger, String run, Optional<Lease.Held> lease, Deadline clock) {
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
                close();
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
            ledger.keep(receipt);
        }

        @Override
        public void mayGoOn() {
            clock.check();
            lease.ifPresent(held -> {
                if (!held.alive()) {
                    throw new Fault(
                            Code.LEASE_LOST,
                            "Cannot go on with run " + run + ": its lease is lost (another run has it; this one stops)");
                }
            });
        }

        @Override
        public void close() {
            line.ifPresent(ProgressLine::close);
            line = Optional.empty();
        }
    }
}

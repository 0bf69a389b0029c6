package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import dev.sluice.ledger.HeldLease;
import dev.sluice.ledger.Lease;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Owner;
import dev.sluice.ledger.Run;
import dev.sluice.run.Job;
import dev.sluice.run.Report;
import dev.sluice.run.ReportText;
import dev.sluice.run.Request;
import dev.sluice.run.Runner;
import dev.sluice.run.SparkFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/** One run of a job with everything around it: lease, ledger, Spark, progress, deadline, report. */
final class JobRun {
    private final Job job;
    private final Console console;
    private final Optional<LocalDate> from;
    private final Optional<LocalDate> to;
    private final IfHeld ifHeld;
    private final Optional<Duration> deadline;
    private Optional<Runner> runner = Optional.empty();

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
            ledger.abandonOthers(started).forEach(id -> new RunFolder(job.runFolder(id)).close());
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
        String name = "run " + started.id() + " of " + job.name();
        try (EarlyEnd end = new EarlyEnd(name, deadline);
                RunFolder folder = new RunFolder(job.runFolder(started.id()))) {
            RunWatch watch = new RunWatch(started, job, console, ledger, lease, end);
            end.lastWords(why -> {
                ledger.finish(ended(watch.progress(), why));
                lease.ifPresent(HeldLease::close);
            });
            lease.ifPresent(held -> held.onLost(() -> end.ask(new Fault(
                    Code.LEASE_LOST,
                    "Cannot go on with " + name + ": its lease is lost (another run has it; this one stops)"))));
            try {
                return inSpark(ledger, started, folder.path(), watch, end, afterwards);
            } catch (Exception | OutOfMemoryError e) { // Spark throws checked exceptions that it does not declare.
                Fault told = end.asked().orElseGet(() -> SparkFaults.translate(e, Code.SETTINGS));
                suppress(told, e);
                Run run = watch.progress();
                try {
                    run = reported(run, folder.path(), told);
                } catch (Fault second) {
                    suppress(told, second);
                }
                try {
                    ledger.finish(ended(run, told));
                } catch (Fault second) {
                    suppress(told, second);
                }
                throw told;
            }
        }
    }

    /** Leaves a report of what was done until then, as far as the run came; the problem itself is told by the caller. */
    private Run reported(Run run, Path folder, Fault problem) {
        if (runner.isEmpty()) {
            return run;
        }
        Report report =
                ShapeChanges.noted(Ledger.at(job.ledgerFile()), runner.get().failed(problem), console);
        ReportFiles files = new ReportFiles(folder);
        List<String> lines = ReportText.outcome(report, ShellPath.path(files.text()));
        List<String> text = new ArrayList<>(lines);
        text.add(0, "failed     exit %d  %s".formatted(report.exitStatus(), report.problem()));
        files.write(report, text);
        console.say(lines);
        return run.reported(files.json().toString());
    }

    private static void suppress(Fault told, Throwable second) {
        if (told != second && told.getCause() != second) {
            told.addSuppressed(second);
        }
    }

    private static Run ended(Run run, Fault problem) {
        boolean stopped = problem.code() == Code.STOPPED || problem.code() == Code.DEADLINE;
        return run.finished(
                stopped ? Run.Outcome.STOPPED : Run.Outcome.FAILED,
                problem.code().exitStatus(),
                String.valueOf(problem.getMessage()));
    }

    private Report inSpark(
            Ledger ledger, Run started, Path folder, RunWatch watch, EarlyEnd end, Consumer<SparkSession> afterwards) {
        String id = started.id();
        end.check();
        job.warehouses().stream().filter(Files::exists).forEach(JobRun::requireWritable);
        SparkSession spark = Session.start(job.name(), job);
        end.cancelBy(spark.sparkContext()::cancelAllJobs);
        console.say("%s  run %s  Spark %s %s  ledger %s"
                .formatted(
                        job.name(),
                        id,
                        spark.version(),
                        spark.sparkContext().master(),
                        ShellPath.path(job.ledgerFile())));
        try (watch) {
            runner = Optional.of(new Runner(spark, job, request(id), folder, watch));
            Report report = ShapeChanges.noted(ledger, runner.get().run(), console);
            watch.quiet();
            if (report.exitStatus() != 0) {
                end.check();
            }
            finish(ledger, started, report, folder, ReportText.notes(job, spark));
            if (report.exitStatus() == 0) {
                afterwards.accept(spark);
            }
            return report;
        } catch (FSError e) {
            // An Error, although it only says that a local disk is full or broken.
            IOException cause = e.getCause() instanceof IOException told ? told : new IOException(e);
            throw new Fault(
                    InputOutput.code(cause),
                    "Cannot write: " + cause.getMessage() + " (free some space and run again, it goes on where it was)",
                    e);
        } finally {
            end.cancelBy(() -> {});
            spark.stop();
        }
    }

    private static void requireWritable(Path warehouse) {
        if (!Files.isWritable(warehouse)) {
            throw new Fault(
                    Code.NOT_ALLOWED,
                    "Cannot write warehouse folder: " + warehouse + " (grant write access, or name another)");
        }
    }

    private Request request(String id) {
        return new Request(id, Instant.now(), from, to, Version.current());
    }

    private void finish(Ledger ledger, Run started, Report report, Path folder, List<String> notes) {
        List<String> lines = new ArrayList<>(report.plan().slices() == 0 ? List.of() : notes);
        ReportFiles files = new ReportFiles(folder);
        lines.addAll(ReportText.outcome(report, ShellPath.path(files.text())));
        files.write(report, lines);
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
                .reported(files.json().toString())
                .finished(outcome, report.exitStatus(), message(report)));
        if (report.outcome() == Report.Outcome.NOTHING_TO_DO) {
            console.say(ReportText.plan(report));
        }
        console.say(lines);
        console.data(report);
    }

    /** What the ledger keeps: the problem, or else which loads stay behind. */
    private static String message(Report report) {
        return report.problem().isEmpty()
                ? report.remarks().stream()
                        .filter(remark -> remark.code().equals("BEHIND"))
                        .map(remark -> remark.subject() + " " + remark.message())
                        .collect(Collectors.joining("; "))
                : report.problem();
    }
}

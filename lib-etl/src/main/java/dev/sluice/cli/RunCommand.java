package dev.sluice.cli;

import dev.sluice.run.Job;
import dev.sluice.run.Report;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice run}: does what is undone. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Do what is undone: read, check and publish slice by slice. Safe to start twice, or again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice run conf/access-logs.conf",
            "  sluice run conf/access-logs.conf --deadline 2h --json",
            "  sluice run conf/daily-traffic.conf --from 2026-11-01 --to 2026-11-07",
            "  sluice --master spark://host:7077 run conf/access-logs.conf"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(names = "--from", paramLabel = "DAY", description = "Only days from this one on (day-sliced jobs).")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY", description = "Only days up to this one (day-sliced jobs).")
    private Optional<LocalDate> to = Optional.empty();

    @Option(names = "--if-held", description = "What to do when another run holds the job: ${COMPLETION-CANDIDATES}.")
    private JobRun.IfHeld ifHeld = JobRun.IfHeld.SKIP;

    @Option(names = "--no-lease", description = "Do not look whether another run is at work; the publish stays right.")
    private boolean noLease;

    @Option(names = "--deadline", paramLabel = "TIME", description = "Stop with exit 124 after this long, e.g. 2h.")
    private Optional<Duration> deadline = Optional.empty();

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        JobRun run = new JobRun(read, console, from, to, noLease ? JobRun.IfHeld.IGNORE : ifHeld, deadline);
        Optional<Report> report = run.execute();
        return report.map(Report::exitStatus).orElseGet(run::exitWhenHeld);
    }
}

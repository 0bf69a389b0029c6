package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.ledger.Lease;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Run;
import dev.sluice.run.Job;
import dev.sluice.run.ReportText;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice status}: when each job of a state folder last did all that there was to do. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "When did each job of the job file's state folder last succeed?",
            "A success is a run that published, or found nothing to do, without a problem."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice status conf/access-logs.conf",
            "  sluice status conf/access-logs.conf --max-age 26h || page-someone"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            description = "Exit 75 unless each job succeeded within this long, e.g. 26h.")
    private Optional<Duration> maxAge = Optional.empty();

    /**
     * How a job is.
     *
     * @param fresh whether its last success is young enough
     * @param age since the last success
     * @param lastSuccess when the last success ended
     * @param last how the last run ended that was not turned away
     * @param running who is at work on it now
     * @param message of the last run
     */
    record Line(
            String job,
            boolean fresh,
            Optional<Duration> age,
            Optional<Instant> lastSuccess,
            Optional<Run.Outcome> last,
            Optional<String> running,
            String message) {}

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        Instant now = Instant.now();
        List<Line> lines = new ArrayList<>();
        // Asking must not make a ledger.
        if (Files.exists(read.ledgerFile())) {
            Ledger ledger = Ledger.at(read.ledgerFile());
            Set<String> names = new TreeSet<>(ledger.jobs());
            names.removeAll(formerNames(read));
            names.add(read.name());
            names.forEach(name -> lines.add(line(ledger, name, now)));
        } else {
            lines.add(never(read.name()));
        }
        console.say(Console.table(
                List.of("job", "status", "last success", "ago", "last run", "message"),
                lines.stream().map(this::cells).toList()));
        console.data(lines);
        return lines.stream().allMatch(Line::fresh) ? 0 : Code.TRY_LATER.exitStatus();
    }

    /** What the job was called before: nothing of those names runs any more. */
    private static Set<String> formerNames(Job job) {
        return job.loads().stream()
                .flatMap(load -> load.id().was().stream())
                .map(was -> was.substring(0, was.indexOf('/')))
                .collect(Collectors.toSet());
    }

    private Line never(String name) {
        return new Line(
                name, maxAge.isEmpty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    private Line line(Ledger ledger, String name, Instant now) {
        Optional<Run> last = ledger.runs(name, 100).stream()
                .filter(run -> run.outcome() != Run.Outcome.BUSY)
                .findFirst();
        Optional<Instant> success = ledger.lastSuccess(name).flatMap(Run::finishedAt);
        Optional<Duration> age = success.map(end -> Duration.between(end, now));
        boolean fresh = maxAge.isEmpty()
                || age.filter(old -> old.compareTo(maxAge.get()) <= 0).isPresent();
        return new Line(
                name,
                fresh,
                age,
                success,
                last.map(Run::outcome),
                Lease.find(ledger, name).map(busy -> busy.owner().who()),
                last.map(Run::message).orElse(""));
    }

    private List<String> cells(Line line) {
        String state = line.lastSuccess().isEmpty() ? "never" : line.fresh() ? "ok" : "too old";
        return List.of(
                line.job(),
                state,
                line.lastSuccess()
                        .map(at -> at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                                .toString())
                        .orElse("–"),
                line.age().map(ReportText::duration).orElse("–"),
                line.running().isPresent()
                        ? "running"
                        : line.last()
                                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                                .orElse("–"),
                line.message().lines().findFirst().orElse(""));
    }
}

package dev.sluice.cli;

import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Run;
import dev.sluice.run.Job;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice runs}: the last runs of a job. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "The last runs of a job, newest first.")
final class RunsCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(names = "--limit", description = "Most runs to print (preset ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        List<Run> runs = Ledger.at(read.ledgerFile()).runs(read.name(), limit);
        console.say(Console.table(
                List.of("run", "started", "outcome", "exit", "rows", "rejects", "message"),
                runs.stream()
                        .map(run -> List.of(
                                run.id(),
                                run.startedAt().toString(),
                                run.outcome().name().toLowerCase(java.util.Locale.ROOT),
                                Integer.toString(run.exitStatus()),
                                "%,d".formatted(run.rows()),
                                "%,d".formatted(run.rejects()),
                                run.message().lines().findFirst().orElse("")))
                        .toList()));
        console.data(runs);
        return 0;
    }
}

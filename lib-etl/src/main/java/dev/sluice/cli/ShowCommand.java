package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Run;
import dev.sluice.run.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice show}: one run and its report. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "One run of a job: how it went, and its report.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Parameters(index = "1", paramLabel = "RUN", description = "The run's id, or its beginning.")
    private String id;

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        Run run = Ledger.at(read.ledgerFile()).run(id);
        console.say("%s  run %s  %s  exit %d  %s"
                .formatted(run.job(), run.id(), run.outcome(), run.exitStatus(), run.who()));
        if (!run.message().isEmpty()) {
            console.say(run.message());
        }
        Path text = read.runFolder(run.id()).resolve("report.txt");
        if (Files.exists(text)) {
            try {
                console.say(Files.readAllLines(text));
            } catch (IOException e) {
                throw new Fault(Code.INPUT_OUTPUT, "Cannot read report: " + text, e);
            }
        }
        console.data(run);
        return 0;
    }
}

package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.PlannedSlice;
import dev.sluice.ledger.Run;
import dev.sluice.run.Job;
import dev.sluice.run.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice show}: one run, what happened in it, and its report; its slices where it ended without one. */
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
        Ledger ledger = Ledger.at(read.ledgerFile());
        Run run = ledger.run(id);
        console.say("%s  run %s  %s  exit %d  %s"
                .formatted(run.job(), run.id(), run.outcome(), run.exitStatus(), run.who()));
        if (!run.message().isEmpty()) {
            console.say(run.message());
        }
        ledger.events(run.id()).forEach(event -> console.say(event.at() + "  " + event.text()));
        Path text = new ReportFiles(read.runFolder(run.id())).text();
        if (Files.exists(text)) {
            try {
                console.say(Files.readAllLines(text));
            } catch (IOException e) {
                throw new Fault(Code.INPUT_OUTPUT, "Cannot read report: " + text, e);
            }
        } else {
            ledger.slices(run.id()).forEach(slice -> console.say(line(slice)));
        }
        console.data(run);
        return 0;
    }

    private static String line(PlannedSlice slice) {
        return "slice %d  %s  %s, about %s%s"
                .formatted(
                        slice.number(),
                        slice.state() == PlannedSlice.State.PLANNED
                                ? "begun"
                                : slice.state().name().toLowerCase(Locale.ROOT),
                        ReportText.counted(slice.items(), "item"),
                        ReportText.bytes(slice.bytes()),
                        slice.message().isEmpty() ? "" : "  " + slice.message());
    }
}

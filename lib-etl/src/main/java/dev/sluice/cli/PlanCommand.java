package dev.sluice.cli;

import dev.sluice.run.Job;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice plan}: says what a run would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Say what a run would do now, and what each load promises. Changes nothing.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Job read = job.read();
        new JobRun(read, Console.of(output), Optional.empty(), Optional.empty(), JobRun.IfHeld.IGNORE, Optional.empty())
                .plan();
        return 0;
    }
}

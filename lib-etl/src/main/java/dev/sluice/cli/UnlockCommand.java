package dev.sluice.cli;

import dev.sluice.ledger.Lease;
import dev.sluice.ledger.Ledger;
import dev.sluice.run.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice unlock}: ends a lease by hand. */
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description = "End the lease on a job. Harmless if the holder lives: it stops, and publishes nothing twice.")
final class UnlockCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        Lease.unlock(Ledger.at(read.ledgerFile()), read.name());
        console.say(read.name() + "  unlocked");
        console.data(read.name());
        return 0;
    }
}

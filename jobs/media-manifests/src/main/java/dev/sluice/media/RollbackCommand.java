package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.media.promote.Deed;
import dev.sluice.media.promote.Promotions;
import dev.sluice.media.promote.Quarantine;
import dev.sluice.run.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice media rollback}: originals come back from the quarantine. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Put originals back in place of what was promoted, the last one first. A replacement that somebody has",
            "changed since is left, and so is its original. Says first what it would do, as promote does."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media rollback conf/media-plan.conf --quarantine out/quarantine",
            "  sluice media rollback conf/media-plan.conf --quarantine out/quarantine --since 2h --yes",
            "  sluice media rollback conf/media-plan.conf --quarantine out/quarantine --items '*/holiday.mp4'"
        })
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private PromotionOptions options;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was promoted within this time, such as 2h.")
    private Optional<Duration> since = Optional.empty();

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Job job = options.job();
        Quarantine quarantine = options.quarantine(PlanSteps.manifests(job, "roll back"));
        Promotions promotions = new Promotions(quarantine);
        Optional<Instant> first = since.map(Instant.now()::minus);
        return new PromotionRun(Deed.ROLLBACK, job.name(), options, quarantine, Console.of(output), List.of())
                .run(() -> promotions.returnable(options.items(), first), promotions::rollback);
    }
}

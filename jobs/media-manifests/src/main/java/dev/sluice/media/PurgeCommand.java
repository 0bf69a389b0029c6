package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.media.promote.Deed;
import dev.sluice.media.promote.Edited;
import dev.sluice.media.promote.Promotions;
import dev.sluice.media.promote.Quarantine;
import dev.sluice.run.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice media purge}: originals in the quarantine go for good. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = {
            "Delete originals from the quarantine, and what is left of their outputs, once their replacements have been",
            "in place for a while. One whose replacement is not there as it was promoted is left. Says first what it",
            "would do, as promote does; there is no way back."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media purge conf/media-plan.conf --quarantine out/quarantine --dry-run",
            "  sluice media purge conf/media-plan.conf --quarantine out/quarantine --older-than 90d --yes"
        })
final class PurgeCommand implements Callable<Integer> {
    @Mixin
    private PromotionOptions options;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Promoted so long ago (preset 30d).")
    private Duration olderThan = Duration.ofDays(30);

    @Option(names = "--edited", description = "Also where somebody has edited the replacement since.")
    private boolean edited;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Job job = options.job();
        Quarantine quarantine = options.quarantine(PlanSteps.manifests(job, "purge"));
        Promotions promotions = new Promotions(quarantine);
        Edited meant = edited ? Edited.TOO : Edited.NOT;
        Instant last = Instant.now().minus(olderThan);
        return new PromotionRun(Deed.PURGE, job.name(), options, quarantine, Console.of(output), List.of())
                .run(
                        () -> promotions.purgeable(options.items(), last, meant),
                        (ready, each) -> promotions.purge(ready, meant, each));
    }
}

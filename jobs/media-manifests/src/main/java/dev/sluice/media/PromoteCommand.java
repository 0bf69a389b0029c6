package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.media.promote.Deed;
import dev.sluice.media.promote.Promotions;
import dev.sluice.media.promote.Quarantine;
import dev.sluice.media.promote.Screening;
import dev.sluice.media.promote.Wanted;
import dev.sluice.media.report.PlanReport.Next;
import dev.sluice.media.verify.Verdicts;
import dev.sluice.run.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice media promote}: accepted outputs take the places of their originals. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = {
            "Put outputs that the gate has accepted into the places of their originals, which go to a quarantine: their",
            "own name where the extension is the same, else a name beside. Says first what it would do; does it with",
            "--yes, or when a person at a terminal agrees. Whatever ends it, the next one goes on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media promote conf/media-plan.conf --verdicts out/verdicts --quarantine out/quarantine",
            "  sluice media promote conf/media-plan.conf --verdicts out/verdicts --quarantine /films/.quarantine \\",
            "      --items '/films/2009/*' --limit 10 --yes"
        })
final class PromoteCommand implements Callable<Integer> {
    @Mixin
    private PromotionOptions options;

    @Option(names = "--verdicts", required = true, paramLabel = "DIR", description = "The folder of the verdicts.")
    private Path verdicts;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Of a file with several outputs, that of this profile; files without it are left out.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Files at most, by their path.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--new-time", description = "Replacements get the time of now; else that of their originals.")
    private boolean newTime;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Job job = options.job();
        ManifestSink manifests = PlanSteps.manifests(job, "promote");
        Quarantine quarantine = options.quarantine(manifests);
        Optional<Instant> time =
                newTime ? Optional.of(Instant.now().truncatedTo(ChronoUnit.SECONDS)) : Optional.empty();
        Wanted wanted = new Wanted(options.items(), profile, limit, time);
        List<Next> next = List.of(
                new Next("take it back", options.command("rollback", "")),
                new Next("free the space", options.command("purge", " --older-than 30d")));
        return new PromotionRun(Deed.PROMOTE, job.name(), options, quarantine, Console.of(output), next)
                .run(
                        () -> new Screening(quarantine, new Verdicts(verdicts), wanted)
                                .of(Generations.in(manifests.path().uri(), new Configuration())
                                        .jobs()),
                        new Promotions(quarantine)::promote);
    }
}

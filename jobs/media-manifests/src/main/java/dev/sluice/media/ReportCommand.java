package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.cli.Session;
import dev.sluice.cli.ShellPath;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.estimate.Estimator;
import dev.sluice.media.estimate.Speed;
import dev.sluice.media.estimate.SpeedTable;
import dev.sluice.media.report.PageFile;
import dev.sluice.media.report.PlanFacts;
import dev.sluice.media.report.PlanPage;
import dev.sluice.media.report.PlanReport;
import dev.sluice.media.report.PlanText;
import dev.sluice.media.report.SpeedSource;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice media report}: what a plan says of files, costs and shards. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "What a plan has published: decisions and why, what they cost, who does what.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media report conf/media-plan.conf",
            "  sluice media report conf/media-plan.conf --html plan.html --workers 8,32"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file of the plan.")
    private Path file;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write one self-contained page.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            description = "When are so many workers done? (preset 4,16,64)")
    private List<Integer> workers = List.of(4, 16, 64);

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (workers.stream().anyMatch(number -> number < 1)) {
            throw new Fault(Code.USAGE, "Cannot report for " + workers + " workers (at least one is wanted)");
        }
        PlanSteps steps = PlanSteps.of(JobFile.read(file, BuiltIn.kinds(), System.getenv()));
        PlanReport report = report(steps);
        html.ifPresent(page -> PageFile.write(page, PlanPage.of(report)));
        Console console = Console.of(output);
        console.say(PlanText.of(report));
        html.ifPresent(page -> console.say(List.of("", "page       " + page)));
        console.data(report);
        return 0;
    }

    private PlanReport report(PlanSteps steps) {
        Job job = steps.job();
        SparkSession spark = Session.start("sluice media report", job);
        try {
            Generations generations = Generations.in(
                    steps.manifests().path().uri(), spark.sessionState().newHadoopConf());
            Optional<EstimateTransform> estimate = steps.first(EstimateTransform.class);
            List<Speed> measured = estimate.map(
                            step -> step.measured(spark.sessionState().newHadoopConf()))
                    .orElse(List.of());
            Estimator estimator = Estimator.of(
                    measured, estimate.map(EstimateTransform::threads).orElse(1));
            PublishedPlan plan = PublishedPlan.of(spark, steps);
            PlanFacts facts = new PlanFacts(
                    job.name(),
                    ShellPath.path(file),
                    steps.decisions().name(),
                    plan.inventory(),
                    generations.published(),
                    steps.first(CostTransform.class).map(CostTransform::prices),
                    steps.first(ShardTransform.class).map(ShardTransform::caps),
                    speeds(estimate, measured),
                    workers);
            return PlanReport.of(facts, plan.decided(), plan.jobs(generations, estimator));
        } finally {
            spark.stop();
        }
    }

    private static SpeedSource speeds(Optional<EstimateTransform> estimate, List<Speed> measured) {
        return estimate.flatMap(EstimateTransform::calibration)
                .filter(calibration -> !measured.isEmpty())
                .map(calibration -> SpeedSource.of(calibration.toString(), measured))
                .orElseGet(() ->
                        SpeedSource.of(SpeedSource.SHIPPED, SpeedTable.shipped().speeds()));
    }
}

package dev.sluice.cli;

import dev.sluice.run.Job;
import dev.sluice.run.JobCheck;
import dev.sluice.run.ReportText;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice check}: is a job file right? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Say every mistake of a job file at once. Starts no Spark unless asked to --connect.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(names = "--connect", description = "Also reach the stores and analyse each step on empty tables.")
    private boolean connect;

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        if (connect) {
            SparkSession spark = Session.start(read.name(), read);
            try {
                say(console, read, JobCheck.connect(spark, read));
            } finally {
                spark.stop();
            }
        }
        console.say("%s  ok: %s, %s, %s"
                .formatted(
                        ShellPath.path(read.file()),
                        ReportText.counted(read.sources().size(), "source"),
                        ReportText.counted(read.transforms().size(), "step"),
                        ReportText.counted(read.loads().size(), "load")));
        console.data(Map.of("job", read.name(), "ok", true));
        return 0;
    }

    /** What is not wrong, but otherwise than the last run or the targets have it. */
    private static void say(Console console, Job job, JobCheck.Seen seen) {
        console.say(ReportText.changes(ShapeChanges.since(job, seen.shapes())));
        seen.differences().forEach((load, differences) -> {
            if (!differences.isEmpty()) {
                console.say("contract   load.%s: %s".formatted(load, String.join(", ", differences)));
            }
        });
        seen.asked()
                .forEach((load, asked) ->
                        asked.forEach(of -> console.say("pushed     load.%s: %s".formatted(load, of))));
    }
}

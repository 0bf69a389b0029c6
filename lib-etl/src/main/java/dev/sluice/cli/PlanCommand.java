package dev.sluice.cli;

import dev.sluice.load.Sink;
import dev.sluice.run.Job;
import dev.sluice.run.Report;
import dev.sluice.run.ReportText;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice plan}: says what a run would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Say what a run would do now, and what each load promises. Changes nothing.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private JobOption file;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Job job = file.read();
        Console console = Console.of(output);
        String id = "plan-" + UUID.randomUUID().toString().substring(0, 8);
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), Version.current());
        SparkSession spark = Session.start(job.name(), job);
        try {
            Report report = new Runner(spark, job, request, job.runFolder(id), new RunListener() {}).plan();
            console.say(ReportText.plan(report));
            for (Report.SliceLine slice : report.slices()) {
                console.say("  slice %d   %s, about %s"
                        .formatted(
                                slice.number(),
                                ReportText.counted(slice.items(), "item"),
                                ReportText.bytes(slice.bytes())));
            }
            job.loads()
                    .forEach(load -> console.say("  writes    %-24s from %-20s %s"
                            .formatted(load.sink().describe(), load.from(), promise(load.sink()))));
            console.say("  checks    " + job.checks().words());
            ReportText.notes(job, spark).forEach(note -> console.say("  " + note));
            console.data(report);
        } finally {
            spark.stop();
            RunFolder.remove(job.runFolder(id));
        }
        return 0;
    }

    private static String promise(Sink sink) {
        return sink.guarantee().words() + (sink.manner().isEmpty() ? "" : "; " + sink.manner());
    }
}

package dev.sluice.cli;

import dev.sluice.run.Job;
import dev.sluice.run.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice maintain}: keeps a job's tables in shape. */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description = "Compact a job's tables and expire old snapshots. Receipts and heads stay.")
final class MaintainCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            description = "Keep snapshots younger than this (preset ${DEFAULT-VALUE}).")
    private Duration keep = Duration.ofDays(7);

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        SparkSession spark = Session.start(read.name(), read);
        List<String> done = new ArrayList<>();
        try {
            for (Load load : read.loads()) {
                load.sink().open(spark, load.id()).maintain(keep);
                console.say("maintained  " + load.sink().describe());
                done.add(load.name());
            }
        } finally {
            spark.stop();
        }
        console.data(done);
        return 0;
    }
}

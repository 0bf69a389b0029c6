package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.Job;
import dev.sluice.run.ReportText;
import dev.sluice.run.Reprocess;
import dev.sluice.run.Request;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice reprocess}: makes items undone on purpose. */
@Command(
        name = "reprocess",
        mixinStandardHelpOptions = true,
        description = "Make items undone, so that the next run does them again and replaces their rows.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice reprocess conf/access-logs.conf --items '*/edge-7/*'",
            "  sluice reprocess conf/daily-traffic.conf --from 2026-11-01 --to 2026-11-07",
            "  sluice reprocess conf/access-logs.conf --built-before 0.2.0"
        })
final class ReprocessCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(names = "--items", paramLabel = "GLOB", description = "Items whose path or id matches.")
    private Optional<String> items = Optional.empty();

    @Option(names = "--from", paramLabel = "DAY", description = "Days from this one on.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY", description = "Days up to this one.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(names = "--built-before", paramLabel = "VERSION", description = "Items loaded by an earlier Sluice.")
    private Optional<String> builtBefore = Optional.empty();

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        Reprocess what = new Reprocess(items, from, to, builtBefore);
        SparkSession spark = Session.start(read.name(), read);
        try {
            String id = "reprocess-" + UUID.randomUUID().toString().substring(0, 8);
            long retired = what.retire(
                    spark, read, new Request(id, Instant.now(), Optional.empty(), Optional.empty(), Version.current()));
            if (retired == 0) {
                throw new Fault(
                        Code.INPUT_MISSING,
                        "Cannot find a loaded item that matches (a path begins with file:/ or the like, so begin a"
                                + " pattern with *)");
            }
            console.say("%s  %s undone; the next run does %s again"
                    .formatted(read.name(), ReportText.counted(retired, "item"), retired == 1 ? "it" : "them"));
            console.data(Map.of("job", read.name(), "retired", retired));
        } finally {
            spark.stop();
        }
        return 0;
    }
}

package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.cli.ShellPath;
import dev.sluice.media.encode.Encodes;
import dev.sluice.media.report.EncodeReport;
import dev.sluice.media.report.EncodeText;
import dev.sluice.media.report.PlanReport.Next;
import dev.sluice.media.verify.Verdicts;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice media status}: how far encodes are, from the verdicts alone, whoever made the outputs. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "How far the jobs of published manifests are: what became of them, what it saved, what is under way, what is",
            "left, and how good the estimates were. Reads manifests and verdicts; may be asked at any time."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  sluice media status conf/media-encode.conf", "  sluice media status conf/media-encode.conf --json"
        })
final class EncodeStatusCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file that encodes.")
    private Path file;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        EncodeSteps steps = EncodeSteps.of(JobFile.read(file, BuiltIn.kinds(), System.getenv()), "tell the status of");
        Path folder = steps.encode().folder();
        Verdicts verdicts = Encodes.verdicts(folder);
        EncodeReport report = EncodeReport.of(steps.job().name(), steps.jobs(), verdicts::find);
        Console console = Console.of(output);
        List<Next> next = report.left() > 0
                ? List.of(
                        new Next("encode", "bin/sluice run " + ShellPath.path(file)),
                        new Next("judge what others made", "bin/sluice media verify " + ShellPath.path(file)))
                : List.of();
        console.say(EncodeText.of(report, Encodes.attempts(folder).alive(), next));
        console.data(MediaJson.tree(report));
        return 0;
    }
}

package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.extract.FilePin;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.probe.Limits;
import dev.sluice.media.probe.Prober;
import dev.sluice.media.probe.Refusal;
import dev.sluice.media.probe.Wish;
import dev.sluice.media.report.Visible;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice media explain}: what a plan would do with one file, and why. Starts no Spark. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Say what a plan would do with one file, and why: what is in it, which rule holds and by which values, what",
            "the profile makes of it, what that costs, and the command. The file is looked at now; the inventory is not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media explain conf/media-plan.conf data-samples/media/holiday.mp4",
            "  sluice media explain conf/media-plan.conf s3a://bucket/films/a%%20film.mkv --json",
            "",
            "Exit status: 0 explained, whatever the decision is; 65 no media or broken, 66 not there, 74 unreadable."
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file with the decide step.")
    private Path conf;

    @Parameters(index = "1", paramLabel = "FILE", description = "A path, or a percent-encoded URI.")
    private String file;

    @Option(names = "--step", paramLabel = "NAME", description = "The decide step, where there are several.")
    private Optional<String> step = Optional.empty();

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        MediaPlan plan = MediaPlan.read(conf, step);
        Configuration hadoop = plan.hadoop();
        Explained explained = Explained.of(plan, asset(hadoop), hadoop);
        Console console = Console.of(output);
        console.say(new ExplainText(explained).lines());
        if (console.json()) {
            console.data(MediaJson.tree(explained));
        }
        return 0;
    }

    private Asset asset(Configuration hadoop) {
        try {
            org.apache.hadoop.fs.Path path = path();
            FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
            String uri = FilePin.uri(status.getPath());
            FileProbes.Answer answer;
            try (Prober prober = new Prober(Limits.USUAL)) {
                answer = FileProbes.look(prober, Wish.FULL, hadoop, uri, status.getLen());
            }
            if (answer.probe().isEmpty()) {
                throw refused(answer);
            }
            return new Asset(
                    uri,
                    status.getLen(),
                    Instant.ofEpochMilli(status.getModificationTime()),
                    answer.asset().orElseThrow(),
                    answer.probe().get());
        } catch (FileNotFoundException e) {
            throw new Fault(Code.INPUT_MISSING, "Cannot find file: " + Visible.whole(file), e);
        } catch (IOException e) {
            throw new Fault(InputOutput.code(e), "Cannot read file: " + Visible.whole(file) + ", " + e.getMessage(), e);
        }
    }

    private org.apache.hadoop.fs.Path path() {
        if (!file.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
            return new org.apache.hadoop.fs.Path(
                    Path.of(file).toAbsolutePath().normalize().toString());
        }
        try {
            return new org.apache.hadoop.fs.Path(URI.create(file));
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Code.USAGE, "Cannot read URI: " + Visible.whole(file) + " (percent-encode odd characters)", e);
        }
    }

    private Fault refused(FileProbes.Answer answer) {
        String code = answer.code().orElseThrow();
        return new Fault(
                code.equals(Refusal.UNREADABLE.name()) ? Code.INPUT_OUTPUT : Code.INPUT_DAMAGED,
                "Cannot probe file: " + Visible.whole(file) + " (" + code + ": it "
                        + Visible.whole(answer.message().orElseThrow()) + ")");
    }
}

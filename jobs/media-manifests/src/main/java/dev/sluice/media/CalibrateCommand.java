package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.cli.Session;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.estimate.Finished;
import dev.sluice.media.estimate.Machine;
import dev.sluice.media.estimate.Measured;
import dev.sluice.media.estimate.Results;
import dev.sluice.media.estimate.Sample;
import dev.sluice.media.estimate.Speed;
import dev.sluice.media.estimate.SpeedTable;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.report.Visible;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice media calibrate}: how fast this machine encodes, for the plan's estimates. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how fast this machine encodes, and keep that in the file that the plan's estimate step names as",
            "calibration. First what the profiles encode by is measured with a test picture, then others while there is",
            "time. With --sample, short pieces of your own files are encoded instead, which tells sizes as well. With",
            "--from-results nothing is encoded: what finished encodes took is held against what was expected of them, so",
            "that the next plan knows. Files stay as they are. Stopped by Ctrl-C, it leaves what was measured before."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media calibrate conf/media-plan.conf",
            "  sluice media calibrate conf/media-plan.conf --sample 5 --seconds 600",
            "  sluice media calibrate conf/media-plan.conf --from-results conf/media-encode.conf"
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 86_400;

    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file with the steps decide and estimate.")
    private Path conf;

    @Option(names = "--seconds", description = "Time for all of it (preset ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Encode pieces of N files of each kind in the inventory.")
    private Optional<Integer> sample = Optional.empty();

    @Option(
            names = "--from-results",
            paramLabel = "ENCODE.conf",
            description = "Learn from the finished encodes of this job file, on machines like this one.")
    private Optional<Path> results = Optional.empty();

    @Option(names = "--step", paramLabel = "NAME", description = "The decide step, where there are several.")
    private Optional<String> step = Optional.empty();

    @Mixin
    private Output output;

    /**
     * What came of it.
     *
     * @param measured rows of now
     * @param kept rows of earlier calibrations of this machine
     * @param file where all of them are
     * @param told how estimates by the earlier rows and by the new ones do, of finished encodes
     */
    record Calibrated(
            String ffmpeg,
            String machine,
            List<Speed> measured,
            List<String> failures,
            int kept,
            String file,
            List<FinishedEncodes.Told> told) {}

    @Override
    public Integer call() {
        atLeastOne("--seconds", seconds, MOST_SECONDS);
        sample.ifPresent(files -> atLeastOne("--sample", files, 1000));
        Console console = Console.of(output);
        MediaPlan plan = MediaPlan.read(conf, step);
        CalibrationFile file = file(plan);
        List<Speed> before = file.read(plan.hadoop());
        Programs programs = Programs.find(Optional.empty());
        String version = programs.version();
        String machine = Machine.name();
        console.say("ffmpeg     %s  %s".formatted(version, programs.ffmpeg()));
        console.say("machine    " + machine);
        if (results.isPresent()) {
            return learned(plan, file, before, version, console);
        }
        List<Sample> samples = sample.map(files -> samples(plan, files)).orElse(List.of());
        Measured measured = measured(plan, programs, machine, samples, console);
        if (measured.speeds().isEmpty()) {
            String first = measured.failures().stream().findFirst().orElse("there was nothing to measure");
            throw new Fault(
                    Code.TRY_LATER,
                    "Cannot measure anything in " + seconds + " s: " + Visible.whole(first) + " (give more --seconds)");
        }
        List<Speed> all = SpeedTable.merged(before, measured.speeds(), machine);
        return kept(
                console,
                file,
                all,
                new Calibrated(
                        version,
                        machine,
                        measured.speeds(),
                        measured.failures(),
                        all.size() - measured.speeds().size(),
                        file.local().toString(),
                        List.of()));
    }

    private int learned(MediaPlan plan, CalibrationFile file, List<Speed> before, String version, Console console) {
        sample.ifPresent(files -> {
            throw new Fault(Code.USAGE, "Cannot sample and learn from results at once (say one of them)");
        });
        String machine = Machine.name();
        List<Finished> finished = finished(plan, results.orElseThrow());
        List<Speed> learned = new Results(before).speeds(finished, machine, version, Instant.now());
        List<Speed> all = SpeedTable.merged(before, learned, machine);
        Calibrated done = new Calibrated(
                version,
                machine,
                learned,
                List.of(),
                all.size() - learned.size(),
                file.local().toString(),
                List.of(FinishedEncodes.Told.by(before, finished), FinishedEncodes.Told.by(all, finished)));
        return kept(console, file, all, done);
    }

    private static int kept(Console console, CalibrationFile file, List<Speed> all, Calibrated done) {
        file.write(all);
        console.say(new CalibrationText(done).lines());
        if (console.json()) {
            console.data(MediaJson.tree(done));
        }
        return 0;
    }

    private static void atLeastOne(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new Fault(Code.USAGE, "Cannot use " + option + ": " + value + " (allowed is 1 to " + most + ")");
        }
    }

    private CalibrationFile file(MediaPlan plan) {
        CalibrationFile file = plan.estimate()
                .flatMap(EstimateTransform::calibration)
                .map(CalibrationFile::new)
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS,
                        "Cannot keep what would be measured: no estimate step after \""
                                + plan.decide().name() + "\" in " + conf
                                + " names a calibration (add calibration = \"../state/speeds.conf\" to it)"));
        file.local();
        return file;
    }

    private Measured measured(
            MediaPlan plan, Programs programs, String machine, List<Sample> samples, Console console) {
        try (Workbench bench = Workbench.open(programs, machine, Duration.ofSeconds(seconds));
                CalibrationProgress progress = CalibrationProgress.of(console, seconds)) {
            return sample.isPresent()
                    ? bench.samples(plan.decide().profiles(), samples, progress::begins)
                    : bench.encoders(plan.decide().profiles(), progress::begins);
        }
    }

    private List<Finished> finished(MediaPlan plan, Path encodes) {
        SparkSession spark = Session.start("sluice media calibrate", plan.job());
        try (PlannedTables tables = PlannedTables.open(spark, plan.job(), "calibrate")) {
            List<Finished> found = FinishedEncodes.of(
                    spark,
                    encodes,
                    tables.upTo(plan.decide().from()),
                    plan.decide().from());
            if (found.isEmpty()) {
                throw new Fault(
                        Code.INPUT_MISSING,
                        "Cannot learn from " + encodes + ": no job of it was encoded whose input is in \""
                                + plan.decide().from() + "\" (run it first)");
            }
            return found;
        } finally {
            spark.stop();
        }
    }

    private List<Sample> samples(MediaPlan plan, int files) {
        SparkSession spark = Session.start("sluice media calibrate", plan.job());
        try (PlannedTables tables = PlannedTables.open(spark, plan.job(), "calibrate")) {
            List<Sample> found = SampleFiles.of(
                    tables.upTo(plan.decide().from()), plan.decide().from(), files);
            if (found.isEmpty()) {
                throw new Fault(
                        Code.INPUT_MISSING,
                        "Cannot find a file to sample: \"" + plan.decide().from()
                                + "\" has no video on a local disk (run the inventory first)");
            }
            return found;
        } finally {
            spark.stop();
        }
    }
}

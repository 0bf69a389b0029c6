package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.cli.ShellPath;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.encode.Encodes;
import dev.sluice.media.manifest.LocalPath;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.report.Visible;
import dev.sluice.media.verify.Acceptance;
import dev.sluice.media.verify.Check;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Verdicts;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import dev.sluice.settings.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice media accept}: a person takes outputs that no figure could judge. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Take outputs that need a person: promote then puts them into the places of their originals. Who did it, when",
            "and why is kept in the verdict. Without keys it lists the outputs that wait, and why. What the gate has",
            "rejected is not taken: its reason is a fact, and no matter of taste. All keys are taken, or none."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media accept conf/media-encode.conf",
            "  sluice media accept conf/media-encode.conf 1f0c22d9 --because 'grain is gone, and nobody misses it'"
        })
final class AcceptCommand implements Callable<Integer> {
    private static final int LEAST_DIGITS = 8;

    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file that encodes.")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "JOBKEY",
            description = "Keys of jobs, or as much of their beginning as the names of outputs have: eight digits.")
    private List<String> keys = List.of();

    @Option(names = "--because", paramLabel = "TEXT", description = "Why it is good after all.")
    private Optional<String> because = Optional.empty();

    @Mixin
    private Output output;

    /** An output that needs a person, or needed one. */
    record Doubtful(
            @Doc("the job's key") String jobKey,
            @Doc("the file that was encoded") String input,
            @Doc("the output") String output,
            @Doc("what could not be told") List<String> codes,
            @Doc("the same for people") String message,
            @Doc("who took it") Optional<Acceptance> accepted) {
        static Doubtful of(Verdict verdict) {
            return new Doubtful(
                    verdict.jobKey(),
                    verdict.input(),
                    verdict.output(),
                    verdict.codes(),
                    verdict.message(),
                    verdict.accepted());
        }
    }

    @Override
    public Integer call() {
        String reason = because.map(String::strip).orElse("");
        if (keys.isEmpty() ? because.isPresent() : reason.isEmpty()) {
            throw new Fault(
                    Code.USAGE, "Cannot accept outputs: keys and a reason are both wanted (say --because TEXT)");
        }
        EncodeSteps steps = EncodeSteps.of(JobFile.read(file, BuiltIn.kinds(), System.getenv()), "accept outputs of");
        Verdicts verdicts = Encodes.verdicts(steps.encode().folder());
        Console console = Console.of(output);
        if (keys.isEmpty()) {
            list(steps, verdicts, console);
            return 0;
        }
        Acceptance person =
                new Acceptance(System.getProperty("user.name"), Instant.now().truncatedTo(ChronoUnit.MILLIS), reason);
        List<Verdict> taken = wanted(steps, verdicts).stream()
                .map(verdict -> verdict.taken(person))
                .toList();
        taken.forEach(verdicts::put);
        taken.forEach(one -> console.say("accepted   " + Visible.argument(one.output())));
        console.say("");
        console.say("next       see all       bin/sluice media status " + ShellPath.path(file));
        console.data(MediaJson.tree(new Answer(taken.stream().map(Doubtful::of).toList())));
        return 0;
    }

    /** For machines. */
    record Answer(List<Doubtful> outputs) {}

    private void list(EncodeSteps steps, Verdicts verdicts, Console console) {
        List<Doubtful> waiting = new ArrayList<>();
        steps.jobs()
                .forEach(job -> verdicts.find(job.jobKey())
                        .filter(one -> one.outcome() == Outcome.NEEDS_HUMAN && !one.good())
                        .ifPresent(one -> {
                            waiting.add(Doubtful.of(one));
                            console.say("%s  %s"
                                    .formatted(
                                            one.jobKey().substring(0, LEAST_DIGITS), Visible.argument(one.output())));
                            console.say("          of   " + Visible.argument(one.input()));
                            one.checks().stream()
                                    .filter(check -> !check.holds())
                                    .map(AcceptCommand::words)
                                    .forEach(console::say);
                        }));
        console.say(waiting.isEmpty() ? "no output waits for a person" : "");
        if (!waiting.isEmpty()) {
            console.say("next       take what is good   bin/sluice media accept " + ShellPath.path(file) + " "
                    + waiting.get(0).jobKey().substring(0, LEAST_DIGITS) + " --because TEXT");
        }
        console.data(MediaJson.tree(new Answer(waiting)));
    }

    private static String words(Check check) {
        return "          %s  %s is %s; it must be %s"
                .formatted(
                        check.defect().map(Enum::name).orElse(""),
                        Visible.whole(check.name()),
                        Visible.whole(check.value()),
                        Visible.whole(check.threshold()));
    }

    /** The verdicts of all keys; a Fault with all that is wrong with any of them. */
    private List<Verdict> wanted(EncodeSteps steps, Verdicts verdicts) {
        List<String> asked =
                keys.stream().map(key -> key.toLowerCase(Locale.ROOT)).toList();
        List<ManifestJob> jobs = steps.jobs()
                .filter(job -> asked.stream().anyMatch(job.jobKey()::startsWith))
                .toList();
        List<String> problems = new ArrayList<>();
        List<Verdict> found = new ArrayList<>();
        for (String key : asked) {
            List<ManifestJob> of =
                    jobs.stream().filter(job -> job.jobKey().startsWith(key)).toList();
            if (!key.matches("[0-9a-f]{" + LEAST_DIGITS + ",32}")) {
                problems.add(Visible.argument(key) + ": is no key (eight hex digits at least are wanted)");
                continue;
            }
            if (of.size() != 1) {
                problems.add(key + ": " + (of.isEmpty() ? "no job begins so" : of.size() + " jobs begin so"));
                continue;
            }
            Optional<Verdict> verdict = verdicts.find(of.get(0).jobKey());
            Optional<String> wrong = wrong(of.get(0), verdict);
            wrong.ifPresent(text -> problems.add(key + ": " + text));
            verdict.filter(any -> wrong.isEmpty()).ifPresent(found::add);
        }
        if (!problems.isEmpty()) {
            throw new Fault(Code.CHECK_FAILED, "Cannot accept any of them: " + String.join("; ", problems));
        }
        return List.copyOf(found);
    }

    private static Optional<String> wrong(ManifestJob job, Optional<Verdict> verdict) {
        if (verdict.isEmpty()) {
            return Optional.of("its output was not judged yet");
        }
        if (verdict.get().outcome() != Outcome.NEEDS_HUMAN) {
            String codes = String.join(", ", verdict.get().codes());
            return Optional.of("the gate said "
                    + verdict.get().outcome().name().toLowerCase(Locale.ROOT).replace('_', '-')
                    + (codes.isEmpty() ? "" : " (" + codes + ")"));
        }
        return unchanged(job, verdict.get())
                ? Optional.empty()
                : Optional.of("its output is not the file that was judged (run media verify)");
    }

    private static boolean unchanged(ManifestJob job, Verdict verdict) {
        Path path = LocalPath.output(job);
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && verdict.seen().equals(Optional.of(Verdict.Seen.of(path)));
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}

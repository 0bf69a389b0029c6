package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.encode.Bounds;
import dev.sluice.media.encode.Encodes;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.report.Visible;
import dev.sluice.media.verify.FfmpegGate;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import dev.sluice.settings.Doc;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice media verify}: the gate over outputs that are there, whoever made them. Nothing is encoded. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Judge outputs that other executors have made from the manifests, such as a Slurm array or GNU parallel, on",
            "this machine. Nothing is encoded or removed. What is judged already and has not changed is passed over."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media verify conf/media-encode.conf",
            "  sluice media verify conf/media-encode.conf --again --threads 8",
            "",
            "Exit status: 0 when all are good, 65 when one is not."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file that encodes.")
    private Path file;

    @Option(names = "--again", description = "Also what is judged already, such as after an edit of the policy.")
    private boolean again;

    @Option(names = "--threads", paramLabel = "N", description = "Outputs at a time (preset: processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private Output output;

    /** What was found. */
    record Verified(
            @Doc("outputs that were judged now") long judged,
            @Doc("jobs without an output") long missing,
            @Doc("those by what became of them") Map<String, Integer> outcomes) {}

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new Fault(Code.USAGE, "Cannot judge by " + threads + " threads (at least one is wanted)");
        }
        EncodeSteps steps = EncodeSteps.of(JobFile.read(file, BuiltIn.kinds(), System.getenv()), "verify");
        Programs programs = Programs.find(steps.encode().program());
        Console console = Console.of(output);
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        Map<String, Integer> outcomes = new TreeMap<>();
        long missing = 0;
        try (FfmpegGate gate = new FfmpegGate(programs, steps.encode().verify(), scratch)) {
            Encodes encodes = new Encodes(programs, gate, steps.encode().folder(), "verify", Chunks.OFF, Bounds.USUAL);
            Iterator<Optional<Verdict>> verdicts =
                    verdicts(encodes, steps.jobs().iterator());
            while (verdicts.hasNext()) {
                Optional<Verdict> verdict = verdicts.next();
                missing += verdict.isEmpty() ? 1 : 0;
                verdict.ifPresent(one -> {
                    console.say(line(one));
                    outcomes.merge(word(one.outcome()), 1, Integer::sum);
                });
            }
        }
        long judged = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        console.say("judged     %,d %s%s%s"
                .formatted(
                        judged,
                        judged == 1 ? "output" : "outputs",
                        outcomes.isEmpty() ? "" : ": " + outcomes,
                        missing == 0 ? "" : "; %,d jobs have none that is new".formatted(missing)));
        console.data(MediaJson.tree(new Verified(judged, missing, outcomes)));
        return outcomes.keySet().stream().allMatch(word(Outcome.ACCEPT)::equals) ? 0 : Code.CHECK_FAILED.exitStatus();
    }

    /** In the order of the jobs; a few are under way at a time, and none is held for long. */
    private Iterator<Optional<Verdict>> verdicts(Encodes encodes, Iterator<ManifestJob> jobs) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "verify");
            thread.setDaemon(true);
            return thread;
        });
        Queue<Future<Optional<Verdict>>> ahead = new ArrayDeque<>();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (jobs.hasNext() && ahead.size() < 2 * threads) {
                    ManifestJob job = jobs.next();
                    ahead.add(pool.submit(() -> encodes.judged(job, again)));
                }
                if (ahead.isEmpty()) {
                    pool.shutdown();
                }
                return !ahead.isEmpty();
            }

            @Override
            public Optional<Verdict> next() {
                return result(ahead.remove());
            }
        };
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Code.STOPPED, "Cannot wait for a verdict", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw new Fault(Code.INTERNAL, "Cannot judge: " + e.getCause(), e);
        }
    }

    private static String line(Verdict verdict) {
        String why =
                verdict.codes().isEmpty() ? "" : "  " + String.join(" ", verdict.codes()) + ": " + verdict.message();
        return "%-14s %s%s".formatted(word(verdict.outcome()), Visible.argument(verdict.output()), Visible.whole(why));
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

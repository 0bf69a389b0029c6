package dev.sluice.media;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.render.AwsBatchRendering;
import dev.sluice.media.render.CondorRendering;
import dev.sluice.media.render.Folder;
import dev.sluice.media.render.MediaConvertRendering;
import dev.sluice.media.render.ParallelRendering;
import dev.sluice.media.render.Rendering;
import dev.sluice.media.render.SlurmRendering;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import dev.sluice.settings.Binder;
import dev.sluice.settings.Kinds;
import dev.sluice.settings.Nearest;
import dev.sluice.settings.Problems;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice media render}: published manifests in the words of one executor. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Write published manifests down for an executor, into a folder that is not there yet.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media render conf/media-plan.conf --as parallel --to night1",
            "  FFMPEG=/usr/bin/ffmpeg night1/run.sh",
            "  sluice media render conf/media-plan.conf --as slurm --to night1 --with \"cpus = 8\"",
            "  night1/submit.sh --partition=long"
        })
final class RenderCommand implements Callable<Integer> {
    private static final Map<String, Class<? extends Record>> EXECUTORS = new TreeMap<>(Map.of(
            "parallel", ParallelRendering.class,
            "slurm", SlurmRendering.class,
            "aws-batch", AwsBatchRendering.class,
            "mediaconvert", MediaConvertRendering.class,
            "htcondor", CondorRendering.class));

    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file whose load is of the kind manifest.")
    private Path file;

    @Option(names = "--as", required = true, description = "parallel, slurm, aws-batch, mediaconvert or htcondor.")
    private String executor;

    @Option(names = "--to", required = true, description = "The folder to make.")
    private Path folder;

    @Option(names = "--with", description = "Settings of the executor, such as \"cpus = 8, max-array-size = 500\".")
    private String settings = "";

    @Mixin
    private Output output;

    /** What was written. */
    private record Rendered(String executor, Path folder, long jobs) {}

    @Override
    public Integer call() {
        Rendering rendering = rendering(executor, settings);
        ManifestSink sink = PlanSteps.manifests(JobFile.read(file, BuiltIn.kinds(), System.getenv()), "render");
        AtomicLong count = new AtomicLong();
        Iterator<ManifestJob> jobs =
                Generations.in(sink.path().uri(), new Configuration()).jobs();
        if (!jobs.hasNext()) {
            throw new Fault(
                    Code.INPUT_MISSING, "Cannot find any manifest in " + sink.path() + " (run " + file + " first)");
        }
        Folder.make(folder, rendering, counted(jobs, count));
        Console console = Console.of(output);
        console.say(List.of("rendered   %,d jobs for %s into %s".formatted(count.get(), executor, folder)));
        console.data(new Rendered(executor, folder.toAbsolutePath(), count.get()));
        return 0;
    }

    /** The rendering of a name, with its settings bound as in a job file. */
    static Rendering rendering(String executor, String settings) {
        Class<? extends Record> type = EXECUTORS.get(executor);
        if (type == null) {
            throw new Fault(
                    Code.USAGE,
                    "Cannot render for " + executor + " (known are " + String.join(", ", EXECUTORS.keySet()) + ")"
                            + Nearest.hint(executor, EXECUTORS.keySet()));
        }
        Problems problems = new Problems();
        try {
            Optional<? extends Record> bound = new Binder(Kinds.of(Map.of()), Path.of(""), Map.of(), problems)
                    .bind(ConfigFactory.parseString(settings), "", type);
            problems.throwIfAny(Path.of("--with"));
            return (Rendering) bound.orElseThrow();
        } catch (ConfigException e) {
            throw new Fault(Code.USAGE, "Cannot read --with: " + e.getMessage(), e);
        }
    }

    private static Iterator<ManifestJob> counted(Iterator<ManifestJob> jobs, AtomicLong count) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return jobs.hasNext();
            }

            @Override
            public ManifestJob next() {
                count.incrementAndGet();
                return jobs.next();
            }
        };
    }
}

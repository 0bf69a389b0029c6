package dev.sluice.media;

import dev.sluice.cli.ShellPath;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.promote.Quarantine;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.settings.Location;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What promote, rollback and purge are all told. */
final class PromotionOptions {
    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file whose load is of the kind manifest.")
    private Path file;

    @Option(
            names = "--quarantine",
            required = true,
            paramLabel = "DIR",
            description = {
                "Where originals are kept: a folder on their own file system. Below the folders of the inputs its name",
                "begins with a dot."
            })
    private Path quarantine;

    @Option(
            names = "--items",
            paramLabel = "GLOB",
            description = "Originals whose path matches: * is any text, ? any character.")
    private Optional<String> items = Optional.empty();

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    Job job() {
        return JobFile.read(file, BuiltIn.kinds(), System.getenv());
    }

    /** The folder of originals; throws {@link Fault} USAGE where the next inventory would take them for films. */
    Quarantine quarantine(ManifestSink manifests) {
        Quarantine folder = new Quarantine(quarantine);
        for (Location input : manifests.inputs()) {
            Path root = Path.of(input.uri().replaceFirst("^file:/+", "/"));
            boolean seen = folder.folder().startsWith(root)
                    && StreamSupport.stream(root.relativize(folder.folder()).spliterator(), false)
                            .noneMatch(step -> step.toString().matches("(?s)[._].*"));
            if (seen) {
                throw new Fault(
                        Code.USAGE,
                        "Cannot keep originals in " + folder.folder()
                                + ": the next inventory would find them there (name a folder outside of " + root
                                + ", or one whose name begins with a dot)");
            }
        }
        return folder;
    }

    Optional<String> items() {
        return items;
    }

    boolean yes() {
        return yes;
    }

    boolean dryRun() {
        return dryRun;
    }

    /** A command with the same job file and quarantine. */
    String command(String word, String more) {
        return "bin/sluice media " + word + " " + ShellPath.path(file) + more + " --quarantine "
                + ShellPath.path(quarantine);
    }
}

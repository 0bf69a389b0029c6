package dev.sluice.cli;

import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The job file that a command is about. */
final class JobOption {
    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file.")
    Path file;

    Job read() {
        return JobFile.read(file, BuiltIn.kinds(), System.getenv());
    }
}

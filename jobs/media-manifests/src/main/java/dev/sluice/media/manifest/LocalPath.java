package dev.sluice.media.manifest;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.file.Path;

/** Paths of a manifest for programs that open files only: ffmpeg, and scripts that run it. */
public final class LocalPath {
    private LocalPath() {}

    /** The file that a job reads. */
    public static Path input(ManifestJob job) {
        return of(job, "input", job.input().path());
    }

    /** The file that it makes. */
    public static Path output(ManifestJob job) {
        return of(job, "output", job.output());
    }

    /** The file that it makes, until that is complete. */
    public static Path temporary(ManifestJob job) {
        return of(job, "output", job.temporary());
    }

    private static Path of(ManifestJob job, String what, String path) {
        String plain = path.replaceFirst("^file:/+", "/");
        if (!plain.startsWith("/")) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use job " + job.jobKey() + ": its " + what + " is no file with an absolute path: " + path
                            + " (ffmpeg opens files only; mount the store)");
        }
        return Path.of(plain);
    }
}

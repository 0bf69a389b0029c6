package dev.sluice.media.promote;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Verdict;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What of a job tells whether it can be promoted; much less than the job, because all of a plan are held.
 *
 * @param original as the manifest has it
 * @param before the original, as it was planned
 */
record Candidate(
        String jobKey,
        int shard,
        String profile,
        String extension,
        String original,
        Verdict.Seen before,
        String output) {
    static Candidate of(ManifestJob job) {
        return new Candidate(
                job.jobKey(),
                job.shard(),
                job.target().profile(),
                job.target().extension(),
                job.input().path(),
                new Verdict.Seen(job.input().bytes(), job.input().modified()),
                job.output());
    }

    /** The original's file; none where its path is of a store, or has steps that mean another place. */
    Optional<Path> originalFile() {
        return local(original);
    }

    /** The output's file, in the same way. */
    Optional<Path> outputFile() {
        return local(output);
    }

    private static Optional<Path> local(String path) {
        try {
            Path file = Path.of(path.replaceFirst("^file:/+", "/"));
            return Optional.of(file)
                    .filter(Path::isAbsolute)
                    .filter(one -> one.getFileName() != null && one.normalize().equals(one));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Where the output goes: the original's folder and name, with the output's extension. */
    Path replacement(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String end = dot > 0 ? name.substring(dot + 1) : "";
        // film.MKV stays film.MKV: players and libraries know it by that name.
        return end.equalsIgnoreCase(extension)
                ? file
                : file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "." + extension);
    }

    Skipped skipped(Skip code, String detail) {
        return new Skipped(original, jobKey, code, code.reason() + (detail.isEmpty() ? "" : ": " + detail));
    }

    Skipped skipped(Skip code) {
        return skipped(code, "");
    }
}

package dev.sluice.media.promote;

import dev.sluice.media.verify.Verdict;
import dev.sluice.settings.Doc;
import java.nio.file.Path;
import java.time.Instant;

/** One exchange of an original and its replacement: all that ending it or taking it back needs. */
public record Promotion(
        @Doc("sluice-promotion/1") String schema,
        @Doc("the job's key") String jobKey,
        @Doc("the profile of the job") String profile,

        @Doc("promoting, promoted, returning, returned or purged")
        State state,

        @Doc("the file that gives way") String original,

        @Doc("the file that takes its place: the same name where the extension is the same")
        String replacement,

        @Doc("the file that was judged") String output,

        @Doc("where the original is kept, below the folder of this file")
        String kept,

        @Doc("the original") Verdict.Seen before,
        @Doc("the output, as it was judged") Verdict.Seen judged,
        @Doc("the replacement, once it is in place") Verdict.Seen after,
        @Doc("when it came into this state") Instant at) {
    /** The version of the format: a reader refuses any other. */
    public static final String SCHEMA = "sluice-promotion/1";

    /** Throws {@link IllegalArgumentException} for what would be no promotion. */
    public Promotion {
        require(schema.equals(SCHEMA), "schema is " + schema + "; known is " + SCHEMA);
        require(jobKey.matches("[0-9a-f]{32}"), "job_key is no 32 hex digits: " + jobKey);
        require(Path.of(original).isAbsolute() && Path.of(replacement).isAbsolute(), "a path is not absolute");
        Path below = Path.of(kept);
        require(below.startsWith("original") && below.normalize().equals(below), "kept leaves its folder: " + kept);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The replacement has the original's own name. */
    boolean sameName() {
        return original.equals(replacement);
    }

    Path originalFile() {
        return Path.of(original);
    }

    Path replacementFile() {
        return Path.of(replacement);
    }

    Path outputFile() {
        return Path.of(output);
    }

    /** How many bytes the folder of originals has less by it; negative when it has more. */
    public long saved() {
        return before.bytes() - after.bytes();
    }

    /** The same in another state. */
    Promotion in(State next, Instant now) {
        return new Promotion(
                schema, jobKey, profile, next, original, replacement, output, kept, before, judged, after, now);
    }
}

package dev.sluice.media.manifest;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Job;
import dev.sluice.media.decide.Target;
import dev.sluice.settings.Doc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of a manifest: a job with all that an executor needs, and all that is needed to judge its output afterwards.
 * docs/manifest.schema.json is its JSON Schema.
 */
public record ManifestJob(
        @Doc("sluice-manifest/1") String schema,

        @Doc("32 hex digits: the same for the same content and target")
        String jobKey,

        @Doc("number of the shard; it never changes") int shard,

        @Doc("what the shard needs of a worker: hdr, large-memory or ordinary")
        String shardClass,

        @Doc("more than a shard should hold: worth encoding in chunks")
        boolean chunked,

        @Doc("fingerprint of the input's content") String asset,
        @Doc("name of the rule that asked for it") String rule,
        @Doc("the file to read") ManifestInput input,
        @Doc("all that the encoder is told") Target target,

        @Doc(
                "arguments of ffmpeg; the elements {input} and {output} stand for file: and the path, and for file: and the"
                        + " temporary path")
        List<String> command,

        @Doc("where the output goes") String output,
        @Doc("beside it, its name until it is complete") String temporary,
        @Doc("what it is expected to take") Forecast estimate,
        @Doc("by what the output is held to be good") Verify verify,
        @Doc("times that it is tried") int attempts,
        @Doc("wall time of one attempt at most") long timeLimitSeconds) {
    /** The version of the format: a reader refuses any other. */
    public static final String SCHEMA = "sluice-manifest/1";

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern CLASS = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Throws {@link IllegalArgumentException} for what would be no job. */
    public ManifestJob {
        command = List.copyOf(command);
        require(schema.equals(SCHEMA), "schema is " + schema + "; known is " + SCHEMA);
        require(KEY.matcher(jobKey).matches(), "job_key is no 32 hex digits: " + jobKey);
        require(shard >= 0, "shard is " + shard);
        require(CLASS.matcher(shardClass).matches(), "shard_class is no word: " + shardClass);
        require(Collections.frequency(command, Command.INPUT) == 1, "command does not hold {input} once");
        require(Collections.frequency(command, Command.OUTPUT) == 1, "command does not hold {output} once");
        require(attempts >= 1, "attempts is " + attempts);
        require(timeLimitSeconds >= 1, "time_limit_seconds is " + timeLimitSeconds);
        require(!temporary.equals(output) && !input.path().equals(output), "output is the input or the temporary");
        List<String> texts = new ArrayList<>(command);
        texts.addAll(List.of(input.path(), output, temporary));
        // It ends a name for every program, and an argument in the files of scripts.
        require(texts.stream().noneMatch(text -> text.indexOf('\0') >= 0), "a name holds a zero byte");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The shard that packing gave a job. */
    public record Place(int shard, String shardClass, boolean chunked) {}

    /** The line of a planned job. */
    public static ManifestJob of(Job job, Asset asset, Forecast forecast, Place place, Names names, Patience patience) {
        Target target = job.target();
        Names.Output output = names.of(asset.path(), job.jobKey(), target);
        Verify verify = Verify.of(target, asset);
        return new ManifestJob(
                SCHEMA,
                job.jobKey(),
                place.shard(),
                place.shardClass(),
                place.chunked(),
                asset.asset(),
                job.rule(),
                new ManifestInput(asset.path(), asset.bytes(), asset.modified(), verify.durationUs()),
                target,
                Command.of(target, asset.probe(), job.jobKey()),
                output.path(),
                output.temporary(),
                forecast,
                verify,
                patience.attempts(),
                patience.seconds(forecast));
    }
}

package dev.sluice.media.encode;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Check;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.settings.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A job that was done, beside what it was expected to take: a row of the table of results. */
public record Encoded(
        @Doc("the job's key") String jobKey,
        @Doc("its shard") int shard,
        @Doc("name of the rule that asked for it") String rule,
        @Doc("name of its profile") String profile,
        @Doc("FFmpeg's name; none where only audio is kept") Optional<String> encoder,

        @Doc("the file that was read") String input,
        @Doc("its size") long inputBytes,
        @Doc("how long its video is, in microseconds") Optional<Long> durationUs,
        @Doc("where the output is, or would be") String output,
        @Doc("its size; none where there is none") Optional<Long> outputBytes,

        @Doc("accept, keep-original or needs-human; rejects are a table of their own")
        Outcome outcome,

        @Doc("what is wrong, each once") List<String> codes,
        @Doc("the same for people") String message,
        @Doc("attempts to encode it; 0 when others made it") int attempts,
        @Doc("CPU seconds of the attempt that made it") double encodeCpuSeconds,
        @Doc("wall time of the same") double encodeSeconds,
        @Doc("CPU seconds of its checks") double verifyCpuSeconds,

        @Doc("pieces that it was encoded in; none where it was encoded whole")
        Optional<Integer> pieces,

        @Doc("what it was expected to take") Forecast estimate,
        @Doc("what was checked") List<Check> checks,
        @Doc("when it was told") Instant at) {
    public Encoded {
        codes = List.copyOf(codes);
        checks = List.copyOf(checks);
    }

    /** A job with its verdict. */
    public static Encoded of(ManifestJob job, Verdict verdict) {
        return new Encoded(
                job.jobKey(),
                job.shard(),
                job.rule(),
                job.target().profile(),
                job.target().video().map(VideoTarget::encoder),
                job.input().path(),
                job.input().bytes(),
                job.verify().durationUs(),
                job.output(),
                verdict.seen().map(Verdict.Seen::bytes),
                verdict.outcome(),
                verdict.codes(),
                verdict.message(),
                verdict.work().attempts(),
                verdict.work().encodeCpuSeconds(),
                verdict.work().encodeSeconds(),
                verdict.work().verifyCpuSeconds(),
                verdict.work().pieces(),
                job.estimate(),
                verdict.checks(),
                verdict.at());
    }
}

package dev.sluice.media.report;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.settings.Doc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** How far a job of encodes is, what it saved, and how good its estimates were. */
public record EncodeReport(
        @Doc("name of the job") String job,
        @Doc("jobs that its manifests hold") long jobs,

        @Doc("those that are judged, by what became of them")
        List<Done> done,

        @Doc("what is refused or doubtful, by the first code")
        List<OfCode> codes,

        @Doc("jobs that were to be encoded in pieces and were not, by the reason")
        List<Whole> whole,

        @Doc("jobs that are not judged yet") long left,
        @Doc("length of their video, in hours") double leftHours,

        @Doc("CPU hours that they are expected to take, by what the others took")
        double leftCpuHours,

        @Doc("CPU hours of encodes") double encodeCpuHours,
        @Doc("CPU hours of the gate") double verifyCpuHours,
        @Doc("estimates against what it took") List<Score> scores) {
    private static final double HOUR_US = 3.6e9;
    private static final double HOUR = 3600;

    public EncodeReport {
        done = List.copyOf(done);
        codes = List.copyOf(codes);
        whole = List.copyOf(whole);
        scores = List.copyOf(scores);
    }

    /**
     * Jobs of one outcome, the sizes of their inputs, and of their outputs where they have one.
     *
     * @param byPerson of what needs a person, whether one has taken it
     */
    public record Done(Outcome outcome, boolean byPerson, long jobs, long inputBytes, long outputBytes) {}

    /** A reason for which jobs have no accepted output, and the input of one of them. */
    public record OfCode(Outcome outcome, String code, long jobs, String example, String message) {}

    /** A reason for which jobs were encoded whole, and the input of one of them. */
    public record Whole(String reason, long jobs, String example) {}

    /** Of all jobs and what is known of them. */
    public static EncodeReport of(String job, Stream<ManifestJob> jobs, Function<String, Optional<Verdict>> verdicts) {
        Sum sum = new Sum();
        jobs.forEach(one ->
                verdicts.apply(one.jobKey()).ifPresentOrElse(verdict -> sum.done(one, verdict), () -> sum.left(one)));
        return sum.report(job);
    }

    /** While it is summed up. */
    private static final class Sum {
        private final Map<String, Done> done = new TreeMap<>();
        private final Map<String, OfCode> codes = new TreeMap<>();
        private final Map<String, Whole> whole = new TreeMap<>();
        private final Scores scores = new Scores();
        private long jobs;
        private long left;
        private long leftUs;
        private double leftCpu;
        private double expectedCpu;
        private double encodeCpu;
        private double verifyCpu;

        void left(ManifestJob one) {
            jobs++;
            left++;
            leftUs += one.verify().durationUs().orElse(0L);
            leftCpu += one.estimate().cpuSecondsP50();
        }

        void done(ManifestJob one, Verdict verdict) {
            jobs++;
            boolean person = verdict.accepted().isPresent();
            long output = verdict.seen().map(Verdict.Seen::bytes).orElse(0L);
            done.merge(
                    verdict.outcome() + " " + person,
                    new Done(verdict.outcome(), person, 1, one.input().bytes(), output),
                    (a, b) -> new Done(
                            a.outcome(),
                            a.byPerson(),
                            a.jobs() + b.jobs(),
                            a.inputBytes() + b.inputBytes(),
                            a.outputBytes() + b.outputBytes()));
            if (!verdict.codes().isEmpty() && !person) {
                String code = verdict.codes().get(0);
                codes.merge(
                        verdict.outcome() + code,
                        new OfCode(verdict.outcome(), code, 1, verdict.input(), verdict.message()),
                        (a, b) -> new OfCode(a.outcome(), a.code(), a.jobs() + 1, a.example(), a.message()));
            }
            verdict.work()
                    .whole()
                    .ifPresent(reason -> whole.merge(
                            reason,
                            new Whole(reason, 1, verdict.input()),
                            (a, b) -> new Whole(a.reason(), a.jobs() + 1, a.example())));
            if (verdict.work().attempts() > 0) {
                expectedCpu += one.estimate().cpuSecondsP50();
                encodeCpu += verdict.work().encodeCpuSeconds();
            }
            verifyCpu += verdict.work().verifyCpuSeconds();
            scores.add(one, verdict);
        }

        EncodeReport report(String job) {
            double correction = expectedCpu > 0 ? encodeCpu / expectedCpu : 1;
            List<Done> outcomes = new ArrayList<>(done.values());
            outcomes.sort(Comparator.comparing(Done::outcome)
                    .thenComparing(Done::byPerson)
                    .reversed());
            return new EncodeReport(
                    job,
                    jobs,
                    outcomes,
                    List.copyOf(codes.values()),
                    List.copyOf(whole.values()),
                    left,
                    leftUs / HOUR_US,
                    leftCpu * correction / HOUR,
                    encodeCpu / HOUR,
                    verifyCpu / HOUR,
                    scores.all());
        }
    }
}

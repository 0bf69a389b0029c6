package dev.sluice.media.verify;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.settings.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What became of one job: the receipt that it is done. */
public record Verdict(
        @Doc("sluice-verdict/1") String schema,
        @Doc("the job's key") String jobKey,

        @Doc("accept, keep_original, needs_human, retry or reject")
        Outcome outcome,

        @Doc("what is wrong, each once, such as FRAMES or TIMEOUT")
        List<String> codes,

        @Doc("the same for people") String message,
        @Doc("the file that was read") String input,
        @Doc("where the output is, or would be") String output,

        @Doc("the output as it was looked at; none where there is none")
        Optional<Seen> seen,

        @Doc("what was checked") List<Check> checks,
        @Doc("what it took") Work work,
        @Doc("when it was told") Instant at,

        @Doc("the run that told it; none where that was by hand")
        Optional<String> run,

        @Doc("a person who takes what needs one") Optional<Acceptance> accepted) {
    /** The version of the format: a reader refuses any other. */
    public static final String SCHEMA = "sluice-verdict/1";

    /** By what a file is known again. */
    public record Seen(
            @Doc("its size") long bytes,
            @Doc("when it was last written") Instant modified) {
        /** Of a file that is there; its time in milliseconds. */
        public static Seen of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Seen(
                    attributes.size(), attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    public Verdict {
        codes = List.copyOf(codes);
        checks = List.copyOf(checks);
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException("schema is " + schema + "; known is " + SCHEMA);
        }
    }

    /** The size of the output that was looked at, also of one that was not kept because it does not pay. */
    public Optional<Long> outputBytes() {
        return seen.map(Seen::bytes)
                .or(() -> checks.stream()
                        .filter(check -> check.name().equals(Check.BYTES)
                                && check.value().matches("[0-9]{1,18}"))
                        .map(check -> Long.parseLong(check.value()))
                        .findFirst());
    }

    /** What the gate said of an output. */
    public static Verdict of(ManifestJob job, Judgement judgement, Optional<Seen> seen, Work work, Instant at) {
        String message = judgement.checks().stream()
                .filter(check -> !check.holds())
                .findFirst()
                .map(check -> check.name() + " is " + check.value() + "; it must be " + check.threshold())
                .orElse("");
        return new Verdict(
                SCHEMA,
                job.jobKey(),
                judgement.outcome(),
                judgement.defects().stream().map(Defect::name).toList(),
                message,
                job.input().path(),
                job.output(),
                seen,
                judgement.checks(),
                work,
                at,
                Optional.empty(),
                Optional.empty());
    }

    /** A job of which there is no output to look at. */
    public static Verdict without(
            ManifestJob job, Outcome outcome, String code, String message, Work work, Instant at) {
        return new Verdict(
                SCHEMA,
                job.jobKey(),
                outcome,
                List.of(code),
                message,
                job.input().path(),
                job.output(),
                Optional.empty(),
                List.of(),
                work,
                at,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether the output may take its original's place: by the gate, or by a person where the gate could not tell. */
    public boolean good() {
        return outcome == Outcome.ACCEPT || (outcome == Outcome.NEEDS_HUMAN && accepted.isPresent());
    }

    /** The same, taken by a person; throws {@link IllegalArgumentException} where the gate knows better. */
    public Verdict taken(Acceptance person) {
        if (outcome != Outcome.NEEDS_HUMAN) {
            throw new IllegalArgumentException("nobody is asked about " + outcome);
        }
        return with(outcome, run, Optional.of(person));
    }

    /** The same, told by a run, as final as its outcome. */
    public Verdict by(String teller, Outcome finalOutcome) {
        return with(finalOutcome, Optional.of(teller), accepted);
    }

    private Verdict with(Outcome newOutcome, Optional<String> teller, Optional<Acceptance> person) {
        return new Verdict(
                schema, jobKey, newOutcome, codes, message, input, output, seen, checks, work, at, teller, person);
    }
}

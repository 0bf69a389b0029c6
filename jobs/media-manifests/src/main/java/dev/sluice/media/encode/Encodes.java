package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.LocalPath;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Acceptance;
import dev.sluice.media.verify.Gate;
import dev.sluice.media.verify.Judgement;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Verdict.Seen;
import dev.sluice.media.verify.Verdicts;
import dev.sluice.media.verify.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Does jobs of a manifest: the output is written under a name that no one else uses, looked at by the gate, and gets its
 * own name when it is accepted; the verdict is the job's receipt. What is there already is taken over, whoever made it,
 * once the gate accepts it. Several may do the same job at the same time: one output stays, and the others agree with its
 * verdict. Thread-safe.
 *
 * @param programs by which outputs are made
 * @param gate which says what they are worth
 * @param folder for verdicts, logs and what is under way, on a file system that all executors mount
 * @param run that does them: a job that this run has refused is not tried again by it
 * @param chunks what is encoded in pieces
 * @param bounds what is not encoded at all
 */
public record Encodes(Programs programs, Gate gate, Path folder, String run, Chunks chunks, Bounds bounds) {
    /** So often may a job be under way when its process dies; then it is taken for the reason. */
    private static final int MOST_DEATHS = 5;

    private static final long LOOK_AGAIN_MILLIS = 500;

    /** The verdicts in a folder. */
    public static Verdicts verdicts(Path folder) {
        return new Verdicts(folder);
    }

    /** What is under way by a folder. */
    public static Attempts attempts(Path folder) {
        return new Attempts(folder.resolve("running"));
    }

    /** The pieces of a job. */
    Pieces pieces(String jobKey) {
        return new Pieces(folder.resolve("pieces"), jobKey);
    }

    /** A run of ffmpeg that tells how far it is. */
    ProcessBuilder encoder(List<String> arguments) {
        List<String> all = new ArrayList<>(Progress.ARGUMENTS);
        all.addAll(arguments);
        ProcessBuilder program = programs.encode(all);
        // SVT-AV1 has a log of its own, in which ffmpeg's errors would drown: its errors alone.
        program.environment().put("SVT_LOG", "1");
        return program;
    }

    /**
     * Makes pieces of jobs that others have under way, until there is none that nobody is at: for a thread that has nothing
     * else to do.
     *
     * @param patience how long to wait for such a job to begin
     * @throws Fault as {@link #done}
     */
    public void help(Duration patience) {
        new Hands(this).help(patience);
    }

    /** Before another look at what others do. */
    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Code.STOPPED, "Cannot wait for pieces", e);
        }
    }

    Attempts attempts() {
        return attempts(folder);
    }

    /**
     * Does a job, unless that was done: the verdict that is kept of it.
     *
     * @throws Fault SETTINGS when ffmpeg lacks an encoder, CANNOT_WRITE when a disk is full or a folder cannot be written, STOPPED when this thread is interrupted; the job is then as undone as before
     */
    public Verdict done(ManifestJob job) {
        Verdicts verdicts = verdicts(folder);
        Optional<Verdict> known = verdicts.find(job.jobKey()).filter(verdict -> stands(job, verdict));
        Verdict verdict = known.orElseGet(() -> fresh(job));
        if (known.isEmpty()) {
            verdicts.put(verdict);
        }
        // Not before: a process that dies in between would have them all to do again.
        Pieces pieces = pieces(job.jobKey());
        if (pieces.any()) {
            pieces.delete();
        }
        return verdict;
    }

    /**
     * Judges an output that is there, whoever made it, and keeps the verdict; encodes nothing.
     *
     * @param again also when there is a verdict on this file
     * @return empty where there is no output, or its verdict stands
     * @throws Fault as {@link #done}
     */
    public Optional<Verdict> judged(ManifestJob job, boolean again) {
        Path output = LocalPath.output(job);
        Optional<Seen> there = seen(output);
        Verdicts verdicts = verdicts(folder);
        boolean known = !again
                && verdicts.find(job.jobKey())
                        .filter(one -> one.seen().equals(there))
                        .isPresent();
        if (there.isEmpty() || known) {
            return Optional.empty();
        }
        Verdict found = found(job, output);
        Verdict verdict = found.by(run, found.outcome());
        // What a person has said holds as long as the file and the doubt are the same.
        Optional<Acceptance> person = verdicts.find(job.jobKey())
                .filter(one -> one.seen().equals(verdict.seen())
                        && one.outcome() == verdict.outcome()
                        && one.codes().equals(verdict.codes()))
                .flatMap(Verdict::accepted);
        Verdict kept = person.map(verdict::taken).orElse(verdict);
        verdicts.put(kept);
        return Optional.of(kept);
    }

    /** Whether a verdict is still about what lies there. What was refused is tried again by another run. */
    private boolean stands(ManifestJob job, Verdict verdict) {
        boolean sameRun = verdict.run().filter(run::equals).isPresent();
        return switch (verdict.outcome()) {
            case KEEP_ORIGINAL -> true;
            case ACCEPT, NEEDS_HUMAN ->
                verdict.seen().isPresent() && verdict.seen().equals(seen(LocalPath.output(job)));
            case REJECT -> sameRun;
            case RETRY -> false;
        };
    }

    static Optional<Seen> seen(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(Seen.of(file)) : Optional.empty();
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private Verdict fresh(ManifestJob job) {
        Optional<Verdict> unfit = unfit(job);
        if (unfit.isPresent()) {
            return unfit.get().by(run, Outcome.REJECT);
        }
        Path output = LocalPath.output(job);
        if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            Verdict found = found(job, output);
            if (found.outcome() != Outcome.RETRY) {
                return found.by(run, found.outcome());
            }
        }
        Optional<Verdict> beyond = bounds.refused(job);
        if (beyond.isPresent()) {
            return beyond.get().by(run, Outcome.REJECT);
        }
        Encoders.require(programs, job);
        return crashed(job).orElseGet(() -> new Encode(this, job).verdict());
    }

    /** An input that is not the one that was planned. */
    static Optional<Verdict> unfit(ManifestJob job) {
        Path input = LocalPath.input(job);
        Optional<Seen> there;
        try {
            there = Files.isRegularFile(input) ? Optional.of(Seen.of(input)) : Optional.empty();
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read " + input + ": " + e.getMessage(), e);
        }
        Seen planned = new Seen(job.input().bytes(), job.input().modified().truncatedTo(ChronoUnit.MILLIS));
        if (there.isEmpty()) {
            return Optional.of(refused(job, Failure.INPUT_MISSING, "there is no file " + input, Work.NONE));
        }
        if (!there.get().equals(planned)) {
            String message = "has %,d bytes of %s; planned were %,d of %s (plan again)"
                    .formatted(there.get().bytes(), there.get().modified(), planned.bytes(), planned.modified());
            return Optional.of(refused(job, Failure.INPUT_CHANGED, message, Work.NONE));
        }
        return Optional.empty();
    }

    static Verdict refused(ManifestJob job, Failure why, String message, Work work) {
        return Verdict.without(job, Outcome.REJECT, why.name(), message, work, now());
    }

    /** What the gate says of an output that someone has made. */
    Verdict found(ManifestJob job, Path output) {
        Optional<Seen> before = seen(output);
        Judgement judgement = gate.judge(job, output);
        return Verdict.of(job, judgement, before, new Work(0, 0, 0, judgement.cpuSeconds()), now());
    }

    /** Sweeps what dead attempts left behind, and gives up a job that has killed too many processes. */
    private Optional<Verdict> crashed(ManifestJob job) {
        List<Dead> dead = attempts().dead(job.jobKey());
        dead.forEach(Dead::sweep);
        long processes = dead.stream()
                .map(one -> one.running().host() + " " + one.running().pid() + " "
                        + one.running().processStart())
                .distinct()
                .count();
        if (processes < MOST_DEATHS) {
            return Optional.empty();
        }
        dead.forEach(Dead::forget);
        String message = processes + " processes ended or were killed while they were at it";
        return Optional.of(refused(job, Failure.CRASHED, message, Work.NONE).by(run, Outcome.REJECT));
    }

    /** A job that came to its end, or a piece further, has not killed anyone. */
    void forgetDeaths(ManifestJob job) {
        for (Dead dead : attempts().dead(job.jobKey())) {
            dead.sweep();
            dead.forget();
        }
    }
}

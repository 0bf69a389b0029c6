package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.encode.Attempts.Attempt;
import dev.sluice.media.ffmpeg.Supervised;
import dev.sluice.media.manifest.Command;
import dev.sluice.media.manifest.LocalPath;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Judgement;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Verdict.Seen;
import dev.sluice.media.verify.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** The attempts at one job, by one thread. */
final class Encode {
    static final String DISK_FULL = "No space left on device";

    private final Encodes encodes;
    private final ManifestJob job;
    private final Path output;
    private final JobLog log;
    private double verifyCpuSeconds;
    private Optional<String> whole = Optional.empty();

    Encode(Encodes encodes, ManifestJob job) {
        this.encodes = encodes;
        this.job = job;
        this.output = LocalPath.output(job);
        this.log = new JobLog(encodes.folder().resolve("logs"), job.jobKey());
    }

    /** Tries until one attempt is final. */
    Verdict verdict() {
        room(output.getParent());
        Optional<Verdict> joined = inPieces();
        Verdict last = joined.orElseGet(() -> attempt(1));
        for (int number = 2; number <= job.attempts() && last.outcome() == Outcome.RETRY; number++) {
            last = attempt(number);
        }
        encodes.forgetDeaths(job);
        return last.by(encodes.run(), last.outcome() == Outcome.RETRY ? Outcome.REJECT : last.outcome());
    }

    /** Empty when it is to be encoded whole. */
    private Optional<Verdict> inPieces() {
        if (!encodes.chunks().above(job)) {
            return Optional.empty();
        }
        InPieces pieces = new InPieces(encodes, job, this);
        Optional<Verdict> verdict = pieces.verdict();
        if (verdict.isEmpty()) {
            whole = Optional.of(pieces.whole());
        }
        return verdict;
    }

    JobLog log() {
        return log;
    }

    /** Half of all encodes like this one take more: where not even that is free, it is not begun. */
    void room(Path to) {
        try {
            Files.createDirectories(to);
            long free = Files.getFileStore(to).getUsableSpace();
            if (free < job.estimate().outputBytesP50()) {
                throw new Fault(
                        Code.CANNOT_WRITE,
                        "Cannot encode to %s: %,d bytes are free, and job %s takes about %,d (make room, then run again)"
                                .formatted(
                                        to, free, job.jobKey(), job.estimate().outputBytesP50()));
            }
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make folder: " + to + ": " + e.getMessage(), e);
        }
    }

    /** One attempt: RETRY when another may go better. */
    private Verdict attempt(int number) {
        Path temporary = temporary();
        Attempts.At at = new Attempts.At(temporary, job.verify().durationUs().orElse(0L), 0, 0);
        try (Attempt attempt =
                encodes.attempts().begin(job.jobKey(), job.input().path(), at)) {
            Supervised.Ended ended = Supervised.run(
                    encodes.encoder(arguments(temporary)),
                    Duration.ofSeconds(job.timeLimitSeconds()),
                    line -> Progress.doneUs(line).ifPresent(attempt::done));
            log.attempt(number, ended);
            Work work = new Work(
                    number, ended.cpuSeconds(), ended.wallSeconds(), verifyCpuSeconds, Optional.empty(), whole);
            Optional<Verdict> failed = failed(ended, temporary, work);
            return failed.isPresent() ? failed.get() : judged(temporary, work, encodes.gate()::judge);
        }
    }

    /** Unlike that of other executors, so that two attempts never meet. */
    Path temporary() {
        String name = LocalPath.temporary(job).getFileName().toString();
        int dot = name.lastIndexOf('.');
        return output.resolveSibling(name.substring(0, dot) + "-" + UUID.randomUUID() + name.substring(dot));
    }

    private List<String> arguments(Path temporary) {
        List<String> arguments = new ArrayList<>();
        for (String one : job.command()) {
            arguments.add(
                    switch (one) {
                        case Command.INPUT -> "file:" + LocalPath.input(job);
                        case Command.OUTPUT -> "file:" + temporary;
                        default -> one;
                    });
        }
        return arguments;
    }

    Optional<Verdict> failed(Supervised.Ended ended, Path temporary, Work work) {
        if (ended.outOfTime()) {
            String message = "took longer than %,d s".formatted(job.timeLimitSeconds());
            return Optional.of(Encodes.refused(job, Failure.TIMEOUT, message, work));
        }
        if (!ended.ok()) {
            if (ended.log().contains(DISK_FULL)) {
                throw new Fault(
                        Code.CANNOT_WRITE,
                        "Cannot encode to " + output.getParent() + ": no space left (make room, then run again)");
            }
            String message = "ffmpeg ended with " + ended.status() + ": " + ended.lastLine();
            return Optional.of(again(Failure.ENCODE_FAILED, message, work));
        }
        if (Encodes.seen(temporary).filter(file -> file.bytes() > 0).isEmpty()) {
            return Optional.of(again(Failure.NOTHING_WRITTEN, "ffmpeg ended well and wrote nothing", work));
        }
        return Optional.empty();
    }

    Verdict again(Failure why, String message, Work work) {
        return Verdict.without(job, Outcome.RETRY, why.name(), message, work, Encodes.now());
    }

    Verdict judged(Path temporary, Work encoded, BiFunction<ManifestJob, Path, Judgement> gate) {
        Judgement judgement = gate.apply(job, temporary);
        verifyCpuSeconds += judgement.cpuSeconds();
        Work work = encoded.verified(verifyCpuSeconds);
        return switch (judgement.outcome()) {
            case ACCEPT, NEEDS_HUMAN -> {
                Optional<Seen> placed = OwnName.give(temporary, output, this::damaged);
                yield placed.isPresent()
                        ? Verdict.of(job, judgement, placed, work, Encodes.now())
                        // Someone else was first; what they made is the output.
                        : encodes.found(job, output);
            }
            case KEEP_ORIGINAL, REJECT, RETRY -> Verdict.of(job, judgement, Optional.empty(), work, Encodes.now());
        };
    }

    /** Whether the file of the output's name is one that another attempt should replace. */
    private boolean damaged(Path there) {
        return encodes.gate().judge(job, there).outcome() == Outcome.RETRY;
    }
}

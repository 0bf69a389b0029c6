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

/** The attempts at one job, by one thread. */
final class Encode {
    private static final String DISK_FULL = "No space left on device";

    private final Encodes encodes;
    private final ManifestJob job;
    private final Path output;
    private final JobLog log;
    private double verifyCpuSeconds;

    Encode(Encodes encodes, ManifestJob job) {
        this.encodes = encodes;
        this.job = job;
        this.output = LocalPath.output(job);
        this.log = new JobLog(encodes.folder().resolve("logs"), job.jobKey());
    }

    /** Tries until one attempt is final. */
    Verdict verdict() {
        room();
        Verdict last = attempt(1);
        for (int number = 2; number <= job.attempts() && last.outcome() == Outcome.RETRY; number++) {
            last = attempt(number);
        }
        encodes.forgetDeaths(job);
        return last.by(encodes.run(), last.outcome() == Outcome.RETRY ? Outcome.REJECT : last.outcome());
    }

    /** Half of all encodes like this one take more: where not even that is free, it is not begun. */
    private void room() {
        try {
            Files.createDirectories(output.getParent());
            long free = Files.getFileStore(output.getParent()).getUsableSpace();
            if (free < job.estimate().outputBytesP50()) {
                throw new Fault(
                        Code.CANNOT_WRITE,
                        "Cannot encode to %s: %,d bytes are free, and job %s takes about %,d (make room, then run again)"
                                .formatted(
                                        output.getParent(),
                                        free,
                                        job.jobKey(),
                                        job.estimate().outputBytesP50()));
            }
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make folder: " + output.getParent() + ": " + e.getMessage(), e);
        }
    }

    /** One attempt: RETRY when another may go better. */
    private Verdict attempt(int number) {
        Path temporary = temporary();
        long length = job.verify().durationUs().orElse(0L);
        try (Attempt attempt =
                encodes.attempts().begin(job.jobKey(), job.input().path(), temporary, length)) {
            Supervised.Ended ended = Supervised.run(
                    program(temporary),
                    Duration.ofSeconds(job.timeLimitSeconds()),
                    line -> Progress.doneUs(line).ifPresent(attempt::done));
            log.attempt(number, ended);
            Work work = new Work(number, ended.cpuSeconds(), ended.wallSeconds(), verifyCpuSeconds);
            Optional<Verdict> failed = failed(ended, temporary, work);
            return failed.isPresent() ? failed.get() : judged(temporary, work);
        }
    }

    /** Unlike that of other executors, so that two attempts never meet. */
    private Path temporary() {
        String name = LocalPath.temporary(job).getFileName().toString();
        int dot = name.lastIndexOf('.');
        return output.resolveSibling(name.substring(0, dot) + "-" + UUID.randomUUID() + name.substring(dot));
    }

    private ProcessBuilder program(Path temporary) {
        ProcessBuilder program = encodes.programs().encode(arguments(temporary));
        // SVT-AV1 has a log of its own, in which ffmpeg's errors would drown: its errors alone.
        program.environment().put("SVT_LOG", "1");
        return program;
    }

    private List<String> arguments(Path temporary) {
        List<String> arguments = new ArrayList<>(Progress.ARGUMENTS);
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

    private Optional<Verdict> failed(Supervised.Ended ended, Path temporary, Work work) {
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

    private Verdict again(Failure why, String message, Work work) {
        return Verdict.without(job, Outcome.RETRY, why.name(), message, work, Encodes.now());
    }

    private Verdict judged(Path temporary, Work encoded) {
        Judgement judgement = encodes.gate().judge(job, temporary);
        verifyCpuSeconds += judgement.cpuSeconds();
        Work work = new Work(encoded.attempts(), encoded.encodeCpuSeconds(), encoded.encodeSeconds(), verifyCpuSeconds);
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

package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.chunk.Commands;
import dev.sluice.media.chunk.Cut;
import dev.sluice.media.chunk.Cut.Piece;
import dev.sluice.media.encode.Attempts.Attempt;
import dev.sluice.media.ffmpeg.Supervised;
import dev.sluice.media.manifest.ManifestJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes pieces of one job, by one thread; others may be at others of them. */
final class PieceWork {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Encodes encodes;
    private final ManifestJob job;
    private final Pieces pieces;
    private final Cut cut;

    PieceWork(Encodes encodes, ManifestJob job, Pieces pieces, Cut cut) {
        this.encodes = encodes;
        this.job = job;
        this.pieces = pieces;
        this.cut = cut;
    }

    /**
     * Makes a piece that nobody is at.
     *
     * @return false when there is none
     */
    boolean one() {
        Optional<Piece> free =
                pieces.wanted() && pieces.failed().isEmpty() ? pieces.free(cut, encodes.attempts()) : Optional.empty();
        if (free.isEmpty()) {
            return false;
        }
        Piece piece = free.get();
        Attempts.At at = new Attempts.At(
                pieces.temporary(piece),
                piece.lengthUs(),
                piece.number(),
                cut.pieces().size());
        try (Attempt attempt =
                encodes.attempts().begin(job.jobKey(), job.input().path(), at)) {
            // Whoever was faster may even be done.
            if (pieces.claim(piece, attempt.name(), encodes.attempts()) && !pieces.done(piece)) {
                make(piece, attempt);
            }
        }
        return true;
    }

    private void make(Piece piece, Attempt attempt) {
        JobLog log = new JobLog(
                encodes.folder().resolve("logs"), String.format(Locale.ROOT, "%s-%04d", job.jobKey(), piece.number()));
        Path temporary = attempt.temporary();
        Optional<PieceFailed> why = Optional.empty();
        for (int number = 1; number <= job.attempts() && pieces.wanted(); number++) {
            Supervised.Ended ended = Supervised.run(
                    encodes.encoder(new Commands(job, cut).piece(piece, temporary.toString())),
                    Duration.ofSeconds(job.timeLimitSeconds()),
                    line -> Progress.doneUs(line).ifPresent(attempt::done));
            log.attempt(number, ended);
            why = wrong(piece, ended, temporary);
            if (why.isEmpty()) {
                String header = told(temporary).getOrDefault("extradata_hash", "");
                if (pieces.wanted()) {
                    pieces.made(piece, temporary, new PieceMade(ended.cpuSeconds(), ended.wallSeconds(), header));
                    encodes.forgetDeaths(job);
                }
                return;
            }
            if (why.get().why() == Failure.TIMEOUT) {
                break;
            }
        }
        if (pieces.wanted()) {
            why.ifPresent(pieces::failed);
        }
    }

    private Optional<PieceFailed> wrong(Piece piece, Supervised.Ended ended, Path temporary) {
        String name = "piece " + piece.number() + " of " + cut.pieces().size();
        if (ended.outOfTime()) {
            return Optional.of(new PieceFailed(
                    Failure.TIMEOUT, name + " took longer than %,d s".formatted(job.timeLimitSeconds())));
        }
        if (!ended.ok()) {
            if (ended.log().contains(Encode.DISK_FULL)) {
                throw new Fault(
                        Code.CANNOT_WRITE,
                        "Cannot encode to " + pieces.folder() + ": no space left (make room, then run again)");
            }
            return Optional.of(new PieceFailed(
                    Failure.ENCODE_FAILED, name + ": ffmpeg ended with " + ended.status() + ": " + ended.lastLine()));
        }
        String frames = told(temporary).getOrDefault("nb_frames", "no");
        if (piece.frames().isPresent()
                && !frames.equals(String.valueOf(piece.frames().get()))) {
            return Optional.of(new PieceFailed(
                    Failure.ENCODE_FAILED,
                    name + " has " + frames + " frames, and not "
                            + piece.frames().get()));
        }
        return Optional.empty();
    }

    /** What ffprobe says of the video of a piece. */
    private Map<String, String> told(Path file) {
        Map<String, String> told = new TreeMap<>();
        List<String> question = List.of(
                "-hide_banner",
                "-loglevel",
                "error",
                "-show_data_hash",
                "sha256",
                "-show_entries",
                "stream=nb_frames,extradata_hash",
                "-of",
                "default=noprint_wrappers=1",
                "-protocol_whitelist",
                "file",
                "-i",
                "file:" + file);
        Supervised.run(encodes.programs().inspect(question), LOOK, line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                told.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return told;
    }
}

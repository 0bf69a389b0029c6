package dev.sluice.media.encode;

import dev.sluice.media.chunk.Commands;
import dev.sluice.media.chunk.Cut;
import dev.sluice.media.chunk.Cutting;
import dev.sluice.media.encode.Attempts.Attempt;
import dev.sluice.media.ffmpeg.Supervised;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job in pieces, by the thread that has its row: cuts the film, makes pieces as long as there are some that nobody is at,
 * waits for those of others, joins them and has the whole judged.
 */
final class InPieces {
    private final Encodes encodes;
    private final ManifestJob job;
    private final Encode encode;
    private final Pieces pieces;
    private String whole = "";

    InPieces(Encodes encodes, ManifestJob job, Encode encode) {
        this.encodes = encodes;
        this.job = job;
        this.encode = encode;
        this.pieces = encodes.pieces(job.jobKey());
    }

    /** What became of it; empty when it is to be encoded whole. */
    Optional<Verdict> verdict() {
        Path temporary = encode.temporary();
        Attempts.At at = new Attempts.At(temporary, job.verify().durationUs().orElse(0L), 0, 1);
        try (Attempt attempt =
                encodes.attempts().begin(job.jobKey(), job.input().path(), at)) {
            Optional<Cut> cut = pieces.cut();
            if (cut.isEmpty()) {
                Cutting.Found found = Cutting.of(encodes.programs(), job, encodes.chunks());
                whole = found.why();
                cut = found.cut().map(fresh -> pieces.begin(job, fresh));
            }
            return cut.flatMap(there -> made(there, attempt));
        }
    }

    /** Why it is to be encoded whole. */
    String whole() {
        return whole;
    }

    private Optional<Verdict> made(Cut cut, Attempt attempt) {
        encode.room(pieces.folder());
        attempt.cut(cut.pieces().size());
        Optional<Verdict> refused = all(cut, attempt);
        if (refused.isPresent() || !whole.isEmpty()) {
            return refused;
        }
        Verdict joined = joined(cut, attempt.temporary());
        if (joined.outcome() == Outcome.RETRY) {
            return instead("the pieces do not join: " + joined.message());
        }
        return Optional.of(joined);
    }

    /** Has all pieces made. */
    private Optional<Verdict> all(Cut cut, Attempt attempt) {
        PieceWork work = new PieceWork(encodes, job, pieces, cut);
        while (true) {
            attempt.done(cut.pieces().stream()
                    .filter(pieces::done)
                    .mapToLong(Cut.Piece::lengthUs)
                    .sum());
            Optional<PieceFailed> failed = pieces.failed();
            if (failed.isPresent()) {
                return failed.get().why() == Failure.TIMEOUT
                        ? Optional.of(Encodes.refused(
                                job, Failure.TIMEOUT, failed.get().message(), took(cut, 1)))
                        : instead(failed.get().message());
            }
            if (cut.pieces().stream().allMatch(pieces::done)) {
                return Optional.empty();
            }
            if (!work.one()) {
                Encodes.pause();
            }
        }
    }

    private Optional<Verdict> instead(String why) {
        whole = why;
        pieces.delete();
        return Optional.empty();
    }

    private Verdict joined(Cut cut, Path temporary) {
        long headers = cut.pieces().stream()
                .map(piece -> pieces.made(piece).header())
                .distinct()
                .count();
        if (headers > 1) {
            return encode.again(
                    Failure.ENCODE_FAILED, headers + " machines made " + headers + " kinds of them", Work.NONE);
        }
        Commands commands = new Commands(job, cut);
        Path list = pieces.list(commands.list());
        List<String> arguments = commands.join(list.toString(), temporary.toString());
        Supervised.Ended ended =
                Supervised.run(encodes.encoder(arguments), Duration.ofSeconds(job.timeLimitSeconds()), line -> {});
        encode.log().attempt(1, ended);
        Work pieceWork = took(cut, 1);
        Work work = new Work(
                1,
                pieceWork.encodeCpuSeconds() + ended.cpuSeconds(),
                pieceWork.encodeSeconds() + ended.wallSeconds(),
                0,
                pieceWork.pieces(),
                Optional.empty());
        return encode.failed(ended, temporary, work)
                .orElseGet(() -> encode.judged(temporary, work, encodes.gate()::judgeJoined));
    }

    private Work took(Cut cut, int attempts) {
        List<PieceMade> made =
                cut.pieces().stream().filter(pieces::done).map(pieces::made).toList();
        return new Work(
                attempts,
                made.stream().mapToDouble(PieceMade::cpuSeconds).sum(),
                made.stream().mapToDouble(PieceMade::wallSeconds).sum(),
                0,
                Optional.of(cut.pieces().size()),
                Optional.empty());
    }
}

package dev.sluice.media.encode;

import dev.sluice.media.chunk.Cut;
import dev.sluice.media.manifest.ManifestJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A thread that has nothing to do of its own, at the pieces of jobs that others have under way. */
record Hands(Encodes encodes) {
    /** Until there is none that nobody is at. */
    void help(Duration patience) {
        Instant until = Instant.now().plus(patience);
        boolean more = true;
        while (more) {
            boolean helped = false;
            boolean uncut = Instant.now().isBefore(until);
            for (Running other : encodes.attempts().alive()) {
                Optional<Cut> cut =
                        other.inPieces() ? encodes.pieces(other.jobKey()).cut() : Optional.empty();
                helped |= cut.isPresent() && helped(other.jobKey(), cut.get());
                uncut |= other.inPieces() && other.pieces() == 1;
            }
            more = helped || uncut;
            if (more && !helped) {
                Encodes.pause();
            }
        }
    }

    private boolean helped(String jobKey, Cut cut) {
        Pieces pieces = encodes.pieces(jobKey);
        Optional<ManifestJob> job = pieces.job();
        if (job.isEmpty() || Encodes.unfit(job.get()).isPresent()) {
            return false;
        }
        Encoders.require(encodes.programs(), job.get());
        return new PieceWork(encodes, job.get(), pieces, cut).one();
    }
}

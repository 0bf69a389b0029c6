package dev.sluice.media.encode;

import dev.sluice.settings.Doc;
import java.time.Instant;

/** An attempt that is under way, or whose process has died. */
public record Running(
        @Doc("the job's key") String jobKey,
        @Doc("the file that it reads") String input,
        @Doc("the file that it writes") String temporary,
        @Doc("where it runs") String host,
        @Doc("number of the process that runs it") long pid,

        @Doc("when that process began, by its system's clock")
        long processStart,

        @Doc("when the attempt began") Instant since,
        @Doc("length of the video; 0 when not known") long durationUs,
        @Doc("how much of it is encoded") long doneUs,

        @Doc("number of the piece that it is; 0 of a whole job")
        int piece,

        @Doc("pieces of the job; 0 where it is encoded whole, 1 while it is being cut")
        int pieces) {
    /** Whether it is a job in pieces, of which this process has no more than the end. */
    public boolean inPieces() {
        return pieces > 0 && piece == 0;
    }

    /** The same, once it is cut. */
    Running cut(int into) {
        return new Running(jobKey, input, temporary, host, pid, processStart, since, durationUs, doneUs, piece, into);
    }

    /** The same, further on. */
    Running done(long us) {
        return new Running(jobKey, input, temporary, host, pid, processStart, since, durationUs, us, piece, pieces);
    }
}

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
        @Doc("how much of it is encoded") long doneUs) {}

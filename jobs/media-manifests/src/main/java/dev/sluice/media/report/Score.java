package dev.sluice.media.report;

import dev.sluice.settings.Doc;

/** How estimates of one kind of encode were, against what it took. */
public record Score(
        @Doc("FFmpeg's encoder; none where only audio is kept")
        String encoder,

        @Doc("how large the output's frames are") String frames,
        @Doc("the profile") String profile,
        @Doc("encodes that were measured") long jobs,

        @Doc("CPU seconds, as a part of the P50: the median")
        double cpu,

        @Doc("part of the jobs whose CPU seconds lay between P10 and P90")
        double cpuWithin,

        @Doc("bytes of the output, as a part of the P50: the median")
        double bytes,

        @Doc("part of the jobs whose bytes lay between P10 and P90")
        double bytesWithin) {}

package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;
import java.util.List;

/** What an encode costs. */
public record Estimate(
        @Doc("seconds of one core, over all threads") Quantiles cpuSeconds,
        @Doc("size of the output") ByteQuantiles outputBytes,
        @Doc("memory of the encoding process") ByteQuantiles memoryBytes,

        @Doc("space for the output until it is published, and for the input where it is copied first")
        ByteQuantiles scratchBytes,

        @Doc("frames that are encoded") long frames,
        @Doc("P50 of decoding, part of cpu_seconds") double decodeSeconds,

        @Doc("P50 of scaling, deinterlacing and tone mapping, part of cpu_seconds")
        double filterSeconds,

        @Doc("P50 of encoding the video, part of cpu_seconds")
        double encodeSeconds,

        @Doc("P50 of decoding and encoding audio, part of cpu_seconds")
        double audioSeconds,

        @Doc("what was assumed because it is not known") List<Assumption> assumed) {
    public Estimate {
        assumed = List.copyOf(assumed);
    }
}

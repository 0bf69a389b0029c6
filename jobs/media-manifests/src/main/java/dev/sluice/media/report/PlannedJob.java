package dev.sluice.media.report;

import dev.sluice.settings.Doc;
import java.util.List;

/** One line of a manifest, as far as a report needs it, and what the inventory knows of its input. */
public record PlannedJob(
        String jobKey,
        @Doc("fingerprint of the input's content") String asset,

        @Doc("directory of the generation that holds it") String generation,

        int shard,
        @Doc("hdr, large-memory or ordinary") String shardClass,
        @Doc("worth encoding in chunks") boolean chunked,
        @Doc("name of the rule that asked for it") String rule,

        @Doc("of the video; empty when only audio is kept") String encoder,

        @Doc("of the input's video; empty when it is not known any more")
        String codec,

        @Doc("of the input") String path,
        @Doc("of the input") long bytes,
        double cpuSecondsP50,
        double cpuSecondsP90,
        long outputBytesP50,
        long outputBytesP90,
        @Doc("by P90") long memoryBytes,

        @Doc("the part of P90 to P50 of the CPU seconds that is the file's own; 1 is none")
        double ownCpu,

        @Doc("the same of the output's size") double ownOutput,

        @Doc("what the estimate had to assume, in its words")
        List<String> assumed) {
    public PlannedJob {
        assumed = List.copyOf(assumed);
    }
}
